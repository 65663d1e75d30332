"""Fields of answers: what must be there is there or named, what may be there is never guessed."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.platforms.errors import Unreadable
from groundswell.platforms.fields import Fields, figures, moment, optional, part, parts

TOY = Fields("Toy")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("value", [None, "x", 7, [], {}, {"a": None}, {"a": ""}, {"a": 7}])
def test_what_is_missing_is_named_with_its_network(value: Any) -> None:
    for read in (TOY.text, TOY.mapping, TOY.items):
        with pytest.raises(Unreadable, match=r"Toy’s answer has no .*“a”") as told:
            read(value, "a")
        assert told.value.where == "a"


def test_what_is_there_is_given() -> None:
    view = {"text": "x", "one": {"b": 1}, "many": [{"b": 1}, {}]}
    assert (TOY.text(view, "text"), TOY.mapping(view, "one"), TOY.items(view, "many")) == (
        "x",
        {"b": 1},
        [{"b": 1}, {}],
    )
    with pytest.raises(Unreadable):
        TOY.items({"many": [{"b": 1}, 7]}, "many")


@pytest.mark.parametrize(("token", "onward"), [(None, None), ("", None), ("b", "b")])
def test_the_next_page(token: Any, onward: str | None) -> None:
    assert TOY.next_page({"next": token}, "next", "a") == onward
    assert TOY.next_page("no object", "next", "a") is None
    for bad in ("a", 7, ["b"], True):
        with pytest.raises(Unreadable):
            TOY.next_page({"next": bad}, "next", "a")


@given(JSON)
def test_what_may_be_missing_is_empty_and_never_fails(value: Any) -> None:
    assert isinstance(part(value, "a"), dict)
    assert all(isinstance(one, dict) for one in parts(value, "a"))
    assert isinstance(optional(part({"x": value}, "x"), "a"), str)
    assert all(figure >= 0 for figure in figures(part({"x": value}, "x"), {"a": "a", "b": "b"}).values())
    assert moment(value) is None or isinstance(moment(value), datetime)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20T09:30:00Z", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
        ("2026-11-20T10:30:00+01:00", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
        ("2026-11-20T09:30:00", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
        ("yesterday", None),
        (7, None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_moments(text: Any, expected: datetime | None) -> None:
    assert moment(text) == expected


def test_figures_are_numbers_or_digits_and_zero_is_told() -> None:
    view = {"a": "12", "b": 0, "c": "x", "d": True, "e": -1, "f": None, "g": 2.5, "h": "1" * 30, "i": 10**20}
    assert figures(view, {name: name for name in view}) == {"a": 12.0, "b": 0.0}
