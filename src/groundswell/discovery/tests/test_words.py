"""How text becomes words, tags and mentions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.discovery.language.words import hashtags, holds_address, mentions, phrases, words


def test_words_lose_case_and_accents() -> None:
    assert words("Crème-brûlée, #Trail_Run!") == ("creme", "brulee", "trail", "run")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trail running", [("trail",), ("running",)]),
        ('"trail running" gear', [("trail", "running"), ("gear",)]),
        ("“trail running”", [("trail", "running")]),
        ("@maya.runs", [("maya", "runs")]),
        ('"" !!! -', []),
        ('open "quote', [("open",), ("quote",)]),
    ],
)
def test_phrases(text: str, found: list[tuple[str, ...]]) -> None:
    assert phrases(text) == found


def test_hashtags_and_mentions_stand_apart_from_addresses_and_links() -> None:
    text = "#Trail with @Maya.Runs. and @acme! mail me@site.example https://x.example/#top #trail a#b"
    assert hashtags(text) == ["trail"]
    assert mentions(text) == ["maya.runs", "acme"]


@pytest.mark.parametrize(
    ("bio", "holds"),
    [("write me@mail.example", True), ("a+b@sub.mail.example!", True), ("@maya", False), ("at mail.example", False)],
)
def test_an_address_in_the_bio_is_a_contact(bio: str, holds: bool) -> None:
    assert holds_address(bio) is holds


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for chunk in phrases(text):
        assert chunk
        assert all(word == word.lower() and " " not in word for word in chunk)
    assert all(tag and tag == tag.lower() for tag in hashtags(text))
    assert all(name and name == name.lower() for name in mentions(text))
