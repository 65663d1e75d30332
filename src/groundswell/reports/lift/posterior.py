"""What would have been: a regression on the controls, the weekday and a trend, over every noise process.

Spike and slab without sampling: every subset of the columns is weighed by its exact marginal likelihood. A coefficient's
prior is worth one day's information (Kass and Wasserman, 1995); the noise's variance has Jeffreys's prior and is integrated
out, so that the forecast is a mixture of Student's t. In the spirit of Brodersen et al., Inferring causal impact using
Bayesian structural time-series models, Annals of Applied Statistics 9 (2015).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from groundswell.reports.lift.noise import Array, Noise, noises

NEGLIGIBLE = 1e-3
EXACT = 1e-12  # a perfect fit still leaves this share of the squares
MOST_COMPLETE = 8  # groups of which every subset is weighed
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Forecast:
    """Draws of the days after the start had nothing happened: `daily` and `running` (their sum so far), (draws, days)."""

    daily: Array
    running: Array

    @property
    def total(self) -> Array:
        last: Array = self.running[:, -1]
        return last


def forecast(y: Array, before: Array, after: Array, groups: Sequence[int], draws: int = 4000) -> Forecast:
    """`y` (days) and the columns `before` (days, k) the start, the same columns `after` it. `groups` names, per column, the
    group it enters or leaves with."""
    columns = np.column_stack([before, y])
    processes = noises(columns)
    chosen, evidence = _weighed(processes, groups, len(y))
    weights = np.exp(evidence - evidence.max())
    random = np.random.default_rng(SEED)
    kept = np.argwhere(weights > NEGLIGIBLE * weights.max())
    share: Array = weights[tuple(kept.T)]
    counts = random.multinomial(draws, share / share.sum())
    parts = [
        _Component(processes[noise], columns, chosen[subset]).draws(after, int(count), random)
        for (noise, subset), count in zip(kept, counts, strict=True)
        if count
    ]
    return Forecast(np.concatenate([part.daily for part in parts]), np.concatenate([part.running for part in parts]))


def _weighed(processes: Sequence[Noise], groups: Sequence[int], days: int) -> tuple[Array, Array]:
    """Choices of columns as rows of nought and one, and the log evidence (processes, rows) of each: every choice while
    there are few groups, else those that adding the best group at each step passes."""
    names = sorted(set(groups))
    if len(names) <= MOST_COMPLETE:
        every = np.array(list(product((0.0, 1.0), repeat=len(names)))).reshape(-1, len(names))
        chosen = every[:, [names.index(group) for group in groups]]
        return chosen, _evidence(processes, chosen, days)
    member = np.array([[float(group == name) for group in groups] for name in names])
    rows = [np.zeros((1, len(groups)))]
    found = [_evidence(processes, rows[0], days)]
    outside = list(range(len(names)))
    for _ in range(MOST_COMPLETE):
        current = rows[-1][int(np.argmax(np.logaddexp.reduce(found[-1], axis=0)))]
        outside = [name for name in outside if not (member[name] * current).any()]
        rows.append(current + member[outside])
        found.append(_evidence(processes, rows[-1], days))
    return np.concatenate(rows), np.concatenate(found, axis=1)


def _evidence(processes: Sequence[Noise], chosen: Array, days: int) -> Array:
    return np.array([_log_evidence(noise, chosen, days) for noise in processes])


def _log_evidence(noise: Noise, chosen: Array, days: int) -> Array:
    """log p(y | process, subset) + log prior, up to a constant, for every subset."""
    gram, cross, own = noise.gram[:-1, :-1], noise.gram[:-1, -1], float(noise.gram[-1, -1])
    information = np.diag(gram) / days
    size = gram.shape[0]
    mask = chosen[:, :, None] * chosen[:, None, :]
    precision = mask * (gram + np.diag(information)) + np.eye(size) * (1.0 - chosen)[:, None, :]
    root = np.linalg.cholesky(precision)
    half = np.linalg.solve(root, (chosen * cross)[:, :, None])[:, :, 0]
    left = np.maximum(own - (half**2).sum(axis=1), own * EXACT)
    shrunk = (chosen * np.log(information)).sum(axis=1) - 2 * np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1)
    evidence: Array = noise.log_prior - 0.5 * noise.log_det + 0.5 * shrunk - 0.5 * (days - 1) * np.log(left)
    return evidence


class _Component:
    """One choice of columns under one noise process: the posterior of its coefficients."""

    def __init__(self, noise: Noise, columns: Array, chosen: Array) -> None:
        self.noise, self.columns = noise, columns
        self.inside = np.flatnonzero(chosen)
        gram, cross, own = noise.gram[np.ix_(self.inside, self.inside)], noise.gram[self.inside, -1], noise.gram[-1, -1]
        self.precision = gram + np.diag(np.diag(gram) / len(columns))
        self.found = np.linalg.solve(self.precision, cross)
        self.left = max(float(own - cross @ self.found), float(own) * EXACT)

    def draws(self, after: Array, count: int, random: np.random.Generator) -> Forecast:
        """Draws of the noise's variance, the coefficients and the days."""
        spread = np.sqrt(self.left / random.chisquare(len(self.columns) - 1, count))[:, None]
        days = len(after)
        pull = self.noise.pull(days)
        # What the level's estimate already holds of each coming day.
        known = np.outer(1 - pull, self.noise.level @ self.columns) + np.outer(pull, self.columns[-1])
        moved = after[:, self.inside] - known[:, self.inside]
        mean = known[:, -1] + moved @ self.found
        normal = random.standard_normal((len(self.inside), count))
        off = spread * (np.linalg.solve(np.linalg.cholesky(self.precision).T, normal).T @ moved.T)
        shock = spread * random.standard_normal((count, days))
        sway = spread * random.standard_normal((count, 1))
        return Forecast(
            daily=mean + off + shock * np.sqrt(self.noise.daily_variance(days)),
            running=np.cumsum(mean) + np.cumsum(off, axis=1) + sway * np.sqrt(self.noise.total_variance(days)),
        )
