"""One spelling for names of people and places, and the keys under which the tables hold them."""

import hashlib
import re
import unicodedata

# Letters that Unicode does not take apart.
LETTERS = str.maketrans({
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e", "ħ": "h",
    "’": "'", "‘": "'", "`": "'", "´": "'", "ʻ": "'",
})  # fmt: skip
# ISO 9 and ELOT 743, without marks.
LATIN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz",
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
})  # fmt: skip
_NO_WORD = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Lower case without accents or fancy letters: "𝓜áya" is "maya"."""
    if text.isascii():
        return text.lower()
    taken = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(LETTERS))
    return "".join(c for c in taken if unicodedata.category(c) != "Mn")


def fold_place(text: str) -> str:
    """A place's name as a key: plain, words apart by one space, dots gone: "St. Gallen" and "st gallen" are one."""
    return " ".join(_NO_WORD.sub(" ", plain(text).replace(".", " ").replace("'", "")).split())


def fold_first_name(text: str) -> str:
    """A person's name as a key, in Latin letters: "Мария" is "mariia"."""
    return plain(text).translate(LATIN)


def key_of(folded: str) -> int:
    """64 bits of a hash: the tables hold these in place of the words."""
    return int.from_bytes(hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest(), "little")
