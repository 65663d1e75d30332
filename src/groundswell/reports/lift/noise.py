"""What a daily series does of its own accord: a drifting level, or noise that remembers the day before.

Either has one parameter besides the size of the noise, and it is taken over a grid, so that nothing is sampled and
nothing has to converge. Variances are in units of the noise's variance.

local level     y = level + noise, the level a random walk whose daily step has the variance `step`². Differenced, its
                covariance is diagonal in sine waves whatever the step (they are the eigenvectors of the second
                difference), so that the whole grid costs one transform. Durbin and Koopman (2012), ch. 2.
autoregression  y = constant + noise, noise = `memory` x yesterday's + shock. Whitened as by Prais and Winsten (1954).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

STEPS = np.geomspace(0.002, 2.0, 24)
MEMORY = np.linspace(0.0, 0.95, 20)
USUAL_STEP, STEP_SPREAD = 0.07, 1.3  # log-normal: the level's step is small unless the data say otherwise
DRIFTING = 0.65  # prior share of the local levels


@dataclass(frozen=True, slots=True)
class Noise:
    """One noise process and what it makes of the columns (days, k): `gram` = columns' V^-1 columns with the level
    integrated out (flat prior), `log_det` of V likewise; the level now is `level` (days) times the column, give or take
    `level_variance`."""

    gram: Array
    log_det: float
    log_prior: float
    level: Array
    level_variance: float
    step: float = 0.0
    memory: float = 0.0

    def pull(self, days: int) -> Array:
        """How much of the last day's distance from the level is left, day by day."""
        left: Array = np.power(self.memory, np.arange(1, days + 1, dtype=np.float64))
        return left

    def daily_variance(self, days: int) -> Array:
        """Of each coming day, the columns' coefficients being known."""
        ahead = np.arange(1, days + 1, dtype=np.float64)
        if self.memory:
            left = self.pull(days)
            again: Array = (1 - left) ** 2 * self.level_variance + (1 - left**2) / (1 - self.memory**2)
            return again
        drifted: Array = self.level_variance + self.step**2 * ahead + 1.0
        return drifted

    def total_variance(self, days: int) -> Array:
        """Of the sum up to each coming day."""
        ahead = np.arange(1, days + 1, dtype=np.float64)
        if self.memory:
            left = self.pull(days)
            shocks: Array = np.cumsum(((1 - left) / (1 - self.memory)) ** 2)
            return shocks + self.level_variance * np.cumsum(1 - left) ** 2
        drifted: Array = ahead**2 * self.level_variance + self.step**2 * np.cumsum(ahead**2) + ahead
        return drifted


def noises(columns: Array) -> list[Noise]:
    """Every process of the grid, over the same columns."""
    return [*_local_levels(columns), *(_autoregression(columns, float(memory)) for memory in MEMORY)]


def _local_levels(columns: Array) -> list[Noise]:
    days = len(columns)
    waves = sines(np.diff(columns, axis=0))
    curve = 2.0 - 2.0 * np.cos(np.pi * np.arange(1, days) / days)
    gains = _gains(days)
    prior = -0.5 * (np.log(STEPS / USUAL_STEP) / STEP_SPREAD) ** 2
    prior += np.log(DRIFTING / np.exp(prior).sum())
    found = []
    for step, log_prior, gain in zip(STEPS, prior, gains.T, strict=True):
        spread = step**2 + curve
        kept = np.append(np.cumprod((1.0 - gain)[:0:-1])[::-1], 1.0)
        found.append(
            Noise(
                gram=(waves / spread[:, None]).T @ waves,
                log_det=float(np.log(spread).sum()),
                log_prior=float(log_prior),
                level=gain * kept,
                level_variance=float(gain[-1]),
                step=float(step),
            )
        )
    return found


def _gains(days: int) -> Array:
    """Kalman's gain of each day and step (days, steps); the first level is unknown. It is the level's variance, too."""
    gains = np.ones((days, len(STEPS)))
    for day in range(1, days):
        known = gains[day - 1] + STEPS**2
        gains[day] = known / (known + 1.0)
    return gains


def _autoregression(columns: Array, memory: float) -> Noise:
    first = np.sqrt(1.0 - memory**2)
    white = np.concatenate([columns[:1] * first, columns[1:] - memory * columns[:-1]])
    ones = np.full(len(columns), 1.0 - memory)
    ones[0] = first
    mass = float(ones @ ones)
    level = np.append(first * ones[0], ones[1:])
    level[:-1] -= memory * ones[1:]
    centred = white - np.outer(ones, ones @ white) / mass
    return Noise(
        gram=centred.T @ centred,
        log_det=float(np.log(mass) - np.log(1.0 - memory**2)),
        log_prior=float(np.log((1.0 - DRIFTING) / len(MEMORY))),
        level=level / mass,
        level_variance=1.0 / mass,
        memory=memory,
    )


def sines(columns: Array) -> Array:
    """The orthonormal discrete sine transform (type I) of each column, by the FFT of its odd extension."""
    size = len(columns) + 1
    zero = np.zeros((1, columns.shape[1]))
    odd = np.concatenate([zero, columns, zero, -columns[::-1]])
    result: Array = np.fft.rfft(odd, axis=0).imag[1:size] * -np.sqrt(0.5 / size)
    return result
