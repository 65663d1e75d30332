"""What an open call asks, how it looks, and whether an applicant is known: pure rules."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.campaigns.rules.matching import Known, match
from groundswell.campaigns.rules.open_calls import (
    DARK,
    LIGHT,
    Question,
    _luminance,
    ink_on,
    read_answers,
    read_colour,
    read_questions,
)
from groundswell.kit.errors import BadInput

MAYA, NOAH = Known(1, "maya@creators.example"), Known(2, "noah@creators.example")


@pytest.mark.parametrize(
    ("email", "by_email", "by_account", "alike", "state", "creator"),
    [
        ("maya@creators.example", MAYA, [], [], "sure", 1),
        ("maya@creators.example", MAYA, [("@maya", MAYA)], [], "sure", 1),
        ("x@y.example", None, [("@maya", Known(1, ""))], [], "sure", 1),
        # Somebody names a known handle but writes from another address: a person looks.
        ("x@y.example", None, [("@maya", MAYA)], [], "unsure", None),
        ("maya@creators.example", MAYA, [("@noah", NOAH)], [], "unsure", None),
        ("x@y.example", None, [], [("The same name", 2)], "unsure", None),
        ("x@y.example", None, [], [], "nobody", None),
    ],
)
def test_who_it_may_be(
    email: str, by_email: Known | None, by_account: Any, alike: Any, state: str, creator: int | None
) -> None:
    found = match(email, by_email, by_account, alike)
    assert (found.state, found.creator) == (state, creator)
    assert bool(found.suggestions) == (state != "nobody")


@given(st.integers(0, 0xFFFFFF))
def test_words_on_any_colour_can_be_read(number: int) -> None:
    colour = f"#{number:06x}"
    ink = ink_on(read_colour(colour))
    lighter, darker = sorted((_luminance(colour), _luminance(ink)), reverse=True)
    assert ink in (DARK, LIGHT)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@pytest.mark.parametrize("text", ["red", "#12", "#12345g", "url(x)", "#123456;}"])
def test_what_is_no_colour(text: str) -> None:
    with pytest.raises(BadInput):
        read_colour(text)


def test_questions_and_answers() -> None:
    rows: list[dict[str, Any]] = [
        {"text": " Why? ", "kind": "text", "required": True},
        {"text": ""},
        {"text": "Size", "kind": "choice", "choices": ["S", "M", "M"]},
    ]
    questions = read_questions(rows)
    assert questions == (
        Question(text="Why?", kind="text", required=True),
        Question(text="Size", kind="choice", choices=("S", "M")),
    )
    assert read_answers(questions, ["Trails.", "M"]) == [
        {"question": "Why?", "answer": "Trails."},
        {"question": "Size", "answer": "M"},
    ]
    for answers, where in (([], "answers[1]"), (["x" * 3001], "answers[1]"), (["x", "XL"], "answers[2]")):
        with pytest.raises(BadInput) as caught:
            read_answers(questions, answers)
        assert caught.value.where == where
    wrongs: list[list[dict[str, Any]]] = [
        [{"text": "A", "kind": "file"}],
        [{"text": "A", "kind": "choice", "choices": ["one"]}],
        [{"text": "A"}] * 13,
    ]
    for wrong in wrongs:
        with pytest.raises(BadInput):
            read_questions(wrong)
