"""Signs that a post promotes something, for posts whose connection is not known or said to be none."""

from __future__ import annotations

from typing import NamedTuple

from groundswell.disclosure.rules.lexicon import BRAND, lexicon
from groundswell.disclosure.rules.scan import Brand, Reading
from groundswell.disclosure.rules.text import squeeze


class Sign(NamedTuple):
    """A sign of promotion, in folded positions of its reading."""

    reading: Reading
    start: int
    end: int


def find_sign(readings: list[Reading], brand: Brand | None) -> Sign | None:
    """The first sign: a disclosure's wording, a code or discount, an affiliate link, or a call to buy."""
    for reading in readings:
        if sign := _term_sign(reading) or _wording_sign(reading, brand):
            return sign
    return None


def _term_sign(reading: Reading) -> Sign | None:
    for term in reading.terms:
        if term.family.sign:
            return Sign(reading, term.start, term.end)
    return None


def _wording_sign(reading: Reading, brand: Brand | None) -> Sign | None:
    plain = reading.folded.text
    has_link = any(token.kind == "/" for token in reading.tokens)
    brand_named = brand is not None and names_brand(reading, brand)
    names_any = brand_named or (brand is None and any(token.kind == "@" for token in reading.tokens))
    for language in lexicon().languages.values():
        if has_link and (found := language.sign_links.search(plain)):
            return Sign(reading, *found.span())
        if not any(need in plain for need in language.promotion_needs):
            continue
        found = language.signs.search(plain)
        if not found and names_any:
            found = language.signs_with_mention.search(plain)
        if not found and brand_named:
            found = language.signs_with_brand.search(plain)
        if found:
            return Sign(reading, *found.span())
    return None


def names_brand(reading: Reading, brand: Brand) -> bool:
    """Whether the text, a hashtag or a mention holds the brand's name."""
    plain = reading.folded.text
    tags = (squeeze(plain[token.start : token.end]) for token in reading.tokens if token.kind != "/")
    return BRAND in reading.masked or any(key in tag for tag in tags for key in brand.keys)
