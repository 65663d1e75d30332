"""How many of a sample are women, from how often the bins of their first names occur.

Names are evidence, not answers: nobody is called a woman or a man. The counts n_b of the bins are a mixture,
P(b) = π P(b | woman) + (1 - π) P(b | man), and π is its maximum likelihood (Saerens et al. 2002; Hopkins and King
2010). P(b | ·) comes from people of known gender in several domains (tweeters, authors); the estimate takes their
average, and the interval says how far a domain not seen yet may be off: the spread of the domains' own estimates under
a bootstrap of domain, its people and the sample, as a prediction interval (Higgins et al. 2009) on the arcsine scale.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from groundswell.creators.audience.intervals import wilson
from groundswell.kit.estimates import t975

BINS = 8
DRAWS = 120  # bootstrap draws a domain
PRIOR = 0.5  # Jeffreys': a bin that was not seen may occur
BISECTIONS = 26

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class GenderEstimate:
    """The share of women among those whose name tells, with its 95 % interval."""

    share: float
    low: float
    high: float


@cache
def calibration() -> Floats:
    """Counts by domain, gender (women first) and bin."""
    text = resources.files(__package__).joinpath("data/gender_calibration.json").read_text("utf-8")
    return np.array([[one["female"], one["male"]] for one in json.loads(text)["domains"].values()], dtype=float)


def estimate_women(bins: "list[int] | Floats", known: Floats | None = None) -> GenderEstimate | None:
    """The share of women behind the counts of the eight bins; None where no name tells. The same counts give the same
    answer. `known`: calibration counts in place of the house's own, shaped as `calibration`."""
    counts = np.asarray(bins, dtype=float)
    if counts.sum() <= 0:
        return None
    domains = calibration() if known is None else known
    likely = _normalised(domains + PRIOR).mean(axis=0)
    share = float(_most_likely(counts, likely[0], likely[1]))
    half = _half_width(counts, domains)
    middle = np.arcsin(np.sqrt(share))
    low, high = np.sin(np.clip([middle - half, middle + half], 0, np.pi / 2)) ** 2
    # Never surer than if everybody had said it.
    said = wilson(share * counts.sum(), counts.sum())
    return GenderEstimate(share, float(min(low, share, said[0])), float(max(high, share, said[1])))


def _half_width(counts: Floats, domains: Floats) -> float:
    """Half the interval on the arcsine scale: the sample's and the calibration's variance, and between domains."""
    draws, number = np.random.default_rng(20261), len(domains)
    angles = np.arcsin(np.sqrt([_bootstrap(counts, domain, draws) for domain in domains]))
    within = float(angles.var(axis=1, ddof=1).mean())
    between = max(0.0, float(angles.mean(axis=1).var(ddof=1)) - within / DRAWS) if number > 1 else 0.0
    variance = within + between
    # Satterthwaite: the spread of few domains is itself uncertain.
    freedom = variance**2 / (between**2 / max(1, number - 1) + within**2 / 200 + 1e-12)
    return float(t975(max(1, min(200, int(freedom)))) * variance**0.5)


def _bootstrap(counts: Floats, domain: Floats, draws: np.random.Generator) -> Floats:
    women, men = (draws.dirichlet(of + PRIOR, size=DRAWS) for of in domain)
    samples = counts.sum() * draws.dirichlet(counts + PRIOR, size=DRAWS)
    return _most_likely(samples, women, men)


def _most_likely(counts: Floats, women: Floats, men: Floats) -> Floats:
    """π at which the mixture's likelihood is greatest: its slope falls in π, so halving finds the root (where EM ends)."""
    low, high = np.zeros(counts.shape[:-1]), np.ones(counts.shape[:-1])
    difference = women - men
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        slope = (counts * difference / (middle[..., None] * difference + men)).sum(axis=-1)
        low, high = np.where(slope > 0, middle, low), np.where(slope > 0, high, middle)
    return (low + high) / 2


def _normalised(counts: Floats) -> Floats:
    shares: Floats = counts / counts.sum(axis=-1, keepdims=True)
    return shares
