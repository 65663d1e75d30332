"""How a text differs from the one that was approved, word by word. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\w+|[^\w\s]", re.UNICODE)
LONGEST = 20_000  # characters compared word by word; longer ones are only said to differ


@dataclass(frozen=True)
class Piece:
    """A run of text; `kind` is "same", "added" or "removed"."""

    kind: str
    text: str


def differences(approved: str, live: str) -> list[Piece]:
    """What was added to and removed from the approved text; empty when they say the same.

    Spaces, line ends at the edges and the way accents are encoded do not count: networks change those by themselves.
    """
    old, new = _plain(approved), _plain(live)
    if old == new:
        return []
    if len(old) + len(new) > LONGEST:
        return [Piece("removed", old), Piece("added", new)]
    before, after = WORDS.findall(old), WORDS.findall(new)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[a:b])))
            continue
        pieces += [
            Piece(name, text)
            for name, text in (("removed", "".join(before[a:b])), ("added", "".join(after[c:d])))
            if text
        ]
    return pieces


def _plain(text: str) -> str:
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()
