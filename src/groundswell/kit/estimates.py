"""Means and medians that say how far they may be off."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median, stdev

# Student's t, 97.5 % quantile, for 1 to 10 degrees of freedom.
_T975 = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval and sample size; low and high are None where the sample cannot tell."""

    value: float
    low: float | None
    high: float | None
    sample: int


def mean_estimate(values: Sequence[float]) -> Estimate | None:
    """The mean of shares or counts with Student's t interval (small skewed samples), cut at nil since
    neither can be negative; no interval for a single value, None for none."""
    if not values:
        return None
    mean = fmean(values)
    if len(values) == 1:
        return Estimate(mean, None, None, 1)
    freedom = len(values) - 1
    half = t975(freedom) * stdev(values) / math.sqrt(len(values))
    return Estimate(mean, max(0.0, mean - half), mean + half, len(values))


def median_estimate(values: Sequence[float]) -> Estimate | None:
    """The median with its distribution-free 95 % interval from order statistics; none below six values,
    where no pair of order statistics covers 95 %."""
    if not values:
        return None
    ordered = sorted(values)
    n = len(ordered)
    if n < 6:
        return Estimate(median(ordered), None, None, n)
    rank = _lower_rank(n)
    return Estimate(median(ordered), ordered[rank], ordered[n - 1 - rank], n)


def _lower_rank(n: int) -> int:
    """The lower order statistic, counted from 0: the number of k with P(Binomial(n, 1/2) <= k) <= 0.025, less one."""
    if n > 1000:  # the normal approximation is off by at most one rank here
        return math.floor(n / 2 - 0.98 * math.sqrt(n)) - 1
    total, k = 0, 0
    while (total := total + math.comb(n, k)) * 40 <= 2**n:
        k += 1
    return k - 1


def t975(freedom: int) -> float:
    """The 97.5 % quantile of Student's t: the table where Cornish and Fisher's series in 1/freedom is rough."""
    if freedom <= len(_T975):
        return _T975[freedom - 1]
    z = 1.959964
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
