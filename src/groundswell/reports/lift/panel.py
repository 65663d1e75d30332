"""One region with the campaign against regions without it: difference in differences, synthetic control, and both at once.

Synthetic difference in differences as in Arkhangelsky, Athey, Hirshberg, Imbens and Wager, American Economic Review 111
(2021), algorithm 1, weights by Frank and Wolfe's steps with the reference implementation's settings; synthetic control as
in Abadie, Diamond and Hainmueller (2010) in the same form. The spread comes from placebos in space: each region without
the campaign is treated as if it had one.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from groundswell.kit.errors import BadInput
from groundswell.reports.lift.noise import Array
from groundswell.reports.lift.series import Series

LEAST_REGIONS = 2
MOST_STEPS, FIRST_STEPS = 10_000, 100
TINY = 1e-6
Z95 = 1.959964
METHODS = ("synthetic difference in differences", "synthetic control", "difference in differences")


@dataclass(frozen=True, slots=True)
class RegionEffect:
    """Per period in the treated region; `low` and `high` from the placebos' spread, None with fewer than three of them.
    `p`: the share of regions, itself included, whose effect is at least as large. `fits`: a start set in the last third of
    the time before finds nothing beyond the interval's half-width; None where there is no interval."""

    method: str
    per_period: float
    low: float | None
    high: float | None
    p: float
    runs: int
    fits: bool | None

    def as_dict(self) -> dict[str, Any]:
        return {
            "method": self.method,
            "per_day": self.per_period,
            "low": self.low,
            "high": self.high,
            "p": self.p,
            "runs": self.runs,
            "fits_before": self.fits,
        }


def regions_of(series: Series, before: int) -> list[RegionEffect]:
    """The effect a day by every method, the controls of a series being regions without the campaign, in its unit."""
    if series.controls.shape[1] < LEAST_REGIONS:
        raise BadInput(
            f"{series.controls.shape[1]} regions without the campaign are too few; {LEAST_REGIONS} are the least.",
            where="line 1",
            cure="Give one column a region, in the unit of y.",
        )
    return region_effects(series.controls.T, series.y, before)


def region_effects(others: Array, treated: Array, before: int) -> list[RegionEffect]:
    """The effect on `treated` (periods) from period `before` on, by three methods; `others` (regions, periods)."""
    return [_with_placebos(method, others, treated, before) for method in METHODS]


def effect_by(method: str, others: Array, treated: Array, before: int) -> float:
    """The mean effect per period by one of METHODS."""
    after = others.shape[1] - before
    regions, periods = _weights(method, others, treated, before)
    table = np.vstack([others, treated])
    contrast = np.append(-regions, 1.0) @ table
    return float(contrast @ np.concatenate([-periods, np.full(after, 1.0 / after)]))


def _weights(method: str, others: Array, treated: Array, before: int) -> tuple[Array, Array]:
    """Weights of the regions and of the periods before."""
    count = len(others)
    if method == "difference in differences":
        return np.full(count, 1.0 / count), np.full(before, 1.0 / before)
    noise = float(np.diff(others[:, :before], axis=1).std(ddof=1))
    stop = 1e-5 * noise
    target = np.column_stack([others[:, :before].T, treated[:before]])
    if method == "synthetic control":
        return _simplex(target, TINY * noise, stop, centred=False), np.zeros(before)
    after = others.shape[1] - before
    late = np.column_stack([others[:, :before], others[:, before:].mean(axis=1)])
    return _simplex(target, after**0.25 * noise, stop), _simplex(late, TINY * noise, stop)


def _simplex(table: Array, ridge: float, stop: float, *, centred: bool = True) -> Array:
    """Weights, none negative and one in sum, of all columns but the last that come nearest to the last: a few steps, the
    smallest weights dropped, then on until nothing is gained."""
    if centred:
        table = table - table.mean(axis=0)
    size = table.shape[1] - 1
    weights = _frank_wolfe(table, np.full(size, 1.0 / size), ridge, stop, FIRST_STEPS)
    weights = np.where(weights > weights.max() / 4, weights, 0.0)
    return _frank_wolfe(table, weights / weights.sum(), ridge, stop, MOST_STEPS)


def _frank_wolfe(table: Array, weights: Array, ridge: float, stop: float, steps: int) -> Array:
    known, goal, rows = table[:, :-1], table[:, -1], len(table)
    penalty = rows * ridge**2
    error = known @ weights - goal
    last = np.inf
    for _ in range(steps):
        slope = error @ known + penalty * weights
        best = int(slope.argmin())
        move = -weights
        move[best] += 1.0
        change = known @ move
        curve = float(change @ change + penalty * (move @ move))
        if curve <= 0:
            break
        size = min(1.0, max(0.0, float(-(slope @ move)) / curve))
        weights = weights + size * move
        error = error + size * change
        value = ridge**2 * float(weights @ weights) + float(error @ error) / rows
        if last - value <= stop**2:
            break
        last = value
    return weights


def _with_placebos(method: str, others: Array, treated: Array, before: int) -> RegionEffect:
    found = effect_by(method, others, treated, before)
    spread = [effect_by(method, np.delete(others, i, axis=0), others[i], before) for i in range(len(others))]
    half = Z95 * float(np.std(spread, ddof=1)) if len(spread) > 2 else None
    early = effect_by(method, others[:, :before], treated[:before], before * 2 // 3)
    larger = sum(abs(effect) >= abs(found) for effect in spread)
    return RegionEffect(
        method=method,
        per_period=found,
        low=None if half is None else found - half,
        high=None if half is None else found + half,
        p=(1 + larger) / (1 + len(spread)),
        runs=len(spread),
        fits=None if half is None else abs(early) <= half,
    )
