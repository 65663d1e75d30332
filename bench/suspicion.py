"""How well undisclosed promotion is suspected: average precision and calibration on invented captions.

    python bench/suspicion.py            measure
    python bench/suspicion.py --write    train anew and write the weights

The captions are synthetic (suspicion_captions.py): the figures say that the model finds what it was told to look for in
sentences it has not seen, not how often real posts are what they seem. The published figures beside them come from other,
real data and are not comparable case by case.
"""

import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
from suspicion_captions import HELD_OUT, TRAINING, Parts, halved, make_captions

from groundswell.disclosure.rules.evaluate import evaluate
from groundswell.disclosure.rules.post import Post
from groundswell.disclosure.rules.suspicion import signs_of, suspect, suspicion_model

DATA = Path(__file__).parents[1] / "src/groundswell/disclosure/data/suspicion.toml"
SIZE = 4000
RIDGE = 60.0
PUBLISHED: dict[str, Any] = {"accuracy": "0.70 to 0.73", "F1": 0.69, "people's F1": 0.84}
CUES = re.compile(
    r"#ad\b|\bcode\b|% off|link in bio|\bdiscount\b|swipe up|\bshop\b|giveaway|sponsor|partner|collab", re.IGNORECASE
)

Vector = np.ndarray[Any, np.dtype[np.float64]]


def run() -> dict[str, Any]:
    """Average precision, accuracy and F1 at one half, Brier score and calibration error on held-out captions; beside
    them a list of cue words and the share of promotion itself."""
    posts, truth = _captions(HELD_OUT, seed=2)
    scores = np.array([suspect(post).probability for post in posts])
    cues = np.array([float(len(CUES.findall(post.text))) for post in posts])
    ours = {"average_precision": average_precision(scores, truth), **_decided(scores >= 0.5, truth)}
    return {
        "captions": len(posts),
        "data": "synthetic, held out by sentence, brand and product",
        "model": suspicion_model().version,
        "suspicion": ours
        | {"brier": float(np.mean((scores - truth) ** 2)), "calibration_error": calibration_error(scores, truth)},
        "reliability": reliability(scores, truth),
        "cue_words": {"average_precision": average_precision(cues, truth), **_decided(cues > 0, truth)},
        "chance": {"average_precision": float(truth.mean()), "brier": float(truth.mean() * (1 - truth.mean()))},
        "published_on_real_posts": PUBLISHED,
        "met": ours["f1"] > PUBLISHED["F1"],
    }


def average_precision(scores: Vector, truth: Vector) -> float:
    """Mean of the precision at each promotional caption, best score first; ties count as their group's mean order."""
    order = np.lexsort((np.random.default_rng(0).random(len(scores)), -scores))
    hits = truth[order]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float((precision * hits).sum() / hits.sum())


def reliability(scores: Vector, truth: Vector, bins: int = 10) -> list[dict[str, float]]:
    """For each tenth of the scale: how many, what was said, what was true."""
    place = np.minimum((scores * bins).astype(int), bins - 1)
    return [
        {
            "captions": int((place == n).sum()),
            "said": float(scores[place == n].mean()),
            "true": float(truth[place == n].mean()),
        }
        for n in range(bins)
        if (place == n).any()
    ]


def calibration_error(scores: Vector, truth: Vector) -> float:
    """Expected calibration error: what was said against what was true, weighed by how many."""
    return sum(row["captions"] * abs(row["said"] - row["true"]) for row in reliability(scores, truth)) / len(scores)


def _decided(answers: Vector, truth: Vector) -> dict[str, float]:
    hits = float((answers * truth).sum())
    return {"accuracy": float((answers == truth).mean()), "f1": 2 * hits / float(answers.sum() + truth.sum())}


def _captions(parts: Parts, seed: int) -> tuple[list[Post], Vector]:
    made = make_captions(parts, SIZE, seed)
    return [Post.model_validate(post) for post, _ in made], np.array([float(promotes) for _, promotes in made])


def train() -> None:
    """Fits the weights on all training captions, and the calibration on scores of captions made from sentences that the
    scoring weights had not seen: each half of the sentences is scored by weights from the other."""
    halves = [_described(half, seed) for half, seed in zip(halved(TRAINING), (1, 3), strict=True)]
    scores, truths = [], []
    for (learnt, told), (asked, truth) in (halves, halves[::-1]):
        intercept, *weights = _fit(learnt, told, RIDGE)
        scores.append(intercept + asked @ np.array(weights))
        truths.append(truth)
    shift, slope = _fit(np.concatenate(scores)[:, None], np.concatenate(truths), 1e-3)
    intercept, *weights = _fit(np.vstack([h[0] for h in halves]), np.concatenate([h[1] for h in halves]), RIDGE)
    _write(
        dict(zip(suspicion_model().weights, weights, strict=True)),
        {"intercept": intercept, "slope": slope, "shift": shift},
    )


def _described(parts: Parts, seed: int) -> tuple[Vector, Vector]:
    """The signs of each caption, a column for each, and whether it promotes."""
    posts, truth = _captions(parts, seed)
    rows = [signs_of(post, evaluate(post).readings) for post in posts]
    return np.array([[row.get(name, 0.0) for name in suspicion_model().weights] for row in rows]), truth


def _fit(features: Vector, truth: Vector, ridge: float) -> list[float]:
    """Logistic regression by Newton's method; the intercept, which is not shrunk, comes first."""
    columns = np.column_stack([np.ones(len(features)), features])
    penalty = np.diag([0.0] + [ridge] * features.shape[1])
    weights = np.zeros(columns.shape[1])
    for _ in range(50):
        said = 1 / (1 + np.exp(-columns @ weights))
        gradient = columns.T @ (truth - said) - penalty @ weights
        hessian = (columns * (said * (1 - said))[:, None]).T @ columns + penalty
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return [float(value) for value in weights]


def _write(weights: dict[str, float], model: dict[str, float]) -> None:
    text = DATA.read_text()
    text = re.sub(r'^version = ".*"', f'version = "2026-11-25, {2 * SIZE} invented captions"', text, flags=re.MULTILINE)
    for name, value in model.items():
        text = re.sub(rf"^{name} = .*", f"{name} = {value:.4f}", text, flags=re.MULTILINE)
    for name, value in weights.items():
        text = re.sub(rf"(\[sign\.{name}\]\n(?:\w+ = .*\n)*?weight = ).*", rf"\g<1>{value:.3f}", text)
    DATA.write_text(text)


if __name__ == "__main__":
    if "--write" in sys.argv:
        train()
    else:
        print(run())
