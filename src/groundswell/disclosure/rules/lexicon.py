"""The lexicon: how disclosures are written in each language, compiled from data/lexicon.

A family is a group of expressions that mean the same ("ad", "sponsored-by", "gift-clear"); what a family is worth
is for the rule packs to say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from groundswell.disclosure.rules.text import fold_text

LANGUAGES = ("en", "fr", "es", "de", "nl", "it", "pt", "ko", "ja", "hi", "ga")
BRAND = "\x02"  # stands for every letter of the brand's name in masked text
UNVERIFIED = "unverified-tag"  # a tag made of some name and a word such as "partner"
SPONSORED = "sponsored-by"
PROMOTED = "promoted"
MENTIONED = "sponsored-mention"  # "sponsored by" where it may be about somebody else
# Families that call the post advertising: a denial of them contradicts, whatever the connection.
ADVERTISING = frozenset({"ad", "ad-bare", "sponsored", "sponsored-by", "promoted", "paid", "paid-partnership"})
NOTHING = r"(?!)"
HIDDEN = "\x01"  # stands for the letters of hashtags, mentions and links in masked text

Manner = Literal["label", "opener", "opening", "phrase"]
_MANNERS: dict[str, Manner] = {"labels": "label", "openers": "opener", "openings": "opening", "phrases": "phrase"}

_PATTERN_PIECE = re.compile(r"\\.|\[[^\]]*\]|\(\?| [?*+]|[( ]|[^\\\[( ]+")
_SPACES = {" ": r"\s+", " ?": r"\s*", " *": r"\s*", " +": r"\s+"}


class Family(NamedTuple):
    """One group of expressions of one language: a pattern for each manner in which they may stand."""

    name: str
    language: str
    patterns: tuple[tuple[Manner, re.Pattern[str]], ...]
    sign: bool
    contact: bool


class Language(NamedTuple):
    """What a language has besides its families: how it denies, asks for business, promotes, and the fixes."""

    code: str
    negators: frozenset[str]
    denial_words: frozenset[str]
    denial: re.Pattern[str]
    denied_tag: re.Pattern[str]
    unspaced: bool
    contact_before: re.Pattern[str]
    contact_after: re.Pattern[str]
    negated: re.Pattern[str]
    brand_suffixes: dict[str, str]
    brand_prefixes: dict[str, str]
    promotion_needs: tuple[str, ...]
    signs: re.Pattern[str]
    signs_with_brand: re.Pattern[str]
    signs_with_mention: re.Pattern[str]
    sign_links: re.Pattern[str]
    fixes: dict[str, list[str]]
    label: str


class Lexicon(NamedTuple):
    """All languages together: which families to try for a word or a hashtag."""

    by_word: dict[str, list[Family]]
    tags: dict[str, list[Family]]
    named: dict[tuple[str, str], Family]
    languages: dict[str, Language]
    unspaced_words: re.Pattern[str]
    by_negator: dict[str, list[Language]]
    unspaced_negators: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read and compiled once."""
    by_word: dict[str, list[Family]] = {}
    tags: dict[str, list[Family]] = {}
    named: dict[tuple[str, str], Family] = {}
    languages = {}
    for code in LANGUAGES:
        data = _read(code)
        languages[code] = _compile_language(code, data)
        for name, entry in data["family"].items():
            family = named[code, name] = _compile_family(name, code, entry, unspaced=languages[code].unspaced)
            for word in entry["words"]:
                by_word.setdefault(fold_text(word), []).append(family)
            for tag in entry.get("tags", []):
                tags.setdefault(fold_text(tag), []).append(family)
        for name in (UNVERIFIED, *data.get("brand_tags", {}), *data.get("brand_prefixes", {})):
            named.setdefault((code, name), Family(name, code, (), sign=True, contact=False))
    by_negator: dict[str, list[Language]] = {}
    for language in languages.values():
        for word in language.negators:
            by_negator.setdefault(word, []).append(language)
    return Lexicon(
        by_word, tags, named, languages, _without_spaces(by_word), by_negator, _without_spaces(by_negator)
    )  # fmt: skip


def _without_spaces(words: Iterable[str]) -> re.Pattern[str]:
    """Finds, anywhere in a text, those of the words that are written in letters beyond the Latin ones."""
    strange = sorted((word for word in words if not word.isascii()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, strange)))


def _read(code: str) -> dict[str, Any]:
    text = files("groundswell.disclosure").joinpath(f"data/lexicon/{code}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _compile_family(name: str, language: str, entry: dict[str, Any], *, unspaced: bool) -> Family:
    before, after = ("", "") if unspaced else (r"(?<!\w)", r"(?!\w)")
    patterns = tuple(
        (manner, re.compile(rf"{before}(?:{_either(entry[key])}){after}"))
        for key, manner in _MANNERS.items()
        if key in entry
    )
    return Family(
        name=name,
        language=language,
        patterns=patterns,
        sign=entry.get("sign", True),
        contact=entry.get("contact", False),
    )


def _compile_language(code: str, data: dict[str, Any]) -> Language:
    context, promotion = data["context"], data["promotion"]
    before = "" if data.get("unspaced") else r"(?<!\w)"
    return Language(
        code=code,
        negators=frozenset(fold_text(word) for word in context["negators"]),
        denial_words=frozenset(fold_text(word) for word in context["denial_words"]),
        denial=re.compile(_pattern(context["denial"])),
        denied_tag=re.compile(_pattern(context["denied_tag"])),
        unspaced=data.get("unspaced", False),
        contact_before=re.compile(_pattern(context["contact_before"])),
        contact_after=re.compile(_pattern(context["contact_after"])),
        negated=re.compile(context.get("negated", NOTHING)),
        brand_suffixes=_by_word(data.get("brand_tags", {})),
        brand_prefixes=_by_word(data.get("brand_prefixes", {})),
        promotion_needs=tuple(promotion["needs"]),
        signs=re.compile(rf"{before}(?:{_either(promotion['signs'])})"),
        signs_with_brand=re.compile(rf"{before}(?:{_either(promotion['with_brand'])})"),
        signs_with_mention=re.compile(rf"{before}(?:{_either(promotion['with_mention']) or NOTHING})"),
        sign_links=re.compile(promotion["links"]),
        fixes={connection: openings for connection, openings in data["fix"].items() if connection != "label"},
        label=data["fix"]["label"],
    )


def _by_word(entries: dict[str, list[str]]) -> dict[str, str]:
    return {fold_text(word): family for family, words in entries.items() for word in words}


def _either(patterns: Iterable[str]) -> str:
    """Any of the patterns, the longest first, so that "paid post" is not cut short to "paid"."""
    return "|".join(_pattern(pattern) for pattern in sorted(patterns, key=len, reverse=True))


def _pattern(text: str) -> str:
    """A data pattern as a regular expression over masked text: accents folded, groups silent, spaces wide.

    Escapes stay as they are, and character classes but for their spaces.
    """
    return _PATTERN_PIECE.sub(_convert_piece, text).replace("{brand}", BRAND)


def _convert_piece(piece: re.Match[str]) -> str:
    found = piece[0]
    if found[0] == "\\":
        return found
    if found[0] in " [":
        return _SPACES.get(found) or found.replace(" ", r"\s")
    return "(?:" if found == "(" else fold_text(found)
