"""The fold: how much of a text a platform shows before "more", from dated data in data/folds.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import regex  # type: ignore[import-untyped]  # ships no types; used only for \X, which re lacks

TitleRole = Literal["shown", "hides-text", "none"]

_LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_GRAPHEME = regex.compile(r"\X")
_WEIGHED = regex.compile(r"https?://\S+|\X")


class Fold(NamedTuple):
    """One surface on one device; None: no limit of that kind. `weighted` counts as X does (URL 23, wide 2)."""

    device: str
    chars: int | None
    lines: int | None
    weighted: bool
    before_first_link: bool
    source: str
    confirmed: bool

    @property
    def limit(self) -> str:
        """The limit in words, for messages."""
        return _limit_of(self)


@cache
def _limit_of(fold: Fold) -> str:
    limits = [f"{fold.chars} characters"] if fold.chars is not None else []
    limits += [f"{fold.lines} lines"] if fold.lines is not None else []
    limits += ["the first link"] if fold.before_first_link else []
    return f"{' or '.join(limits)} on {fold.device}{'' if fold.confirmed else ', not confirmed'}"


class Platform(NamedTuple):
    """A platform: its surfaces, what its title does, and the folds of each surface."""

    name: str
    title: TitleRole
    surfaces: dict[str, tuple[Fold, ...]]


@cache
def _platforms() -> dict[str, Platform]:
    data = tomllib.loads(files("groundswell.disclosure").joinpath("data/folds.toml").read_text("utf-8"))
    platforms = {}
    for name, entry in data["platform"].items():
        folds: dict[str, list[Fold]] = {surface: [] for surface in entry["surfaces"]}
        for fold in entry.get("fold", []):
            for surface in fold["surfaces"]:
                folds[surface].append(_read_fold(fold))
        surfaces = {surface: tuple(found) for surface, found in folds.items()}
        platform = Platform(name, entry["title"], surfaces)
        for alias in (name, *entry.get("aliases", [])):
            platforms[alias] = platform
    return platforms


def _read_fold(entry: dict[str, object]) -> Fold:
    chars, lines = entry.get("chars"), entry.get("lines")
    return Fold(
        device=str(entry["device"]),
        chars=chars if isinstance(chars, int) else None,
        lines=lines if isinstance(lines, int) else None,
        weighted=entry.get("unit") == "weighted",
        before_first_link=bool(entry.get("before_first_link")),
        source=str(entry["source"]),
        confirmed=entry["confirmed"] is True,
    )


@cache
def platform_named(name: str) -> Platform:
    """The platform of that name or alias, in any case; ValueError names those there are."""
    platforms = _platforms()
    try:
        return platforms[name.strip().lower()]
    except KeyError:
        known = sorted({platform.name for platform in platforms.values()})
        raise ValueError(f"unknown platform; known are {', '.join(known)}") from None


class Cut(NamedTuple):
    """Where a text is cut: the code point of the first hidden character, and the fold that cuts it."""

    at: int
    fold: Fold


def find_cut(text: str, folds: tuple[Fold, ...], first_link: int | None = None) -> Cut | None:
    """The earliest cut over all devices; None when the whole text shows everywhere."""
    body = text.rstrip()
    cuts = []
    for fold in folds:
        at = _cut_at(body, fold)
        if fold.before_first_link and first_link is not None:
            at = first_link if at is None else min(at, first_link)
        if at is not None:
            cuts.append(Cut(at, fold))
    return min(cuts, key=lambda cut: cut.at, default=None)


def _cut_at(body: str, fold: Fold) -> int | None:
    cuts = []
    if fold.chars is not None:
        after = (_weighted_prefix if fold.weighted else _grapheme_prefix)(body, fold.chars)
        if after < len(body):
            cuts.append(after)
    if fold.lines is not None:
        for count, line_break in enumerate(_LINE_BREAK.finditer(body), start=1):
            if count == fold.lines:
                cuts.append(line_break.start())
                break
    return min(cuts, default=None)


@cache
def _prefix_pattern(count: int) -> re.Pattern[str]:
    pattern: re.Pattern[str] = regex.compile(rf"\X{{0,{count}}}")
    return pattern


def _grapheme_prefix(body: str, count: int) -> int:
    """Length in code points of the first `count` graphemes (UAX #29)."""
    if len(body) <= count:
        return len(body)
    if body.isascii() and "\r" not in body:
        return count
    found: re.Match[str] | None = _prefix_pattern(count).match(body)
    return found.end() if found else 0


def _weighted_prefix(body: str, limit: int) -> int:
    """Length in code points of what fits `limit` in X's counting: a URL 23, emoji and East Asian letters 2."""
    plain = len(body.encode("ascii", "ignore"))
    if plain + 2 * (len(body) - plain) + 23 * body.count("http") <= limit:
        return len(body)
    weight = 0
    for piece in _WEIGHED.finditer(body):
        found: str = piece.group()
        if found.startswith(("http://", "https://")):
            weight += 23
        else:
            weight += 2 if len(found) > 1 or unicodedata.east_asian_width(found) in "WF" else 1
        if weight > limit:
            start: int = piece.start()
            return start
    return len(body)


def count_graphemes(text: str) -> int:
    """User-perceived characters (UAX #29 extended grapheme clusters)."""
    if text.isascii() and "\r" not in text:
        return len(text)
    return sum(1 for _ in _GRAPHEME.finditer(text))
