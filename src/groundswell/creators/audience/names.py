"""A first name out of what people call themselves, and what that name tells."""

import re
import unicodedata

from groundswell.creators.audience.folding import fold_first_name
from groundswell.creators.audience.tables import name_table

LONGEST = 100
BREAK = re.compile(r"[|,/\\•·;:()\[\]{}<>~…“”\"!?*#@_=+\n\t]|\s[-–—]\s")
_TITLES = (
    "dr mr mrs ms miss prof professor sir lady lord rev hon capt sgt st saint the real its it's i'm im iam official "
    "herr frau m mme mlle don doña sr sra dj mc"
)
# Words that the table knows as somebody's name, and that stand first in names of companies, fans and jokes.
_NO_NAMES = (
    "a an my your our team club daily news shop store love happy just not no yes hello hi big little best only all new "
    "free i you we they he she his her this that and or of in on at to for from with coffee music art book books"
)
TITLES, NO_NAMES = frozenset(_TITLES.split()), frozenset(_NO_NAMES.split())
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def first_name(name: str) -> str | None:
    """The folded first name in a display name; None where there is none: empty, emoji, a title alone, a sentence."""
    words = _words(name)
    while words and words[0] in TITLES:
        words = words[1:]
    if not words or words[0] in NO_NAMES or len(words) > 6 or len(words[0]) < 2:
        return None
    return words[0]


def name_bin(name: str) -> int | None:
    """The bin of the share of women among bearers of the name (0 all men, 7 all women); None where it cannot be told."""
    found = first_name(name)
    if found is None:
        return None
    told = name_table().bin_of(found)
    return told if told is not None or "-" not in found else name_table().bin_of(found.split("-")[0])


def _words(name: str) -> list[str]:
    text = unicodedata.normalize("NFKC", name[:LONGEST])
    text = "".join(c if c.isalpha() or c in "'’-." or unicodedata.category(c) == "Mn" else _apart(c) for c in text)
    part = next((part for part in BREAK.split(text) if any(c.isalpha() for c in part)), "")
    if " " not in part.strip():
        part = CAMEL.sub(" ", part)
    folded = (fold_first_name(word).strip("'-.") for word in part.replace(".", ". ").split())
    return [word for word in folded if word and word.replace("-", "").replace("'", "").isalpha()]


def _apart(character: str) -> str:
    """Digits and symbols part words; what ends a name stays to be split at."""
    return character if BREAK.match(character) else " "
