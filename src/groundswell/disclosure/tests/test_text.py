"""Folding and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.disclosure.rules.text import FoldedText, fold_text, squeeze


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("#AD", "#ad"),
        ("#ａｄ", "#ad"),
        ("𝗔𝗱", "ad"),
        ("аԁ", "ad"),
        ("🅰🅳", "ad"),
        ("ᴀᴅ", "ad"),
        ("Ⓐⓓ", "ad"),
        ("a\u200b\u200dd\u2060", "ad"),
        ("\u202ead\u202c", "ad"),
        ("Publicité", "publicite"),
        ("l’été", "l'ete"),
        ("a\r\nb", "a\n\nb"),
        ("🇦🇩", "🇦🇩"),
    ],
)
def test_the_same_letters_read_the_same(written: str, read: str) -> None:
    assert fold_text(written) == read


def test_spans_come_back_in_code_points_of_the_original() -> None:
    folded = FoldedText("❤️\u200b #a\u200bd e\u0301!")
    start = folded.text.index("#ad")
    assert folded.original[slice(*folded.span(start, start + 3))] == "#a\u200bd"
    start = folded.text.index("e!")
    assert folded.original[slice(*folded.span(start, start + 1))] == "e\u0301"


@given(st.text(), st.data())
def test_a_span_folds_to_what_it_came_from(text: str, data: st.DataObject) -> None:
    folded = FoldedText(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first < last <= len(text)
    assert folded.text[start:end] in fold_text(text[first:last])


def test_squeeze_keeps_what_a_hashtag_keeps() -> None:
    assert squeeze("L’Oréal & Co.") == "lorealco"
