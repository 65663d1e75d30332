"""Whom a persona is, and how many of an audience are of it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.campaigns.programme.parts import part_in, parts_of
from groundswell.campaigns.programme.target import Target, core, target_of
from groundswell.creators.audience.sets import AudienceSet, Share
from groundswell.discovery.personas.definition import Definition
from groundswell.kit.errors import BadInput

WHEN = datetime(2026, 11, 1, tzinfo=UTC)
US = Target({"country": frozenset({"US"})})


def told(*shares: Share) -> AudienceSet:
    return AudienceSet("estimate", "sample", WHEN, False, 500, 0.8, "", shares)


@pytest.mark.parametrize(
    ("shares", "kept"),
    [
        ({"female": 0.7, "male": 0.3}, {"female", "male"}),
        ({"female": 0.85, "male": 0.15}, {"female"}),
        ({"US": 0.6}, {"US"}),
        ({"a": 0.25, "b": 0.25, "c": 0.25, "d": 0.25}, {"a", "b", "c", "d"}),
        ({"a": 0.8, "b": 0.1, "c": 0.1}, {"a"}),
        ({}, set()),
    ],
)
def test_the_core_is_what_most_buyers_are(shares: dict[str, float], kept: set[str]) -> None:
    assert core(shares) == kept


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.floats(0.01, 1), max_size=8))
def test_the_core_holds_enough_and_never_a_rarer_value_for_a_commoner(shares: dict[str, float]) -> None:
    kept = core(shares)
    assert sum(shares[one] for one in kept) >= 0.8 * sum(shares.values()) - 1e-6
    assert all(shares[out] <= min(shares[one] for one in kept) for out in shares if out not in kept)


def test_a_persona_becomes_what_audiences_are_known_by() -> None:
    persona = Definition(
        countries={"US": 0.9, "CA": 0.1},
        cities={"Austin": 1},
        genders={"female": 1},
        interests=["tea"],
        brands=[],
        words=[],
    )
    assert target_of(persona).wanted == {"country": {"US"}, "gender": {"female"}}
    assert target_of(persona, "DE", "male").wanted == {"country": {"DE"}, "gender": {"male"}}
    assert target_of(Definition(cities={"Austin": 1}, interests=[], brands=[], words=[])).wanted == {"city": {"Austin"}}
    assert not target_of(None)


def test_a_persona_that_only_cares_counts_nobody() -> None:
    with pytest.raises(BadInput, match="neither place, language, gender nor age"):
        target_of(Definition(interests=["tea"], brands=[], words=[]))


def test_a_part_has_its_interval_and_what_is_not_listed_may_be_there() -> None:
    audience = told(Share("US", 0.5, 0.45, 0.55), Share("CA", 0.3, 0.25, 0.35))
    one = part_in(audience, {"US"})
    assert (one.share, one.low, one.high) == (0.5, 0.45, 0.55)
    both = part_in(audience, {"US", "CA"})
    assert (both.share, both.low, both.high) == pytest.approx((0.8, 0.7, 0.9))
    absent = part_in(audience, {"DE"})
    assert (absent.share, absent.low, absent.high) == pytest.approx((0.0, 0.0, 0.2))
    assert part_in(told(Share("Austin", 0.4)), {"austin"}).share == 0.4


def test_dimensions_multiply_and_the_others_stand_in_for_who_tells_nothing() -> None:
    target = Target({"country": frozenset({"US"}), "gender": frozenset({"female"}), "age": frozenset({"25-34"})})
    audiences = {
        1: {"country": told(Share("US", 0.8, 0.7, 0.9)), "gender": told(Share("female", 0.5, 0.4, 0.6))},
        2: {"country": told(Share("US", 0.4, 0.3, 0.5))},
    }
    found = parts_of(target, [1, 2, 3], audiences)
    assert found.unused == ("age",)
    assert (found.of[1].share, found.of[1].low, found.of[1].high) == pytest.approx((0.4, 0.28, 0.54))
    assert found.of[1].assumed == ()
    assert (found.of[2].share, found.of[2].assumed) == (0.2, ("gender",))
    assert (found.of[3].share, found.of[3].low, found.of[3].high) == pytest.approx((0.3, 0.12, 0.54))
    assert found.of[3].assumed == ("country", "gender")


def test_where_nobody_tells_anything_nothing_is_left_out() -> None:
    found = parts_of(US, [1], {})
    assert (found.of[1].share, found.unused) == (1.0, ("country",))


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=4))
def test_a_part_lies_within_its_interval(rows: list[tuple[float, float, float]]) -> None:
    ends = [sorted(row) for row in rows]
    shares = [Share(str(at), middle, low, high) for at, (low, middle, high) in enumerate(ends)]
    found = part_in(told(*shares), {"0", "1", "9"})
    assert 0 <= found.low <= found.share <= found.high <= 1
