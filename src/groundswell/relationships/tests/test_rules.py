"""Stage rules and what people may type."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.errors import BadInput
from groundswell.relationships import rules
from groundswell.relationships.models import Stage

stages = st.sampled_from(rules.STAGES)


def test_the_rules_know_every_stage_of_the_model() -> None:
    assert set(rules.STAGES) == set(Stage.values)


@given(stages, st.sampled_from(rules.PATH))
def test_an_event_never_takes_anybody_back_along_the_path(current: str, target: str) -> None:
    after = rules.automatic_stage(current, target)
    assert after in (current, target)
    if current in rules.PATH:
        assert rules.PATH.index(after) == max(rules.PATH.index(current), rules.PATH.index(target))


@given(stages, stages)
def test_the_same_event_twice_changes_nothing_more(current: str, target: str) -> None:
    once = rules.automatic_stage(current, target)
    assert rules.automatic_stage(once, target) == once


@pytest.mark.parametrize(
    ("current", "target", "after"),
    [
        ("declined", "contacted", "declined"),
        ("declined", "agreed", "agreed"),
        ("parked", "in_conversation", "in_conversation"),
        ("ghosted", "live", "live"),
        ("contacted", "declined", "declined"),
        ("agreed", "declined", "agreed"),
        ("live", "ghosted", "ghosted"),
        ("completed", "ghosted", "completed"),
        ("parked", "ghosted", "parked"),
        ("declined", "parked", "declined"),
    ],
)
def test_closed_stages(current: str, target: str, after: str) -> None:
    assert rules.automatic_stage(current, target) == after


def test_stage_names_as_people_write_them() -> None:
    assert rules.known_stage(" In conversation") == "in_conversation"
    with pytest.raises(BadInput, match="no stage"):
        rules.known_stage("married")


@given(st.one_of(st.none(), st.text(max_size=8), st.integers(-300, 300)))
def test_fit_is_a_whole_number_to_a_hundred_or_refused(value: object) -> None:
    with contextlib.suppress(BadInput):
        fit = rules.clean_fit(value)
        assert fit is None if value in (None, "") else fit in range(101)


def test_dates_and_lengths() -> None:
    assert rules.clean_changes({"next_step_on": "2026-11-03", "fit": "80", "summary": " a "}) == {
        "next_step_on": date(2026, 11, 3),
        "fit": 80,
        "summary": "a",
    }
    for changes, where in (
        ({"next_step_on": "3 Nov"}, "next_step_on"),
        ({"next_step": "x" * 201}, "next_step"),
        ({"workspace": 2}, "workspace"),
    ):
        with pytest.raises(BadInput) as refused:
            rules.clean_changes(changes)
        assert refused.value.where == where


@given(st.lists(st.text(alphabet="aAbB ,", max_size=10)))
def test_tags_come_once_each_whatever_their_case(names: list[str]) -> None:
    cleaned = rules.clean_tags([n.replace(",", "") for n in names])
    assert len({name.casefold() for name in cleaned}) == len(cleaned)
    assert all(name == " ".join(name.split()) and name for name in cleaned)
    assert rules.clean_tags(", ".join(cleaned)) == cleaned
