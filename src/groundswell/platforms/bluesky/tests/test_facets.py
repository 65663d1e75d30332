"""Rich text by UTF-8 byte offsets, from authors who may write anything."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.platforms.bluesky.facets import LINK, MENTION, TAG, Marked, marked

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=12,
)


def facet(start: Any, end: Any, **feature: Any) -> dict[str, Any]:
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}


def tag(start: Any, end: Any, value: Any = "x") -> dict[str, Any]:
    return facet(start, end, **{"$type": TAG, "tag": value})


def test_tags_mentions_and_links_each_once_in_order() -> None:
    record = {
        "text": "☕ #a @b link #A",
        "facets": [
            tag(4, 6, "a"),
            facet(7, 9, **{"$type": MENTION, "did": "did:plc:b"}),
            facet(10, 14, **{"$type": LINK, "uri": "https://b.example/long"}),
            tag(15, 17, "A"),
        ],
        "tags": ["#c", "a", " "],
        "embed": {
            "$type": "app.bsky.embed.recordWithMedia",
            "media": {"external": {"uri": "https://card.example"}},
        },
    }
    assert marked(record) == Marked(("a", "c"), ("did:plc:b",), ("https://b.example/long", "https://card.example"))


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, 2), (1, 4), (3, 3), (4, 3), (-1, 3), (0, 99), (True, 3), (0.0, 3), ("0", 3), (None, None)],
)
def test_a_range_that_cuts_a_character_or_lies_outside_is_ignored(start: Any, end: Any) -> None:
    assert marked({"text": "☕ #x", "facets": [tag(start, end)]}) == Marked()


@given(before=st.text(), word=st.text(min_size=1), after=st.text())
def test_the_bytes_of_whole_characters_are_taken_whatever_stands_around(before: str, word: str, after: str) -> None:
    start = len(before.encode())
    record = {"text": before + word + after, "facets": [tag(start, start + len(word.encode()), "found")]}
    assert marked(record).hashtags == ("found",)


@given(text=st.text(), start=st.integers(-3, 40), end=st.integers(-3, 40))
def test_a_range_is_taken_exactly_when_it_decodes(text: str, start: int, end: int) -> None:
    data = text.encode()
    fits = 0 <= start < end <= len(data)
    if fits:
        try:
            data[:start].decode()
            data[start:end].decode()
        except UnicodeDecodeError:
            fits = False
    assert bool(marked({"text": text, "facets": [tag(start, end)]}).hashtags) is fits


@given(record=st.fixed_dictionaries({"text": JSON, "facets": JSON, "tags": JSON, "embed": JSON}))
def test_no_record_breaks_it(record: dict[str, Any]) -> None:
    marked(record)


@given(facets=st.lists(st.fixed_dictionaries({"index": JSON, "features": JSON | st.lists(st.fixed_dictionaries({"$type": JSON | st.sampled_from([TAG, LINK]), "tag": JSON}))})))  # fmt: skip
def test_no_facet_breaks_it(facets: list[Any]) -> None:
    marked({"text": "some text", "facets": facets})
