"""Names of columns: folded so that case, accents, language and punctuation do not matter."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

EMAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[A-Za-z]{2,}")
NUMBER = re.compile(r"[-+]?[\d.,' ]*\d[\d.,]*\s?[%KMBkmb]?")
WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@lru_cache(maxsize=8192)
def fold_header(text: str) -> str:
    """ "followerCount", "Follower_Count" and "FOLLOWER COUNT" are one; "%" and "#" stay as words."""
    spaced = WORD_BREAK.sub(" ", text.strip().lstrip("\ufeff"))
    plain = "".join(c for c in unicodedata.normalize("NFKD", spaced.casefold()) if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else f" {c} " if c in "%#" else " " for c in plain)
    return " ".join(words.split())


def unique_header(cells: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Every column with a name of its own, and those that had to be renamed."""
    seen: set[str] = set()
    names, renamed = [], []
    for at, cell in enumerate(cells, 1):
        name = wanted = " ".join(cell.strip().lstrip("\ufeff").split()) or f"Column {at}"
        turn = 2
        while name in seen:
            name, turn = f"{wanted} ({turn})", turn + 1
        if name != wanted:
            renamed.append(name)
        seen.add(name)
        names.append(name)
    return tuple(names), renamed


def looks_like_data(cells: Sequence[str]) -> bool:
    """A first row with an e-mail address, a web address, or mostly numbers names no columns."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if any(EMAIL.fullmatch(cell) or cell.startswith(("http://", "https://")) for cell in filled):
        return True
    return sum(1 for cell in filled if NUMBER.fullmatch(cell)) * 2 > len(filled)
