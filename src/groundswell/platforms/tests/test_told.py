"""Reading JSON of networks: what is missing is named, what is no number is unknown."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.platforms import told
from groundswell.platforms.errors import Unreadable

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("caption", "hashtags", "mentions", "links"),
    [
        ("#Bread and #bread, @Maya.Bakes!", ("Bread", "bread"), ("maya.bakes",), ()),
        ("mail me@maya.example or @@x", (), (), ()),
        ("https://a.example/#top (https://b.example/x).", (), (), ("https://a.example/#top", "https://b.example/x")),
        ("#2026 is no tag, #2026goals is; &#39; neither", ("2026goals",), (), ()),
        ("@maya. @maya_ @_x", (), ("maya", "maya_", "_x"), ()),
        ("", (), (), ()),
    ],
)
def test_what_a_caption_names(caption: str, hashtags: Any, mentions: Any, links: Any) -> None:
    assert told.marks(caption) == (hashtags, mentions, links)


@given(st.text(max_size=300))
def test_captions_of_any_text_are_read(caption: str) -> None:
    found = told.marks(caption)
    assert all(f"#{tag}" in caption for tag in found.hashtags)
    assert all(len(name) <= 30 and name == name.lower() for name in found.mentions)


@given(JSON)
def test_whatever_stands_there_is_read_or_refused(value: Any) -> None:
    for read in (told.text, told.mapping, told.items):
        for view in (value, {"x": value}):
            try:
                read(view, "x")
            except Unreadable as error:
                assert error.where == "x"  # noqa: PT017
    assert told.moment(value) is None or told.moment(value).tzinfo is UTC  # type: ignore[union-attr]  # just asked
    assert told.web(value) == "" or told.web(value).startswith("http")


def test_numbers_that_are_none_are_unknown_and_never_zero() -> None:
    names = {"likes": "l", "views": "v", "saves": "s", "shares": "h", "comments": "c"}
    assert told.figures({"l": 0, "v": -1, "s": "7", "h": True, "c": None}, names) == {"likes": 0.0}


def test_times() -> None:
    noon = datetime(2026, 11, 12, 12, tzinfo=UTC)
    assert told.moment("2026-11-12T12:00:00+0000") == told.moment("2026-11-12T14:00:00+02:00") == noon
    assert told.moment(1794484800) == told.moment("2026-11-12T12:00:00Z") == noon
    assert told.moment(10**20) is None


def test_a_cursor_that_repeats_is_refused_instead_of_read_for_ever() -> None:
    assert told.onward("b", "a") == "b"
    assert told.onward("", "a") is told.onward(None, None) is told.onward(7, None) is None
    with pytest.raises(Unreadable, match="already read"):
        told.onward("a", "a")
