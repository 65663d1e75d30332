"""A rewritten caption that passes the same check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from groundswell.disclosure.rules.evaluate import Evaluation, evaluate
from groundswell.disclosure.rules.language import detect_language
from groundswell.disclosure.rules.lexicon import LANGUAGES, lexicon
from groundswell.disclosure.rules.placement import VIDEO_SURFACES
from groundswell.disclosure.rules.post import Jurisdiction, Post
from groundswell.disclosure.rules.rulepack import rule_pack
from groundswell.disclosure.rules.scan import Reading, may_deny, read_field

_LEFT_OVER = re.compile(r"^[\s,.;:!–—-]+(?=\w)|(?<=\s)[ \t]+|(?<=[.!?])\s*[.!?]+|[ \t]+(?=[.,!?])")
_PLAIN_BRAND = re.compile(r"[\w&'’.-]+(?: [\w&'’.-]+){0,3}")


def find_fix(post: Post, evaluation: Evaluation) -> str | None:
    """A caption with a clear disclosure first and without what denies the connection, checked to pass.

    None where no caption can put it right: the connection is none, the words of a video lack the disclosure,
    a content warning hides the text, or no rules are installed.
    """
    rules = [name for name in post.jurisdictions if rule_pack(name)]
    if post.connection == "none" or post.surface in VIDEO_SURFACES or not rules:
        return None
    text = next((r for r in evaluation.readings if r.field == "text"), None) or read_field("text", post.text, None)
    rest = _without_denials(text)
    caption = rest.folded.original
    setting = _Setting(
        post.platform, post.surface, tuple(rules), post.connection, post.brand, post.language or evaluation.language
    )
    plain = _plain_opening(setting)
    if plain and _decides(plain, rest, post):
        return plain.text + caption
    for prefix in _prefixes(setting):
        again = post.model_copy(update={"text": prefix + caption, "jurisdictions": rules})
        if evaluate(again).outcome == "pass":
            return prefix + caption
    return None


class _Setting(NamedTuple):
    """All that an opening depends on, in plain cases."""

    platform: str
    surface: str
    jurisdictions: tuple[Jurisdiction, ...]
    connection: str
    brand: str | None
    language: str | None


class _Opening(NamedTuple):
    """An opening that passes by itself, its words, and the language it was taken to be in."""

    text: str
    words: list[str]
    language: str | None


def _decides(opening: _Opening, rest: Reading, post: Post) -> bool:
    """Whether the opening alone decides, whatever follows: nothing denies it or hides it, and the language stays."""
    if post.title is not None or may_deny(rest) or not (post.brand is None or _PLAIN_BRAND.fullmatch(post.brand)):
        return False
    if post.language:
        return True
    caption = opening.text + rest.folded.original
    return detect_language(caption, opening.words + rest.words) == opening.language


@lru_cache(maxsize=4096)
def _plain_opening(setting: _Setting) -> _Opening | None:
    """The first opening that passes by itself."""
    entry = setting._asdict() | {"id": 0, "jurisdictions": list(setting.jurisdictions)}
    for prefix in _prefixes(setting):
        evaluation = evaluate(Post.model_validate(entry | {"text": prefix}))
        if evaluation.outcome == "pass":
            return _Opening(prefix, evaluation.readings[0].words, evaluation.language)
    return None


def _prefixes(setting: _Setting) -> Iterator[str]:
    """Openings to try, likeliest first: the post's language, then with those the audiences understand beside it."""
    connection = "paid" if setting.connection == "unknown" else setting.connection
    brand = " ".join((setting.brand or "").split())
    language = setting.language
    own = (language,) if language in LANGUAGES else ()
    understood = [code for name in setting.jurisdictions if (pack := rule_pack(name)) for code in pack.audience]
    audiences = tuple(dict.fromkeys([*own, *understood]))
    for code in own or audiences or LANGUAGES:
        for prefix in lexicon().languages[code or ""].fixes[connection]:
            if "{brand}" not in prefix or brand:
                yield prefix.replace("{brand}", brand)
    for several in _joined(own or ("en",), audiences):
        yield f"{' | '.join(lexicon().languages[code or ''].label for code in several)}: "
    for code in LANGUAGES:
        yield f"{lexicon().languages[code].label}: "


def _joined(first: tuple[str | None, ...], audiences: tuple[str | None, ...]) -> Iterator[tuple[str | None, ...]]:
    """The post's language with one more, two more, … of those that the audiences understand."""
    others = [code for code in audiences if code not in first]
    for count in range(len(others) + 1):
        for more in combinations(others, count):
            yield (*first, *more)


def _without_denials(reading: Reading) -> Reading:
    """The text with its denials cut out, and those that the cutting brings together."""
    while reading.denials:
        text = reading.folded.original
        for start, end in sorted(reading.denials, reverse=True):
            first, last = reading.folded.span(start, end)
            text = text[:first] + text[last:]
        reading = read_field("text", _LEFT_OVER.sub("", text).lstrip(), None)
    return reading
