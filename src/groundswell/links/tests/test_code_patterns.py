"""Codes by a pattern: nobody's twice, none that is taken, and the same ones every time."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.errors import BadInput
from groundswell.links.rules.code_patterns import USUAL, Person, checked_pattern, codes_by_pattern
from groundswell.links.rules.names import checked_code, folded

people = st.lists(
    st.builds(Person, st.integers(1, 10**6), st.text(max_size=20), st.text(max_size=10)),
    max_size=30,
    unique_by=lambda one: one.pk,
)
patterns = st.sampled_from([USUAL, "{HANDLE}", "VIP-{NAME}", "{NAME}{HANDLE}{CAMPAIGN}", "{CAMPAIGN}{NAME}-{NUMBER}"])


def codes(pattern: str, *names: str, number: str = "10", taken: tuple[str, ...] = ()) -> list[str]:
    crowd = [Person(place, name, "") for place, name in enumerate(names, 1)]
    return list(codes_by_pattern(pattern, crowd, number=number, campaign="spring-sale", taken=taken).values())


def test_the_name_and_what_it_gives_and_a_letter_where_that_is_taken() -> None:
    assert codes(USUAL, "Maya Brook", "Maya Ash", "Zoë van Dijk") == ["MAYA10", "MAYA10B", "ZOE10"]
    assert codes(USUAL, "Maya", taken=("MAYA10", "MAYA10B")) == ["MAYA10C"]
    assert codes("{name}-{campaign}", "Tom") == ["TOM-SPRINGSALE"]


def test_names_without_latin_letters_fall_back_to_the_handle_and_then_to_the_id() -> None:
    crowd = [Person(7, "Юлия", "yulia.runs"), Person(8, "花子", "")]
    assert codes_by_pattern(USUAL, crowd, number="15", campaign="", taken=()) == {7: "YULIARUNS15", 8: "C815"}


@given(patterns, people, st.lists(st.text(min_size=1, max_size=8), max_size=5), st.randoms())
def test_unique_untaken_typeable_and_the_same_in_any_order(
    pattern: str, crowd: list[Person], marks: list[str], chance: random.Random
) -> None:
    once = codes_by_pattern(pattern, crowd, number="10", campaign="spring-sale", taken=())
    taken = {folded(code) for code in list(once.values())[::2]} | {folded(mark) for mark in marks}
    mixed = chance.sample(crowd, len(crowd))
    made = codes_by_pattern(pattern, mixed, number="10", campaign="spring-sale", taken=taken)
    assert made == codes_by_pattern(pattern, crowd, number="10", campaign="spring-sale", taken=taken)
    assert made.keys() == {one.pk for one in crowd}
    assert len({folded(code) for code in made.values()}) == len(crowd)
    assert not taken & {folded(code) for code in made.values()}
    assert all(re.fullmatch("[A-Z0-9-]+", checked_code(code)) for code in made.values())


def test_three_hundred_namesakes_get_three_hundred_codes() -> None:
    made = codes(USUAL, *["Maya"] * 300)
    assert (len(set(made)), made[1], made[21], made[22]) == (300, "MAYA10B", "MAYA10Y", "MAYA10Z")


@pytest.mark.parametrize("pattern", ["SUMMER{NUMBER}", "{NAME} {NUMBER}", "{FIRST}", "{NAME}_X", "{NAME}" + "X" * 60])
def test_a_pattern_that_cannot_be_says_what_can(pattern: str) -> None:
    with pytest.raises(BadInput) as refusal:
        checked_pattern(pattern)
    assert (refusal.value.where, "{NAME}{NUMBER}" in refusal.value.cure) == ("pattern", True)
