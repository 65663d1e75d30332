"""A rewritten caption that passes the same check."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from groundswell.disclosure.rules.evaluate import Evaluation, evaluate
from groundswell.disclosure.rules.language import detect_language
from groundswell.disclosure.rules.openings import Setting, openings
from groundswell.disclosure.rules.placement import VIDEO_SURFACES
from groundswell.disclosure.rules.post import Post
from groundswell.disclosure.rules.rulepack import rule_pack
from groundswell.disclosure.rules.scan import Reading, may_deny, read_field

_MOST_PASSES = 4
_MOST_TRIED = 24  # openings tried on a caption that makes none of them easy
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
    language = post.language or evaluation.language or detect_language(caption, rest.words)
    setting = Setting(post.platform, post.surface, tuple(rules), post.connection, post.brand, language)
    plain = _plain_opening(setting)
    if plain and _decides(plain, rest, post):
        return plain.text + caption
    for prefix in chain([plain.text] if plain else [], islice(openings(setting), _MOST_TRIED)):
        again = post.model_copy(update={"text": prefix + caption, "jurisdictions": rules})
        if evaluate(again).outcome == "pass":
            return prefix + caption
    return None


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
def _plain_opening(setting: Setting) -> _Opening | None:
    """The first opening that passes by itself."""
    entry = setting._asdict() | {"id": 0, "jurisdictions": list(setting.jurisdictions)}
    for prefix in openings(setting):
        evaluation = evaluate(Post.model_validate(entry | {"text": prefix}))
        if evaluation.outcome == "pass":
            return _Opening(prefix, evaluation.readings[0].words, evaluation.language)
    return None


def _without_denials(reading: Reading) -> Reading:
    """The text with its denials cut out, and those that the cutting brings together."""
    for _ in range(_MOST_PASSES):
        if not reading.denials:
            break
        kept, at = [], 0
        for start, end in sorted(reading.denials):
            first, last = reading.folded.span(start, end)
            kept.append(reading.folded.original[at:first])
            at = max(at, last)
        kept.append(reading.folded.original[at:])
        reading = read_field("text", _LEFT_OVER.sub("", "".join(kept)).lstrip(), None)
    return reading
