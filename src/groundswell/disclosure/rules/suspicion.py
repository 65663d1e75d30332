"""How likely a post promotes something without saying so: a ranked, calibrated probability with its reasons.

Never a verdict: it says where a person should look first. A logistic model over signs that people name when they are
asked why a post looks like advertising; signs, weights and calibration are data (data/suspicion.toml), trained on
invented captions by bench/suspicion.py.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from groundswell.disclosure.rules.evaluate import Evaluation, evaluate
from groundswell.disclosure.rules.lexicon import lexicon
from groundswell.disclosure.rules.post import Post
from groundswell.disclosure.rules.promotion import names_brand
from groundswell.disclosure.rules.scan import Reading, read_brand

_LEAST = 0.05  # log-odds below which a sign is no reason worth telling


class Reason(NamedTuple):
    """A sign that was seen: what it is, and how many log-odds it adds (negative: it speaks against)."""

    sign: str
    text: str
    weight: float

    def as_dict(self) -> dict[str, Any]:
        return {"sign": self.sign, "text": self.text, "weight": round(self.weight, 2)}


class Suspicion(NamedTuple):
    """`probability` that the post promotes something; `disclosed`: it says so acceptably in every place asked."""

    id: str | int
    probability: float
    reasons: list[Reason]
    disclosed: bool
    model: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "probability": round(self.probability, 4),
            "reasons": [reason.as_dict() for reason in self.reasons],
            "disclosed": self.disclosed,
            "model": self.model,
        }


class Model(NamedTuple):
    """`signs` by name: pattern over folded text (None: worked out in code) and words for people."""

    version: str
    patterns: dict[str, re.Pattern[str]]
    texts: dict[str, str]
    weights: dict[str, float]
    intercept: float
    slope: float
    shift: float


def suspect(post: Post) -> Suspicion:
    """Score one post; reasons come strongest first."""
    evaluation = evaluate(post)
    model = suspicion_model()
    seen = signs_of(post, evaluation.readings)
    reasons = [Reason(name, model.texts[name], value * model.weights[name]) for name, value in seen.items()]
    score = model.intercept + sum(reason.weight for reason in reasons)
    told = sorted((r for r in reasons if abs(r.weight) >= _LEAST), key=lambda r: r.weight, reverse=True)
    return Suspicion(post.id, _squash(model.slope * score + model.shift), told, _disclosed(evaluation), model.version)


def signs_of(post: Post, readings: list[Reading]) -> dict[str, float]:
    """The signs that occur, with their values (mostly 1)."""
    found: dict[str, float] = {}
    for reading in readings:
        for name, value in _signs_in(reading, post.brand):
            found[name] = max(value, found.get(name, 0.0))
    return found


def _signs_in(reading: Reading, brand: str | None) -> Iterator[tuple[str, float]]:
    plain = reading.folded.text
    for name, pattern in suspicion_model().patterns.items():
        if pattern.search(plain):
            yield name, 1.0
    kinds = [token.kind for token in reading.tokens]
    if "/" in kinds:
        yield "link", 1.0
        if any(language.sign_links.search(plain) for language in lexicon().languages.values()):
            yield "affiliate-link", 1.0
    if "@" in kinds:
        yield "mention", 1.0
    if tags := kinds.count("#"):
        yield "hashtags", math.log1p(tags)
    if reading.terms:
        yield "disclosure-word", 1.0
    if reading.denials:
        yield "denial", 1.0
    known = read_brand(brand)
    if known and names_brand(reading, known):
        yield "brand", 1.0
        if any(token.kind == "@" and known.keys[0] in plain[token.start : token.end] for token in reading.tokens):
            yield "brand-handle", 1.0


def _disclosed(evaluation: Evaluation) -> bool:
    return all(j.best is not None and j.outcome == "pass" for j in evaluation.judgements.values())


def _squash(score: float) -> float:
    return 1 / (1 + math.exp(-score)) if score > -700 else 0.0


@cache
def suspicion_model() -> Model:
    """The model, read once."""
    data = tomllib.loads(files("groundswell.disclosure").joinpath("data/suspicion.toml").read_text("utf-8"))
    signs = data["sign"]
    return Model(
        version=data["version"],
        patterns={name: re.compile(entry["pattern"]) for name, entry in signs.items() if "pattern" in entry},
        texts={name: entry["text"] for name, entry in signs.items()},
        weights={name: entry["weight"] for name, entry in signs.items()},
        intercept=data["model"]["intercept"],
        slope=data["model"]["slope"],
        shift=data["model"]["shift"],
    )
