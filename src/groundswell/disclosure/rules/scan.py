"""Reading one text: its hashtags, mentions and links, the disclosure terms in it, and what it denies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple

from groundswell.disclosure.rules.context import is_label, is_opening, starts_text
from groundswell.disclosure.rules.lexicon import (
    ADVERTISING,
    BRAND,
    HIDDEN,
    MENTIONED,
    PROMOTED,
    SPONSORED,
    UNVERIFIED,
    Family,
    Manner,
    lexicon,
)
from groundswell.disclosure.rules.text import FoldedText, fold_text, squeeze

FieldName = Literal["text", "title", "overlay_text", "transcript"]

_WORD = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile(r"\.\w")
_LETTER = r"[\w\u0900-\u0963\u0971-\u0dff]"  # the vowel signs of Indian scripts are letters to their readers, not to \w
_MARKED = rf"https?://\S+|@\w+(?:\.\w+)*|(?<!&)#{_LETTER}+"
_TOKEN = re.compile(_MARKED)
_TOKEN_OR_DOMAIN = re.compile(
    rf"{_MARKED}|www\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|pub|ly|co|to|me|app|io|shop|store|link|tv|gg|ca|fr|us)\b(?:/\S*)?"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)+/\S+"
)
_LETTERS_ONLY = {code: " " for code in range(128) if not chr(code).isalpha()}
_UNSPACED = re.compile("[\u0900-\u0dff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_TAG_TAIL = re.compile(r"\s*\?|-\w|'s\b")
_MOST_TERMS = 64  # of a text that repeats itself without end, the first are enough
_SPONSOR_REACH = 48
_NEGATION_REACH = 20
_BY = (" by", " par", " por", " von", " durch", " door", " da", " pela", " pelo")
_SHORTEST_BRAND_WORD = 4
_NAME_TAG = re.compile(r"\w{2,}(?:partner|ambassador|ambassadeur|ambassadrice|partenaire)")


class Token(NamedTuple):
    """A hashtag, mention or link: its folded span; `kind` is its first sign ("#", "@") or "/" for a link."""

    kind: str
    start: int
    end: int


class Term(NamedTuple):
    """A disclosure term found, in folded positions; `token` is the index of its hashtag, if it is one."""

    family: Family
    start: int
    end: int
    token: int | None


class Reading(NamedTuple):
    """One field of the post, read. `masked` is as long as `folded.text`."""

    field: FieldName
    folded: FoldedText
    masked: str
    words: list[str]
    tokens: list[Token]
    terms: list[Term]
    denials: list[tuple[int, int]]

    def original(self, start: int, end: int) -> str:
        """The words as they stand in the post, for a folded span."""
        first, last = self.folded.span(start, end)
        return self.folded.original[first:last]

    def text_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The span in code points of the post's text; None when this is another field."""
        return self.folded.span(start, end) if self.field == "text" else None


class Brand(NamedTuple):
    """A brand's name ready for looking it up: folded as written, and the squeezed forms found in tags."""

    name: str
    folded: str
    keys: tuple[str, ...]


@lru_cache(maxsize=1024)
def read_brand(name: str | None) -> Brand | None:
    """None for a brand that is not given or has no letters."""
    if not name or not (whole := squeeze(name)):
        return None
    folded = fold_text(name).strip()
    first = squeeze(folded.split()[0])
    keys = (whole, first) if len(first) >= _SHORTEST_BRAND_WORD else (whole,)
    return Brand(name.strip(), folded, keys)


def read_field(field: FieldName, text: str, brand: Brand | None) -> Reading:
    """Read one field: find its tokens, terms and denials."""
    folded = FoldedText(text)
    tokens = _find_tokens(folded.text)
    masked = _mask(folded.text, tokens, brand)
    reading = Reading(field, folded, masked, find_words(masked), tokens, [], [])
    if "#" in folded.text:
        _read_tags(reading, brand)
    for family in _families_for(reading):
        _read_family(reading, family, brand)
    _read_denials(reading)
    if not reading.terms:
        return reading
    if reading.denials:
        reading.terms[:] = _undenied(reading)
    reading.terms.sort(key=_position)
    del reading.terms[_MOST_TERMS:]
    return reading


def find_words(text: str) -> list[str]:
    """The words of a folded text: runs of letters."""
    return text.translate(_LETTERS_ONLY).split() if text.isascii() else _WORD.findall(text)


def _position(term: Term) -> int:
    return term.start


def _families_for(reading: Reading) -> Iterable[Family]:
    """The families worth trying: those one of whose words occurs."""
    known = lexicon()
    found: set[str] = known.by_word.keys() & reading.words
    if not reading.masked.isascii() and _UNSPACED.search(reading.masked):
        found.update(known.unspaced_words.findall(reading.masked))
    return {id(family): family for word in found for family in known.by_word[word]}.values()


def may_deny(reading: Reading) -> set[str]:
    """The words of the text that a denial could start from."""
    known = lexicon()
    found: set[str] = known.by_negator.keys() & reading.words
    if not reading.masked.isascii() and _UNSPACED.search(reading.folded.text):
        found.update(known.unspaced_negators.findall(reading.folded.text))
    return found


def _read_denials(reading: Reading) -> None:
    found = may_deny(reading)
    if not found:
        return
    known = lexicon()
    for language in {language.code: language for word in found for language in known.by_negator[word]}.values():
        if reading.terms or language.unspaced or not language.denial_words.isdisjoint(reading.words):
            reading.denials.extend(match.span() for match in language.denial.finditer(reading.folded.text))


def _find_tokens(plain: str) -> list[Token]:
    dotted = "." in plain and _DOTTED.search(plain)
    tokens: list[Token] = []
    if not (dotted or "#" in plain or "@" in plain):
        return tokens
    for match in (_TOKEN_OR_DOMAIN if dotted else _TOKEN).finditer(plain):
        first = plain[match.start()]
        tokens.append(Token(first if first in "#@" else "/", match.start(), match.end()))
    return tokens


def _mask(plain: str, tokens: list[Token], brand: Brand | None) -> str:
    pieces, at = [], 0
    for token in tokens:
        kept = 0 if token.kind == "/" else 1
        pieces += [plain[at : token.start + kept], HIDDEN * (token.end - token.start - kept)]
        at = token.end
    masked = "".join([*pieces, plain[at:]]) if pieces else plain
    if brand and brand.folded in masked:
        masked = masked.replace(brand.folded, BRAND * len(brand.folded))
    return masked


def _read_tags(reading: Reading, brand: Brand | None) -> None:
    plain = reading.folded.text
    for index, token in enumerate(reading.tokens):
        if token.kind != "#" or _TAG_TAIL.match(plain, token.end):
            continue
        families, denied = _read_tag(plain[token.start + 1 : token.end], brand)
        if denied:
            reading.denials.append((token.start, token.end))
        else:
            reading.terms.extend(Term(family, token.start, token.end, index) for family in families)


@lru_cache(maxsize=65536)
def _read_tag(name: str, brand: Brand | None) -> tuple[list[Family], bool]:
    """The families of a hashtag's name, and whether it denies ("notsponsored")."""
    body = name.replace("_", "")
    denied = any(language.denied_tag.fullmatch(body) for language in lexicon().languages.values())
    return lexicon().tags.get(body) or _combined_tag(body, brand), denied


def _combined_tag(body: str, brand: Brand | None) -> list[Family]:
    """Families of a tag made of the brand's name and a word (#AcmePartner), or of a word and any name."""
    words = lexicon()
    found = []
    for code, language in words.languages.items():
        for prefix, family in language.brand_prefixes.items():
            if body.startswith(prefix) and len(body) > len(prefix):
                known = brand is None or any(key in body for key in brand.keys)
                found.append(words.named[code, family if known else UNVERIFIED])
        for suffix, family in language.brand_suffixes.items():
            if brand and body.endswith(suffix) and body[: -len(suffix)] in brand.keys:
                found.append(words.named[code, family])
    if not found and brand is None and _NAME_TAG.fullmatch(body):
        found.append(words.named["en", UNVERIFIED])
    return found


def _read_family(reading: Reading, family: Family, brand: Brand | None) -> None:
    known = lexicon().languages[family.language]
    for manner, pattern in family.patterns:
        for match in pattern.finditer(reading.masked):
            start, end = match.span()
            if not _stands(manner, reading.masked, start, end):
                continue
            if denied := known.negated.search(reading.folded.text, max(0, start - _NEGATION_REACH), start):
                if family.name in ADVERTISING:
                    reading.denials.append((denied.start(), end))
                continue
            if family.contact and _in_contact_line(reading, family, start, end):
                continue
            found = _about_brand(reading, family, start, end, brand) if brand else family
            reading.terms.append(Term(found, start, end, None))


def _stands(manner: Manner, masked: str, start: int, end: int) -> bool:
    if manner == "phrase":
        return True
    if manner == "label":
        return is_label(masked, start, end)
    return is_opening(masked, start) if manner == "opener" else starts_text(masked, start)


def _undenied(reading: Reading) -> list[Term]:
    """The terms that no denial overlaps."""
    spans = sorted(reading.denials)
    firsts = [first for first, _ in spans]
    furthest = list(accumulate((last for _, last in spans), max))
    return [
        term
        for term in reading.terms
        if not (before := bisect_left(firsts, term.end)) or furthest[before - 1] <= term.start
    ]


def _in_contact_line(reading: Reading, family: Family, start: int, end: int) -> bool:
    language = lexicon().languages[family.language]
    plain = reading.folded.text
    before = plain[max(0, start - 60) : start]
    return bool(language.contact_before.search(before) or language.contact_after.match(plain[end : end + 60]))


def _about_brand(reading: Reading, family: Family, start: int, end: int, brand: Brand) -> Family:
    """ "Sponsored by …" is only sure when it goes on with the brand, and then wherever it stands."""
    plain = reading.folded.text
    if family.name not in {SPONSORED, MENTIONED, PROMOTED} or not plain[start:end].endswith(_BY):
        return family
    following = "".join(c for c in plain[end : end + _SPONSOR_REACH] if c.isalnum())
    if not any(key in following for key in brand.keys):
        return lexicon().named[family.language, MENTIONED]
    return family if family.name == PROMOTED else lexicon().named[family.language, SPONSORED]
