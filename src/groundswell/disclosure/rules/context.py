"""What stands around a word: whether it is a label of its own, or opens a line or sentence.

All positions are in masked, folded text.
"""

from __future__ import annotations

import re

_PICTURE = "\u2190-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_CREDIT = "\U0001f3a5\U0001f3b5\U0001f3b6\U0001f4f7\U0001f4f8\U0001f4f9"  # camera, film, music: a credit follows
_BUSY = re.compile(rf"[\w@{_CREDIT}]|#\S")
_MID_BEFORE = re.compile(rf"(?:[.!?…|•·{_PICTURE}]|\s[-–—])\s*\Z")
_CREDIT_BEFORE = re.compile(rf"[{_CREDIT}]\W*\Z")
_SELF_BEFORE = re.compile(
    r"\b(?:(?:this|my|today'?s|the)(?:\s+\w+)?\s+(?:is|was|contains|includes)|it's|cette\s+\w+\s+est|ceci\s+est)"
    r"(?:\s+(?:an?|une?))?\s+\Z"
)
_LINE_AFTER = re.compile(rf"\s*(?:[:|•·–—.…\])}}*>~=/{_PICTURE}]|\Z|@\S)|[ \t]*\n|\s+-|-\s")
_MID_AFTER = re.compile(rf"[ \t]*(?:[:|•·–—\])}}*>~{_PICTURE}]|\n|[.!]?\s*\Z)|\s-\s")
_BRACKET_BEFORE = re.compile(r"[(\[{*<~]\s*\Z")
_BRACKET_AFTER = re.compile(r"\s*[)\]}*>~]")
_REACH = 40


def is_label(masked: str, start: int, end: int) -> bool:
    """Whether the words stand alone: "Ad: …", "… | ad", "(ad)", or a line of their own."""
    if starts_line(masked, start):
        return bool(_LINE_AFTER.match(masked, end))
    if _after_break(masked, start):
        return bool(_MID_AFTER.match(masked, end))
    return _in_bracket(masked, start) and bool(_BRACKET_AFTER.match(masked, end))


def is_opening(masked: str, start: int) -> bool:
    """Whether the words begin a line, a sentence or a bracket, or follow "this post is"."""
    if starts_line(masked, start) or _after_break(masked, start) or _in_bracket(masked, start):
        return True
    return bool(_SELF_BEFORE.search(masked[max(0, start - _REACH) : start]))


def starts_line(masked: str, start: int) -> bool:
    """Whether no word, tag or picture credit stands before it on its line."""
    return not _BUSY.search(masked, masked.rfind("\n", 0, start) + 1, start)


def starts_text(masked: str, start: int) -> bool:
    """Whether no word, tag or picture credit stands before it at all."""
    return not _BUSY.search(masked, 0, start)


def _after_break(masked: str, start: int) -> bool:
    before = masked[max(0, start - 4) : start]
    return bool(_MID_BEFORE.search(before)) and not _CREDIT_BEFORE.search(before)


def _in_bracket(masked: str, start: int) -> bool:
    return bool(_BRACKET_BEFORE.search(masked[max(0, start - 3) : start]))
