"""What plain text marks, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.platforms import words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("#Ad with #acme_flour, #brød and ＃パン.", ("Ad", "acme_flour", "brød", "パン")),
        ("#ad#sourdough #ad", ("ad",)),
        ("Recipe #1, C# and https://maya.example/#top &#39;", ()),
        ("#2026goals", ("2026goals",)),
    ],
)
def test_hashtags(text: str, found: tuple[str, ...]) -> None:
    assert words.hashtags(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("With @AcmeFlour and @acmeflour.", ("acmeflour",)),
        ("(@maya.runs) @maya-bakes: hi", ("maya.runs", "maya-bakes")),
        ("hello@maya.example @@maya https://youtube.com/@maya", ()),
        ("@", ()),
    ],
)
def test_mentions(text: str, found: tuple[str, ...]) -> None:
    assert words.mentions(text) == found


def test_links() -> None:
    text = "See (https://a.example/x), http://b.example/?q=1. javascript:alert(1) https://a.example/x"
    assert words.links(text) == ("https://a.example/x", "http://b.example/?q=1")


@given(st.text(max_size=200))
def test_every_mark_stands_in_the_text_once(text: str) -> None:
    for found in (words.hashtags(text), words.links(text)):
        assert all(one in text for one in found)
        assert len(set(found)) == len(found)
    assert all(f"@{one}" in text.lower() for one in words.mentions(text))
