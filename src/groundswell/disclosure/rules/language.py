"""Which language a short caption is in, by the words that give a language away; None rather than a guess."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from groundswell.disclosure.rules.text import fold_text

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0620-\u064a]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("hi", re.compile("[\u0904-\u0939]")),
    ("th", re.compile("[\u0e01-\u0e2e]")),
    # Only letters that no Latin letter looks like, so that a disguised "#аd" is not taken for Russian or Greek.
    ("ru", re.compile("[бгджзийлпфцчшщъыьэюяБГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯ]")),
    ("el", re.compile("[γδζθλμξπσςφψωΓΔΘΛΞΠΣΦΨΩ]")),
)
_SCRIPT_SHARE = 0.25
_FOREIGN = re.compile("[\u0370-\u1fff\u3040-\ud7af]")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """Folded word -> the languages it speaks for."""
    found: dict[str, set[str]] = {}
    for language, entry in _data().items():
        for word in fold_text(entry["words"]).split():
            found.setdefault(word, set()).add(language)
    return {word: tuple(sorted(languages)) for word, languages in found.items()}


@cache
def _data() -> dict[str, dict[str, str]]:
    text = files("groundswell.disclosure").joinpath("data/languages.toml").read_text("utf-8")
    data: dict[str, dict[str, str]] = tomllib.loads(text)
    return data


@cache
def _marks() -> dict[str, str]:
    return {mark: language for language, entry in _data().items() for mark in entry["marks"]}


def detect_language(original: str, found: list[str]) -> str | None:
    """ISO 639-1 code, or None when the words do not tell.

    `found` are the folded words of the text without hashtags, mentions and links, which say nothing about the
    language. The winner needs more hits than any other language.
    """
    known = _words()
    scores: dict[str, int] = {}
    for word in found:
        for language in known.get(word, ()):
            scores[language] = scores.get(language, 0) + 1
    if not original.isascii():
        if script := _script(original):
            return script
        marks = _marks()
        for character in set(original.lower()) & marks.keys():
            scores[marks[character]] = scores.get(marks[character], 0) + 1
    if not scores:
        return None
    best, second = [*sorted(scores.values(), reverse=True), 0][:2]
    return max(scores, key=scores.__getitem__) if best > second else None


def _script(original: str) -> str | None:
    if not _FOREIGN.search(original):
        return None
    letters = sum(1 for character in original if character.isalpha())
    for language, pattern in _SCRIPTS:
        if len(pattern.findall(original)) > _SCRIPT_SHARE * letters:
            return language
    return None
