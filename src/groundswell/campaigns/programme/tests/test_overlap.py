"""Audiences by ids, and audiences made up from numbers."""

import pytest

from groundswell.campaigns.programme.overlap import Followed, overlap_of


def value(candidates: list[Followed], chosen: list[int], rate: float = 0.1, market: int | None = None) -> float:
    """Expected unique engaged people, as the planner counts them."""
    found = overlap_of(candidates, market)
    left = found.audience.weight.copy()
    for at in chosen:
        left[found.audience.followers(at)] *= 1 - rate * found.scale[at]
    return float((found.audience.weight - left).sum())


def test_known_ids_are_counted() -> None:
    one = Followed("bluesky", 3, frozenset("abc"))
    other = Followed("bluesky", 3, frozenset("bcd"))
    elsewhere = Followed("mastodon", 3, frozenset("abc"))
    assert value([one, other], [0, 1], rate=1) == 4
    assert value([one, elsewhere], [0, 1], rate=1) == 6
    assert overlap_of([one, other]).market == {}


@pytest.mark.parametrize("followers", [7, 1_234, 98_765, 3_000_000])
def test_made_up_people_count_an_audience_exactly(followers: int) -> None:
    candidates = [Followed("tiktok", followers), Followed("tiktok", 50_000)]
    assert value(candidates, [0]) == pytest.approx(followers * 0.1)
    assert value(candidates, [1]) == pytest.approx(5_000)


def test_made_up_audiences_overlap_as_chance_has_it() -> None:
    candidates = [Followed("tiktok", 40_000), Followed("tiktok", 60_000)]
    expected = 100_000 * (1 - (1 - 0.4 * 0.5) * (1 - 0.6 * 0.5))
    assert value(candidates, [0, 1], rate=0.5, market=100_000) == pytest.approx(expected, rel=0.1)
    wide = value(candidates, [0, 1], rate=0.5, market=100_000_000)
    assert wide == pytest.approx(50_000, rel=0.01)


def test_the_market_is_told_and_never_smaller_than_an_audience() -> None:
    candidates = [Followed("tiktok", 40_000), Followed("youtube", 60_000), Followed("youtube", 10)]
    assert overlap_of(candidates).market == {"tiktok": 80_000, "youtube": 120_000}
    assert overlap_of(candidates, 5).market == {"tiktok": 40_000, "youtube": 60_000}


def test_the_same_numbers_give_the_same_people() -> None:
    candidates = [Followed("tiktok", 40_000), Followed("tiktok", 60_000)]
    one, other = overlap_of(candidates), overlap_of(candidates)
    assert one.audience.people.tolist() == other.audience.people.tolist()


def test_nobody() -> None:
    assert overlap_of([]).audience.people.tolist() == []
    assert value([Followed("tiktok", 0)], [0]) == 0
