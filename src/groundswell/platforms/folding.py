"""Text as people write it, folded so that spelling, case and accents do not hide a word. Pure."""

import re
import unicodedata
from collections.abc import Iterator

WORD = re.compile(r"\w+")
HANDLE = re.compile(r"(?<![\w@.])[@＠](\w[\w.-]*(?:@[\w.-]+\w)?)")
ACCENTS = re.compile("[\u0300-\u036f]+")
# Letters that Unicode does not take apart into a base and an accent.
STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
# Han, kana and hangul aside, the scripts that write no spaces between words.
SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def folded(text: str) -> str:
    """Lower case, full-width letters as plain ones, without Latin, Greek and Cyrillic accents: "ＣＡＦÉ" → "cafe".

    Marks that are letters of their own (Indic vowels, Japanese voicing) stay.
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", ACCENTS.sub("", apart)).translate(STROKES)


def handles_in(text: str) -> Iterator[str]:
    """Handles as written after @, in lower case: `maya`, `acme.example`, `maya@server.example`; never e-mail addresses."""
    if "@" in text or "＠" in text:
        for found in HANDLE.finditer(text):
            yield found[1].rstrip(".-").lower()
