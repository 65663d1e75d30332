"""A post read and judged for each of its jurisdictions, without the suggestions."""

from __future__ import annotations

from typing import NamedTuple

from groundswell.disclosure.rules.assess import Case, Passage, PlacedTerm
from groundswell.disclosure.rules.folds import find_cut, platform_named
from groundswell.disclosure.rules.judge import Judgement, judge, judge_without_rules
from groundswell.disclosure.rules.language import detect_language
from groundswell.disclosure.rules.placement import VIDEO_SURFACES, Setting, place_term
from groundswell.disclosure.rules.post import Post
from groundswell.disclosure.rules.promotion import find_sign
from groundswell.disclosure.rules.rulepack import MATERIAL, rule_pack
from groundswell.disclosure.rules.scan import FieldName, Reading, read_brand, read_field
from groundswell.disclosure.rules.verdict import Outcome, strictest

_BESIDE: tuple[FieldName, ...] = ("title", "overlay_text", "transcript")


class Evaluation(NamedTuple):
    """Each jurisdiction's judgement, with what was read; `language` is None when not told or not needed."""

    judgements: dict[str, Judgement]
    readings: list[Reading]
    language: str | None

    @property
    def outcome(self) -> Outcome:
        return strictest(judgement.outcome for judgement in self.judgements.values())


def evaluate(post: Post) -> Evaluation:
    """Read a post and judge it."""
    brand = read_brand(post.brand)
    readings = [read_field("text", post.text, brand)] if post.text else []
    for field in _BESIDE:
        value: str | None = getattr(post, field)
        if value and value.strip():
            readings.append(read_field(field, value, brand))
    asked = post.connection in MATERIAL or any(reading.terms for reading in readings)
    language = post.language or (_detect(readings) if asked else None)
    case = _describe_case(post, readings, language)
    judgements = {}
    for name in post.jurisdictions:
        pack = rule_pack(name)
        judgements[str(name)] = judge(case, pack) if pack else judge_without_rules(name)
    return Evaluation(judgements, readings, language)


def _detect(readings: list[Reading]) -> str | None:
    for reading in readings:
        if language := detect_language(reading.folded.original, reading.words):
            return language
    return None


def _describe_case(post: Post, readings: list[Reading], language: str | None) -> Case:
    setting = _settle(post, readings)
    denials = [(reading, *span) for reading in readings for span in reading.denials]
    sign = None if post.connection in MATERIAL else find_sign(readings, read_brand(post.brand))
    return Case(
        connection=post.connection,
        language=language,
        terms=[PlacedTerm(r, term, place_term(term, r, setting)) for r in readings for term in r.terms],
        denial=_quote(*denials[0]) if denials else None,
        sign=_quote(*sign) if sign else _label_sign(post),
        label=bool(post.platform_label),
        assessable=not setting.video or any(r.field in {"overlay_text", "transcript"} for r in readings),
    )


def _settle(post: Post, readings: list[Reading]) -> Setting:
    platform = platform_named(post.platform)
    text = next((reading for reading in readings if reading.field == "text"), None)
    titled = any(reading.field == "title" for reading in readings)
    folds = platform.surfaces[post.surface]
    cut = find_cut(post.text, folds, _first_link(text)) if text and text.terms and folds else None
    return Setting(
        cut=cut,
        text_hidden=titled and platform.title == "hides-text",
        title_shown=platform.title != "none",
        video=post.surface in VIDEO_SURFACES,
    )


def _first_link(text: Reading) -> int | None:
    link = next((token.start for token in text.tokens if token.kind == "/"), None)
    return None if link is None else text.folded.span(link, link + 1)[0]


def _quote(reading: Reading, start: int, end: int) -> Passage:
    return Passage(reading.original(start, end).strip(), reading.text_span(start, end))


def _label_sign(post: Post) -> Passage | None:
    if not post.platform_label:
        return None
    return Passage(post.platform_label if isinstance(post.platform_label, str) else "The platform's paid label", None)
