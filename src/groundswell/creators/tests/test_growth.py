"""Growth from two named readings, gaps as gaps, and what was captured of what goes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.creators.models import Account, FollowEdge, Post, PostVersion, Reading
from groundswell.creators.queries import captures, follow_lists, growths
from groundswell.creators.queries.capture import in_words
from groundswell.creators.queries.growth import growth_of
from groundswell.kit import clock
from groundswell.web.creators.profile import history

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def reading(days: float, value: float, source: str = "Bluesky") -> Reading:
    return Reading(metric="followers", value=value, source=source, observed_at=NOW - days * DAY)


@pytest.mark.parametrize(
    ("series", "share", "why"),
    [
        ([], None, "Nobody read the followers yet."),
        ([(0, 110)], None, "There is no reading of about 26 October 2026."),
        ([(0, 110), (30, 100)], 0.1, ""),
        ([(1, 90), (25, 100), (29, 120)], -0.25, ""),
        ([(0, 110), (45, 100)], None, "There is no reading of about 26 October 2026."),
        ([(11, 110), (41, 100)], None, "The last reading is of 14 November 2026."),
        ([(0, 110), (30, 0)], None, "There were no followers to grow from."),
    ],
)
def test_growth_is_told_or_why_it_cannot_be(series: list[tuple[int, int]], share: float | None, why: str) -> None:
    growth = growth_of([reading(*one) for one in series], now=NOW)
    assert growth.share == (None if share is None else pytest.approx(share))
    assert growth.why == why


def test_the_two_readings_are_named() -> None:
    growth = growth_of([reading(0, 110), reading(3, 108), reading(28, 100)], now=NOW)
    assert growth.first is not None
    assert growth.last is not None
    assert (growth.first.observed_at, growth.last.observed_at, growth.days) == (NOW - 28 * DAY, NOW, 28)


@given(st.lists(st.tuples(st.floats(0, 400), st.integers(0, 10**9)), max_size=30))
def test_growth_never_guesses(series: list[tuple[float, int]]) -> None:
    growth = growth_of([reading(*one) for one in series], now=NOW)
    assert (growth.share is None) == bool(growth.why)
    if growth.share is not None:
        assert 20 <= growth.days <= 40
        assert growth.share >= -1


@pytest.mark.django_db
def test_sources_are_not_compared_with_each_other() -> None:
    account = Account.objects.create(platform="bluesky", handle="maya.example", source="Bluesky")
    read = [reading(0, 110), reading(30, 100, "Upfluence"), reading(29, 55)]
    for one in read:
        one.account = account
    with clock.told(NOW):
        assert growths([account], read)[account.pk].share == pytest.approx(1.0)


@pytest.mark.django_db
def test_follow_lists_are_counted_with_their_date() -> None:
    account = Account.objects.create(platform="bluesky", handle="maya.example", source="Bluesky")
    for number in range(3):
        FollowEdge.objects.create(account=account, direction="followers", external_id=str(number), last_seen_at=NOW)
    (found,) = follow_lists([account])[account.pk]
    assert (found.direction, found.people, found.read_at) == ("followers", 3, NOW)


def test_a_gap_in_reading_is_a_gap_in_the_line_and_others_readings_are_none() -> None:
    maya, tom = Account(pk=1, handle="maya"), Account(pk=2, handle="tom")
    read = [(maya, 60), (maya, 59), (maya, 2), (tom, 58.5), (tom, 57)]
    readings = [
        Reading(account=account, metric="followers", value=days, observed_at=NOW - days * DAY) for account, days in read
    ]
    drawn = history([maya, tom], readings, "followers", "compact")
    assert drawn is not None
    days = [round((NOW.timestamp() - moment) / 86_400, 1) for moment in drawn["x"]]
    assert days == [60, 59, 58.5, 57, 30.5, 2]
    assert drawn["series"] == [
        {"label": "@maya", "values": [60, 59, None, None, None, 2], "skip": [2, 3]},
        {"label": "@tom", "values": [None, None, 58.5, 57, None, None], "skip": [0, 1, 4, 5]},
    ]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=25), "25 min"),
        (timedelta(hours=3, minutes=59), "3 h"),
        (timedelta(hours=47), "47 h"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_spans_in_words(span: timedelta, words: str) -> None:
    assert in_words(span) == words


@pytest.mark.django_db
def test_what_was_captured_of_stories_and_deleted_posts_is_told() -> None:
    account = Account.objects.create(platform="instagram", handle="maya", source="Instagram")

    def post(**facts: object) -> Post:
        made: Post = Post.objects.create(
            account=account, source="Instagram", external_id=str(Post.objects.count()), created_at=NOW, **facts
        )
        return made

    story, late, edited, gone, filed = (
        post(expires_at=NOW + 3.2 * timedelta(hours=1)), post(expires_at=NOW - DAY), post(),
        post(gone_at=NOW + 2 * DAY, seen_at=NOW + DAY), post(),
    )  # fmt: skip
    for one, digests in ((story, "a"), (late, "a"), (edited, "ab")):
        for digest in digests:
            PostVersion.objects.create(post=one, digest=digest, source="Instagram", seen_at=NOW)
    found = captures([story, late, edited, gone, filed])
    seen = "Captured on 25 Nov 2026, 12:00 UTC (Instagram)"
    assert found[story.pk].words == [f"{seen}, 3 h before it expires on 25 Nov 2026, 15:12 UTC."]
    assert found[late.pk].words == [f"{seen}, after it had expired."]
    assert found[edited.pk].words == [f"{seen}.", "It was edited: 2 versions are kept."]
    assert found[gone.pk].words == [
        "Deleted on the network: noticed on 27 Nov 2026, 12:00 UTC, last seen there on 26 Nov 2026, 12:00 UTC.",
        "It was here from 25 Nov 2026, 12:00 UTC until then; its text and figures were removed.",
    ]
    assert filed.pk not in found
