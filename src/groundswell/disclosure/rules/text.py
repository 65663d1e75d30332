"""Folded text: one spelling for every way of writing the same letters, with the way back to the original.

Case, accents, full-width and mathematical letters, Cyrillic and Greek look-alikes, small capitals, zero-width
and direction marks are all levelled, so a rule is written once and holds for every disguise.
"""

from __future__ import annotations

import unicodedata

from groundswell.disclosure.rules.lookalikes import LOOKALIKES

INVISIBLE = frozenset("\u034f\u115f\u1160\u3164\uffa0\u180e")


class FoldedText:
    """`text` is the folded form of `original`; spans of the one can be taken back to the other."""

    __slots__ = ("_even", "_offsets", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        plain = original.isascii() and "\r" not in original
        self.text = original.lower() if plain else "".join(map(_folder.__getitem__, original))
        self._even = plain or _folder.uneven.isdisjoint(original)
        self._offsets: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original, in code points, that the folded span [start, end) was made from."""
        if self._even:
            return start, end
        if self._offsets is None:
            self._offsets = [index for index, char in enumerate(self.original) for _ in _folder[char]]
        first, last = self._offsets[start], self._offsets[end - 1] + 1
        while last < len(self.original) and unicodedata.category(self.original[last]) in {"Mn", "Me"}:
            last += 1
        return first, last


class _Folder(dict[str, str]):
    """Folded form of a character, worked out once; `uneven` are those whose form is not one character long."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()

    def __missing__(self, character: str) -> str:
        folded = _fold_character(character)
        self[character] = folded
        if len(folded) != 1:
            self.uneven.add(character)
        return folded


def _fold_character(character: str) -> str:
    if character in LOOKALIKES:
        return LOOKALIKES[character]
    if character in INVISIBLE:
        return ""
    if "\uac00" <= character <= "\ud7a3":  # a Hangul syllable is one letter to its readers
        return character
    parts = unicodedata.normalize("NFKD", character)
    kept = "".join(p for p in parts if unicodedata.category(p) not in {"Mn", "Me", "Cf"})
    folded = kept.casefold()
    return "".join(LOOKALIKES.get(p, p) for p in folded)


_folder = _Folder()


def fold_text(text: str) -> str:
    """The folded form of `text`."""
    return FoldedText(text).text


def squeeze(text: str) -> str:
    """Only the letters and digits of `text`, folded: how a brand's name looks inside a hashtag or a handle."""
    return "".join(c for c in fold_text(text) if c.isalnum())
