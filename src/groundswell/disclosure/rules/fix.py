"""A rewritten caption that passes the same check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from groundswell.disclosure.rules.evaluate import Evaluation, evaluate
from groundswell.disclosure.rules.lexicon import LANGUAGES, lexicon
from groundswell.disclosure.rules.placement import VIDEO_SURFACES
from groundswell.disclosure.rules.post import Jurisdiction, Post
from groundswell.disclosure.rules.rulepack import rule_pack
from groundswell.disclosure.rules.scan import Reading, read_field

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
    for prefix in _prefixes(post, evaluation.language):
        caption = prefix + rest
        if _passes(post, rules, prefix, caption, evaluation):
            return caption
    return None


def _prefixes(post: Post, language: str | None) -> Iterator[str]:
    """Openings to try, likeliest first; without a known language, those of each."""
    connection = "paid" if post.connection == "unknown" else post.connection
    brand = " ".join((post.brand or "").split())
    for code in (language,) if language in LANGUAGES else LANGUAGES:
        for prefix in lexicon().languages[code or ""].fixes[connection]:
            if "{brand}" not in prefix or brand:
                yield prefix.replace("{brand}", brand)


def _passes(post: Post, rules: list[Jurisdiction], prefix: str, caption: str, evaluation: Evaluation) -> bool:
    """In plain cases the opening alone decides, whatever follows: judged once for all posts alike."""
    denied = any(reading.denials for reading in evaluation.readings)
    plain = post.brand is None or _PLAIN_BRAND.fullmatch(post.brand)
    if plain and evaluation.language and post.title is None and not denied:
        where = (post.platform, post.surface, tuple(rules))
        return _opening_passes(_Opening(prefix, *where, post.connection, post.brand, evaluation.language))
    return evaluate(post.model_copy(update={"text": caption, "jurisdictions": rules})).outcome == "pass"


class _Opening(NamedTuple):
    text: str
    platform: str
    surface: str
    jurisdictions: tuple[str, ...]
    connection: str
    brand: str | None
    language: str


@lru_cache(maxsize=4096)
def _opening_passes(opening: _Opening) -> bool:
    entry = opening._asdict() | {"id": 0, "jurisdictions": list(opening.jurisdictions)}
    return evaluate(Post.model_validate(entry)).outcome == "pass"


def _without_denials(reading: Reading) -> str:
    """The text with its denials cut out, and those that the cutting brings together."""
    text = reading.folded.original
    while reading.denials:
        for start, end in sorted(reading.denials, reverse=True):
            first, last = reading.folded.span(start, end)
            text = text[:first] + text[last:]
        text = _LEFT_OVER.sub("", text)
        reading = read_field("text", text, None)
    return text.lstrip()
