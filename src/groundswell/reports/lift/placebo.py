"""Placebos in time: the question put to stretches in which nothing happened."""

import math
from dataclasses import dataclass

import numpy as np

from groundswell.reports.lift.ahead import BAND, ahead
from groundswell.reports.lift.series import LEAST_BEFORE, Series

ALARMS = 0.05
MOST_PLACEBOS, PLACEBO_DRAWS = 8, 1000


@dataclass(frozen=True, slots=True)
class Placebo:
    """Stretches before the start, treated as if they were the campaign; an alarm is an interval without nought."""

    runs: int
    false_alarms: int

    @property
    def too_many(self) -> bool:
        """More alarms than one set of runs in twenty would give by chance."""
        tail = sum(
            math.comb(self.runs, k) * ALARMS**k * (1 - ALARMS) ** (self.runs - k)
            for k in range(self.false_alarms, self.runs + 1)
        )
        return self.false_alarms > 0 and tail < ALARMS


def placebos(series: Series, before: int, days: int) -> Placebo:
    """Up to eight stretches of the campaign's length before its start, not overlapping, each judged by the days before it."""
    least = max(LEAST_BEFORE, days)
    spacing = max(days, (before - least) // MOST_PLACEBOS)
    latest_first = range(before - days, least - 1, -spacing)
    starts = [start for start in latest_first[:MOST_PLACEBOS] if np.ptp(series.y[:start]) > 0]
    alarms = 0
    for start in starts:
        end = start + days
        found = ahead(series.y[:start], series.controls[:end], start, days, PLACEBO_DRAWS)
        low, high = np.quantile(found.total, BAND)
        alarms += not low <= series.y[start:end].sum() <= high
    return Placebo(len(starts), alarms)
