"""Small genuine things, proposed by the day: few, fresh, never twice, done by people."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Account, Creator, Post
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.relationships.models import TimelineEvent, WarmUpTask
from groundswell.relationships.services import move_stage
from groundswell.relationships.warmup import complete_task, make_tasks, open_tasks, skip_task, warm_creators
from groundswell.relationships.warmup.rules import A_DAY, A_WEEK, FRESH, Fresh, Warming, about, proposals

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


def warming(creator: int, *ages: float, done: int = 0, week: int = 0, profile: str = "https://x.example/p") -> Warming:
    posts = [
        Fresh(creator * 100 + n, f"https://x.example/{n}", "Hi", NOW - timedelta(days=age))
        for n, age in enumerate(ages)
    ]
    return Warming(creator, creator + 1000, profile, "", posts, done, week, None)


def test_following_comes_first_then_the_newest_post_and_now_and_then_a_share() -> None:
    (first,) = proposals([warming(1, 1, 3)], known=set(), open_now=0, now=NOW)
    assert (first.kind, first.url, first.key) == ("follow", "https://x.example/p", "follow:1001")
    (second,) = proposals([warming(1, 1, 3, done=1)], known={first.key}, open_now=0, now=NOW)
    assert (second.kind, second.post) == ("comment", 100)
    (third,) = proposals([warming(1, 1, 3, done=3)], known={first.key, second.key}, open_now=0, now=NOW)
    assert (third.kind, third.post) == ("share", 101)


def test_an_old_post_is_not_answered_and_nobody_is_crowded() -> None:
    known = {"follow:1001"}
    assert proposals([warming(1, FRESH.days + 1)], known=known, open_now=0, now=NOW) == []
    assert proposals([warming(1, 1, week=A_WEEK)], known=known, open_now=0, now=NOW) == []
    assert proposals([warming(1, 1, profile="")], known=set(), open_now=0, now=NOW)[0].kind == "comment"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ten miles. Which shoes do you take? #run", "Which shoes do you take?"),
        ("Morning loop done #trail #run", "Morning loop done"),
        ("#only #tags", ""),
        ("a" * 400, "…"),
    ],
)
def test_what_a_post_says(text: str, said: str) -> None:
    assert about(text).endswith(said)
    assert len(about(text)) <= 280


@given(st.lists(st.tuples(st.integers(1, 60), st.floats(0, 30), st.integers(0, 5)), max_size=60), st.integers(0, 30))
def test_never_more_than_a_day_takes_one_a_creator_and_no_key_twice(
    people: list[tuple[int, float, int]], waiting: int
) -> None:
    everybody = [warming(creator, age, week=week) for creator, age, week in {one[0]: one for one in people}.values()]
    found = proposals(everybody, known=set(), open_now=waiting, now=NOW)
    assert len(found) <= max(0, A_DAY - waiting)
    assert len({one.creator for one in found}) == len({one.key for one in found}) == len(found)


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    maya = Creator.objects.create(workspace=workspace, name="Maya")
    account = Account.objects.create(platform="bluesky", handle="maya.warm", url="https://bsky.app/profile/maya.warm")
    maya.accounts.add(account)
    Post.objects.create(
        account=account, external_id="p1", url="https://bsky.app/p1", caption="Which pack do you carry?",
        published_at=clock.now(), source="test",
    )  # fmt: skip
    move_stage(workspace=workspace, creator=maya, stage="warming")
    return maya


@pytest.mark.django_db
def test_a_day_with_one_creator(workspace: Workspace, owner: User, maya: Creator) -> None:
    assert make_tasks(workspace=workspace) == 1
    assert make_tasks(workspace=workspace) == 0, "one at a time"
    follow = open_tasks(workspace).get()
    complete_task(workspace=workspace, task=follow, user=owner)
    with pytest.raises(Conflict):
        complete_task(workspace=workspace, task=follow, user=owner)
    assert make_tasks(workspace=workspace) == 1
    comment = open_tasks(workspace).get()
    assert (comment.kind, comment.about, comment.url) == ("comment", "Which pack do you carry?", "https://bsky.app/p1")
    complete_task(workspace=workspace, task=comment, user=owner, words="The 12 litre one!")
    events = TimelineEvent.objects.of(workspace).filter(kind="warm_up").order_by("pk")
    assert [event.text for event in events] == ["Followed their profile", "Commented on a post: “The 12 litre one!”"]
    assert make_tasks(workspace=workspace) == 0, "the post was answered"


@pytest.mark.django_db
def test_what_is_left_out_is_not_proposed_again_and_says_why(workspace: Workspace, maya: Creator) -> None:
    make_tasks(workspace=workspace)
    task = open_tasks(workspace).get()
    with pytest.raises(BadInput):
        skip_task(workspace=workspace, task=task, reason=" ")
    skip_task(workspace=workspace, task=task, reason="They follow us already")
    make_tasks(workspace=workspace)
    assert [one.kind for one in open_tasks(workspace)] == ["comment"]
    assert not TimelineEvent.objects.of(workspace).filter(kind="warm_up").exists()


@pytest.mark.django_db
def test_who_moves_on_or_waits_too_long_is_let_go(workspace: Workspace, maya: Creator) -> None:
    make_tasks(workspace=workspace)
    with clock.told(clock.now() + timedelta(days=6)):
        make_tasks(workspace=workspace)
    assert sorted(WarmUpTask.objects.values_list("kind", "state")) == [("comment", "open"), ("follow", "expired")]
    move_stage(workspace=workspace, creator=maya, stage="contacted")
    make_tasks(workspace=workspace)
    assert not open_tasks(workspace).exists()


@pytest.mark.django_db
def test_three_done_are_warm_enough(workspace: Workspace, maya: Creator) -> None:
    account = maya.accounts.get()
    for number in range(3):
        assert not warm_creators(workspace).exists()
        WarmUpTask.objects.create(
            workspace=workspace, creator=maya, account=account, kind="comment", key=str(number), state="done"
        )
    assert warm_creators(workspace).get().done == 3  # type: ignore[attr-defined]  # annotated
