"""Where a text is cut, to the character."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.disclosure.rules import Post, check_post
from groundswell.disclosure.rules.folds import Fold, count_graphemes, find_cut, platform_named

FAMILY = "👨‍👩‍👧‍👦"
PIECES = ["a", "é", "e\u0301", FAMILY, "👍🏽", "🇨🇦", "한", "\r\n"]


def fold(
    chars: int | None = None, lines: int | None = None, *, weighted: bool = False, before_first_link: bool = False
) -> Fold:
    return Fold("mobile", chars, lines, weighted, before_first_link, "a test", confirmed=True)


def cut_at(text: str, folds: tuple[Fold, ...], first_link: int | None = None) -> int | None:
    cut = find_cut(text, folds, first_link)
    return cut and cut.at


def verdict(text: str, **changes: Any) -> str:
    entry = {
        "id": 1,
        "platform": "instagram",
        "surface": "feed",
        "text": text,
        "jurisdictions": ["US"],
        "connection": "paid",
        "language": "en",
    }
    return check_post(Post.model_validate(entry | changes)).verdict


@pytest.mark.parametrize("piece", ["x", "é", "e\u0301", FAMILY, "👍🏽", "🇨🇦"])
@pytest.mark.parametrize(("ends_at", "expected"), [(124, "pass"), (125, "pass"), (126, "fail")])
def test_the_whole_term_must_end_by_the_last_visible_grapheme(piece: str, ends_at: int, expected: str) -> None:
    text = piece * (ends_at - 4) + " #ad" + " and so much more to say about this kettle"
    assert verdict(text) == expected


@pytest.mark.parametrize("piece", ["x", FAMILY])
def test_no_fold_when_the_text_fits_exactly(piece: str) -> None:
    assert verdict(piece * 121 + " #ad") == "pass"
    assert verdict(piece * 122 + " #ad") == "fail"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028"])
@pytest.mark.parametrize(("before", "expected"), [(2, "pass"), (3, "fail")])
def test_every_kind_of_line_counts(line_break: str, before: int, expected: str) -> None:
    for line in ("", ".", "\u200b", "\u2800", "\u3164"):
        assert verdict((line + line_break) * before + "#ad a kettle") == expected


def test_trailing_blank_lines_do_not_fold_a_text() -> None:
    assert verdict("a kettle\n\n#ad\n\n\n\n") == "pass"


def test_crlf_is_one_grapheme() -> None:
    assert count_graphemes("a\r\nb") == 3
    assert cut_at("a\r\nbcd", (fold(4),)) == 5


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.integers(1, 30))
def test_the_cut_leaves_exactly_that_many_graphemes(pieces: list[str], chars: int) -> None:
    text = "".join(pieces) + "z"
    cut = find_cut(text, (fold(chars),))
    if cut is None:
        assert count_graphemes(text) <= chars
    else:
        assert count_graphemes(text[: cut.at]) == chars < count_graphemes(text)


@given(st.text(), st.integers(1, 20), st.integers(1, 4))
def test_the_strictest_device_decides(text: str, chars: int, lines: int) -> None:
    both = find_cut(text, (fold(chars), fold(None, lines)))
    alone = [cut.at for one in (fold(chars), fold(None, lines)) if (cut := find_cut(text, (one,)))]
    assert (both.at if both else None) == min(alone, default=None)
    assert both is None or 0 <= both.at < len(text)


def test_x_weighs_links_and_wide_characters() -> None:
    folds = platform_named("x").surfaces["feed"]
    assert find_cut("https://example.com/" + "a" * 300 + " #ad", folds) is None
    assert find_cut("👍" * 140, folds) is None
    assert cut_at("👍" * 141, folds) == 140
    assert cut_at("x" * 281, folds) == 280


def test_a_blog_is_cut_at_its_first_link() -> None:
    folds = platform_named("blog").surfaces["article"]
    assert find_cut("x" * 400, folds) is None
    assert cut_at("x" * 400, folds, first_link=30) == 30
    assert cut_at("x" * 600, folds, first_link=550) == 500


def test_every_fold_has_a_source_and_says_its_limit() -> None:
    for name in ("instagram", "facebook", "tiktok", "youtube", "x", "linkedin", "threads", "pinterest", "blog"):
        for folds in platform_named(name).surfaces.values():
            for one in folds:
                assert one.source
                assert str(one.chars) in one.limit
