"""After against before, with an interval. Pure."""

import math
from collections.abc import Sequence
from statistics import fmean, variance
from typing import NamedTuple

from groundswell.kit.estimates import t975
from groundswell.reports.lift.effect import Verdict

LEAST = 3
Z = 1.959964


class Difference(NamedTuple):
    """After less before, with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def verdict(self) -> Verdict:
        if self.low > 0:
            return Verdict.LIFT
        return Verdict.NO_LIFT if self.high < 0 else Verdict.CANNOT_TELL


def means_apart(before: Sequence[float], after: Sequence[float]) -> Difference | None:
    """Welch's interval for two means whose spread may differ; None below three values on either side."""
    if min(len(before), len(after)) < LEAST:
        return None
    parts = [variance(side) / len(side) for side in (before, after)]
    value, spread = fmean(after) - fmean(before), sum(parts)
    if not spread:
        return Difference(value, value, value)
    freedom = spread**2 / sum(part**2 / (len(side) - 1) for part, side in zip(parts, (before, after), strict=True))
    half = t975(max(1, math.floor(freedom + 1e-9))) * math.sqrt(spread)
    return Difference(value, value - half, value + half)


def shares_apart(before: tuple[int, int], after: tuple[int, int]) -> Difference | None:
    """Newcombe's interval (1998, method 10) for two shares, each (part, whole); None where either whole is nought."""
    if not before[1] or not after[1]:
        return None
    (old, old_low, old_high), (new, new_low, new_high) = (_wilson(*side) for side in (before, after))
    value = new - old
    low = value - math.hypot(new - new_low, old_high - old)
    return Difference(value, low, value + math.hypot(new_high - new, old - old_low))


def _wilson(part: int, whole: int) -> tuple[float, float, float]:
    """The share with Wilson's interval."""
    share = part / whole
    middle = (share + Z**2 / (2 * whole)) / (1 + Z**2 / whole)
    half = Z * math.sqrt(share * (1 - share) / whole + Z**2 / (4 * whole**2)) / (1 + Z**2 / whole)
    return share, middle - half, middle + half
