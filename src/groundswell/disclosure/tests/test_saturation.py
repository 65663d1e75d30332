"""How often somebody sells."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, Post
from groundswell.disclosure.models import Sponsoring
from groundswell.disclosure.queries import sponsoring_document, sponsoring_of
from groundswell.disclosure.rules.saturation import Saturation, Seen, saturation
from groundswell.disclosure.services import measure_sponsoring
from groundswell.disclosure.tasks import measure_sponsoring as measure_job
from groundswell.kit import clock
from groundswell.relationships.services import track_creators

DAY = timedelta(days=1)


def test_each_post_counts_once_by_its_surest_sign() -> None:
    posts = [
        Seen(True, True, 0.9, "with @Trail.Co and @other"), Seen(False, True, 0.9, "#ad @trail.co"),
        Seen(False, False, 0.5, "code from @other"), Seen(False, False, 0.49, "hello @friend"), Seen(False, False, 0.0, "me@x.y"),
    ]  # fmt: skip
    assert saturation(posts) == Saturation(5, 1, 1, 1, [("other", 2), ("trail.co", 2)])


SEEN = st.builds(Seen, st.booleans(), st.booleans(), st.floats(0, 1), st.text(max_size=40))


@given(st.lists(SEEN, max_size=30))
def test_never_more_advertising_than_posts(posts: list[Seen]) -> None:
    found = saturation(posts)
    assert found.posts == len(posts)
    assert found.labelled + found.disclosed + found.likely <= found.posts


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    creator = Creator.objects.create(workspace=workspace, name="Maya")
    creator.accounts.add(Account.objects.create(platform="instagram", handle="maya"))
    return creator


def post(creator: Creator, number: int, caption: str, **facts: object) -> None:
    facts = {"published_at": clock.now() - DAY * number, "source": "t", "surface": "feed", **facts}
    Post.objects.create(account=creator.accounts.get(), external_id=str(number), caption=caption, **facts)


@pytest.mark.django_db
def test_it_is_measured_over_ninety_days_and_told_with_its_interval(workspace: Workspace, maya: Creator) -> None:
    for number in range(8):
        post(maya, number, "A quiet run along the river this morning")
    post(maya, 10, "Ad: new shoes from @trailco")
    post(maya, 11, "Lovely day out", paid_label=True)
    post(maya, 91, "Ad: long ago")
    post(maya, 12, "Ad: taken down", gone_at=clock.now())
    post(maya, 13, "")
    measure_sponsoring(workspace=workspace, creators=[maya])
    row = sponsoring_of(workspace, [maya.pk])[maya.pk]
    assert (row.posts, row.labelled, row.disclosed, row.likely, row.brands) == (10, 1, 1, 0, [["trailco", 1]])
    told = sponsoring_document(row)
    assert (told["share"], told["low"], told["high"]) == (
        0.2,
        pytest.approx(0.0567, abs=1e-4),
        pytest.approx(0.5098, abs=1e-4),
    )


@pytest.mark.django_db
def test_nine_posts_tell_nothing_and_nobodys_posts_are_unknown_not_nil(workspace: Workspace, maya: Creator) -> None:
    for number in range(9):
        post(maya, number, "Ad: shoes")
    measure_sponsoring(workspace=workspace, creators=[maya])
    row = Sponsoring.objects.get()
    assert (row.posts, row.ads, row.share, row.interval) == (9, 9, None, None)
    nobody = Creator.objects.create(workspace=workspace, name="Nobody")
    measure_sponsoring(workspace=workspace, creators=[nobody])
    assert sponsoring_of(workspace, [nobody.pk])[nobody.pk].share is None


@pytest.mark.django_db
def test_the_job_measures_those_on_the_board_once_a_day(
    workspace: Workspace, other_workspace: Workspace, maya: Creator
) -> None:
    Creator.objects.create(workspace=workspace, name="Not on the board")
    theirs = Creator.objects.create(workspace=other_workspace, name="Theirs")
    track_creators(workspace=workspace, creators=[maya])
    track_creators(workspace=other_workspace, creators=[theirs])
    assert [measure_job.call(), measure_job.call()] == [{"measured": 2}, {"measured": 0}]
    Sponsoring.objects.filter(creator=maya).update(measured_at=clock.now() - DAY * 2)
    assert measure_job.call() == {"measured": 1}
    assert sponsoring_of(other_workspace, [maya.pk]) == {}
