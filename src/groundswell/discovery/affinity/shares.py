"""Shares of two crowds and how many times larger the one is."""

from dataclasses import dataclass
from math import exp, log, sqrt

from groundswell.creators.audience.intervals import Z95, wilson


@dataclass(frozen=True, slots=True)
class Estimate:
    """With its 95 % interval."""

    value: float
    low: float
    high: float


def share_of(count: float, sample: float) -> Estimate:
    """Wilson's interval; `count` of a weighted sample need not be whole."""
    low, high = wilson(count, sample)
    return Estimate(count / sample if sample else 0.0, low, high)


def times_of(count: float, sample: float, base: float, size: float) -> Estimate:
    """How many times as large the first share is: the ratio on its logarithm (Katz 1978), a half added to each count so that
    none is infinite."""
    one, two = (count + 0.5) / (sample + 0.5), (base + 0.5) / (size + 0.5)
    spread = Z95 * sqrt(max(1 / (count + 0.5) - 1 / (sample + 0.5) + 1 / (base + 0.5) - 1 / (size + 0.5), 0.0))
    middle = log(one / two)
    return Estimate(exp(middle), exp(middle - spread), exp(middle + spread))
