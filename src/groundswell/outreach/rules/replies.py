"""The new part of a reply, apart from what it quotes and from signatures. Pure.

Top posting leaves the new part above the quote, bottom posting below it, and some answer in between: where a
program marks quoted lines with ">", everything unmarked is new; where it does not, what follows the introduction
is quoted.
"""

import re
import unicodedata
from typing import NamedTuple

from groundswell.outreach.rules.attributions import (
    ATTRIBUTION,
    DATED,
    MOBILE,
    RULER,
    SENDER,
    SEPARATOR,
    TO_OR_SUBJECT,
)

WINDOW = 3  # lines over which a program may break its introduction
LONGEST = 200_000
LONGEST_LINE = 2_000
QUOTED = re.compile(r"\s{0,3}>")
WRAPPED_AT = 60


class Reply(NamedTuple):
    """`new` is what was written, `rest` all else: quotes and signatures."""

    new: str
    rest: str


def split_reply(text: str) -> Reply:
    """Takes the text of a mail apart; a mail that quotes nothing is all new."""
    lines = [line[:LONGEST_LINE] for line in _plain(text[:LONGEST]).split("\n")]
    kept, rest = _own_lines(lines)
    own, signed = _without_signature(kept)
    return Reply(_tidy(own), _tidy([*signed, *rest]))


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\u202f", " ")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))


def _own_lines(lines: list[str]) -> tuple[list[str], list[str]]:
    at, length = _introduction(lines)
    marked = [bool(QUOTED.match(line)) for line in lines]
    if at is None:
        return _unmarked(lines, marked) if any(marked) else (lines, [])
    following = next((n for n in range(at + length, len(lines)) if lines[n].strip()), None)
    before = _cut(lines[:at])
    if following is not None and marked[following] and not _is_header(lines, at):
        kept, rest = _unmarked(lines[at + length :], marked[at + length :])
        earlier, quoted = _unmarked(before, [bool(QUOTED.match(line)) for line in before])
        return [*earlier, "", *kept], [*quoted, *lines[at : at + length], *rest]
    earlier, quoted = _unmarked(before, [bool(QUOTED.match(line)) for line in before])
    return earlier, [*quoted, *lines[at:]]


def _cut(before: list[str]) -> list[str]:
    """Without the ruler that stands above the introduction."""
    while before and (not before[-1].strip() or RULER.fullmatch(before[-1].strip())):
        before = before[:-1]
    return before


def _introduction(lines: list[str]) -> tuple[int | None, int]:
    """Where a quote is introduced, and over how many lines."""
    for n, line in enumerate(lines):
        stripped = line.strip()
        if not stripped or QUOTED.match(line):
            continue
        if SEPARATOR.fullmatch(stripped) or _is_header(lines, n):
            return n, 1
        for length in range(1, WINDOW + 1):
            window = [part.strip() for part in lines[n : n + length]]
            if len(window) == length and all(window) and ATTRIBUTION.fullmatch(" ".join(window)):
                return n, length
    return None, 0


def _is_header(lines: list[str], n: int) -> bool:
    """Outlook's block: a sender, and within the next lines a date and a recipient or subject."""
    if not SENDER.fullmatch(lines[n].strip()):
        return False
    block = [line.strip() for line in lines[n + 1 : n + 7]]
    return any(map(DATED.fullmatch, block)) and any(map(TO_OR_SUBJECT.fullmatch, block))


def _unmarked(lines: list[str], marked: list[bool]) -> tuple[list[str], list[str]]:
    kept: list[str] = []
    rest: list[str] = []
    for n, line in enumerate(lines):
        between = 0 < n < len(lines) - 1 and marked[n - 1] and marked[n + 1] and bool(line.strip())
        if marked[n] or (between and len(lines[n - 1]) >= WRAPPED_AT):
            rest.append(line)
            if kept and kept[-1].strip():
                kept.append("")
        else:
            kept.append(line)
    return kept, rest


def _without_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    for n, line in enumerate(lines):
        if line.rstrip() == "--" or (
            MOBILE.fullmatch(line.strip()) and not any(part.strip() for part in lines[n + 1 :])
        ):
            return lines[:n], lines[n:]
    return lines, []


def _tidy(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()
