"""Age, growth and paid posts, from what is written and read."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.discovery.language.shares import at_least, known, steps_above, steps_below, terms_of
from groundswell.discovery.rules import growth, is_paid, sponsored_share, stated_age

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("bio", "age"),
    [
        ("27 y/o trail runner", 27),
        ("Anna, 31 Jahre alt, Berlin", 31),
        ("19yo | he/him", 19),
        ("Paris • 24 ans", 24),
        ("23 años", 23),
        ("I am 35 years old", 35),
        ("runner for 20 years", None),
        ("vegan since 15 years old recipes", None),
        ("mum of 3, 41 years young", 41),
        ("19 y/o and 20 y/o sisters", None),
        ("est. 1921 years of craft", None),
        ("12 y/o", None),
        ("$25 years", None),
        ("25", None),
        ("", None),
    ],
)
def test_the_age_is_what_the_bio_states(bio: str, age: int | None) -> None:
    assert stated_age(bio) == age


@pytest.mark.parametrize(
    ("text", "label", "paid"),
    [("New shoes #ad", None, True), ("#Werbung für Tee", False, True), ("shoes", True, True), ("shoes", None, False), ("#adventure", False, False), ("#PARTENARIATrémunéré", None, True)],
)  # fmt: skip
def test_a_label_or_a_hashtag_makes_a_post_paid(text: str, label: bool | None, paid: bool) -> None:
    assert is_paid(text, label) is paid


def test_a_share_of_few_posts_is_unknown() -> None:
    assert sponsored_share([True] * 4) is None
    assert sponsored_share([True, False, False, False, False]) == 0.2
    assert sponsored_share([]) is None


def at(*readings: tuple[int, float]) -> list[tuple[datetime, float]]:
    return [(NOW - timedelta(days=days), count) for days, count in readings]


@pytest.mark.parametrize(
    ("readings", "days", "expected"),
    [
        ({"a": at((0, 1_100), (30, 1_000))}, 30, 0.1),
        ({"a": at((0, 1_210), (60, 1_000))}, 30, 0.1),
        ({"a": at((0, 1_100), (30, 1_000), (45, 500))}, 30, 0.1),
        ({"a": at((0, 900), (7, 1_000))}, 7, -0.1),
        ({"a": at((0, 1_100), (29, 1_000))}, 30, None),
        ({"a": at((0, 1_100), (61, 1_000))}, 30, None),
        ({"a": at((0, 1_100)), "b": at((30, 1_000))}, 30, None),
        ({"a": at((1, 5_000), (31, 1_000)), "b": at((0, 1_100), (30, 1_000))}, 30, 0.1),
        ({"a": at((0, 1_100), (30, 0))}, 30, None),
        ({"a": at((0, 0), (30, 100))}, 30, -1.0),
        ({"a": []}, 30, None),
        ({}, 30, None),
    ],
)
def test_growth_compares_two_counts_of_one_source(
    readings: dict[str, list[tuple[datetime, float]]], days: int, expected: float | None
) -> None:
    found = growth(readings, days)
    assert found == expected if expected is None else found == pytest.approx(expected)


@given(
    share=st.integers(0, 1_000).map(lambda n: n / 1_000),
    least=st.integers(0, 1_000).map(lambda n: n / 1_000),
)
def test_terms_compare_shares_exactly(share: float, least: float) -> None:
    held = set(terms_of(None, {"country": {"US": share}}).split())
    asked = at_least(None, "country", "us", steps_above(least))
    assert bool(held & set(asked)) == (share >= least)
    assert len(asked) <= 19


@given(share=st.floats(0, 1), least=st.floats(0, 1))
def test_no_share_below_the_smallest_ever_passes(share: float, least: float) -> None:
    held = set(terms_of(7, {"gender": {"female": share}}).split())
    if held & set(at_least(7, "gender", "female", steps_above(least))):
        assert share >= least - 1e-9
    assert abs(steps_above(share) - steps_below(share)) <= 1


def test_terms_name_their_owner() -> None:
    figures = {"city": {"New York": 1.0}, "country": {}}
    assert known(7, "city") in set(terms_of(7, figures).split())
    assert known(7, "country") not in set(terms_of(7, figures).split())
    assert not set(terms_of(7, figures).split()) & {
        *at_least(None, "city", "new york", 1),
        *at_least(70, "city", "new york", 1),
    }
    assert at_least(7, "city", "new york", 1_001) == ()
