"""Where a term stands: before the fold, apart from groups of hashtags, in the video itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from groundswell.disclosure.rules.folds import Cut, count_graphemes
from groundswell.disclosure.rules.scan import Reading, Term, Token
from groundswell.disclosure.rules.verdict import Outcome, strictest

SPOKEN_AT_START = 75  # words in about 30 seconds of speech
VIDEO_SURFACES = frozenset({"story", "video", "short", "live", "episode"})

_GAP = 8
_GROUP = 3
_RUN = 40  # hashtags looked at on either side; more make no difference
_BLANK_LINE = 2  # line breaks that set a hashtag apart
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"\w[^\w\n]*\n|\w\W?[.!?…]+\s|\w[!?]")


class Place(NamedTuple):
    """What is to be said of a term's place; `rule` names the rule it breaks, or "placement" when all is well.

    `free`: the place of a buried term if groups of hashtags were no matter. `margin`: graphemes before the fold
    (negative: after it); None when nothing is folded.
    """

    outcome: Outcome
    rule: str
    message: str
    free: Place | None = None
    margin: int | None = None


class Setting(NamedTuple):
    """What decides about places in this post: the text's cut, and what its title and surface do."""

    cut: Cut | None
    text_hidden: bool
    title_shown: bool
    video: bool


def place_term(term: Term, reading: Reading, setting: Setting) -> Place:
    """Judge the place of one term: whether it is buried and where its field stands; the stricter of the two decides."""
    if reading.field == "transcript":
        return _place_in_speech(term, reading)
    buried, standing = _in_group(term, reading), _standing(term, reading, setting)
    if buried is None or strictest([buried.outcome, standing.outcome]) != buried.outcome:
        return standing
    return Place(buried.outcome, buried.rule, buried.message, standing, standing.margin)


def begins(term: Term, reading: Reading) -> bool:
    """Whether it stands in the first line and sentence, or outside the text."""
    return reading.field != "text" or not _SENTENCE_END.search(reading.masked, 0, term.start)


def nth_tag(term: Term, reading: Reading) -> int:
    """How many hashtags there are up to it; 0 when it is none."""
    if term.token is None or reading.tokens[term.token].kind != "#":
        return 0
    return sum(1 for token in reading.tokens[: term.token + 1] if token.kind == "#")


def _standing(term: Term, reading: Reading, setting: Setting) -> Place:
    if reading.field == "overlay_text":
        return Place("pass", "placement", "It is shown on the picture.")
    if setting.video:
        return _place_outside_video(reading)
    return _place_in_title(setting) if reading.field == "title" else _place_in_text(term, reading, setting)


def _place_in_title(setting: Setting) -> Place:
    if setting.title_shown:
        return Place("pass", "placement", "It is in the title.")
    return Place("review", "outside", "It is only in a title, which this platform does not show.")


def _place_in_text(term: Term, reading: Reading, setting: Setting) -> Place:
    if setting.text_hidden:
        return Place("fail", "warning", "It is hidden behind the content warning; write it into the warning's text.")
    end = reading.folded.span(term.start, term.end)[1]
    return _place_at_fold(end, reading.folded.original, setting.cut)


def _place_at_fold(end: int, original: str, cut: Cut | None) -> Place:
    if cut is None:
        return Place("pass", "placement", "The whole text shows without a tap.")
    margin = count_graphemes(original[min(end, cut.at) : max(end, cut.at)])
    if end <= cut.at:
        message = f"It ends {margin} characters before the fold ({cut.fold.limit})."
        return Place("pass", "placement", message, margin=margin)
    message = f"It ends {margin} characters after the fold ({cut.fold.limit}); move it to the start."
    return Place("fail", "fold", message, margin=-margin)


def _place_in_speech(term: Term, reading: Reading) -> Place:
    words = sum(1 for _ in _WORD.finditer(reading.folded.text, 0, term.end))
    if words <= SPOKEN_AT_START:
        return Place("pass", "placement", f"It is spoken within the first {SPOKEN_AT_START} words.")
    return Place("fail", "late", f"It is spoken only at word {words}; say it within the first {SPOKEN_AT_START}.")


def _place_outside_video(reading: Reading) -> Place:
    if reading.field == "title":
        return Place("review", "outside", "It is in the title, but not in the video itself.")
    return Place("fail", "outside", "It is in the caption or description, but not in the video itself.")


def _in_group(term: Term, reading: Reading) -> Place | None:
    """A hashtag in a run of tags, mentions or links; None when it stands free or opens the text."""
    if term.token is None:
        return None
    tokens = reading.tokens
    first = last = term.token
    while first > max(0, term.token - _RUN) and _adjoin(tokens[first - 1], tokens[first], reading.masked):
        first -= 1
    while last + 1 < min(len(tokens), term.token + _RUN) and _adjoin(tokens[last], tokens[last + 1], reading.masked):
        last += 1
    telling = {other.token for other in reading.terms}
    others = [index for index in range(first, last + 1) if index not in telling]
    opens = first == term.token and not _WORD.search(reading.folded.text, 0, term.start)
    if opens or not others:
        return None
    if len(others) + 1 >= _GROUP:
        if term.token == first:
            return Place("review", "group", "It is the first of a group of hashtags, mentions or links.")
        return Place("fail", "buried", "It is buried in a group of hashtags, mentions or links; put it first.")
    if term.token > others[0] and tokens[others[0]].kind == "#":
        return Place("review", "group", "It comes after another hashtag, where readers may skip it.")
    return None


def _adjoin(left: Token, right: Token, masked: str) -> bool:
    gap = masked[left.end : right.start]
    return len(gap) <= _GAP and gap.count("\n") < _BLANK_LINE and not _WORD.search(gap)
