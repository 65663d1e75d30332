"""Tests of one account: k of n customers follow it, K of N others do."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def signed_g2(k: Ints, n: int | Ints, base: Ints, size: int | Ints) -> Floats:
    """The log-likelihood ratio of two shares against one (Dunning 1993), negative where customers follow it less."""
    both, every = k + base, n + size
    found = np.zeros(len(k))
    for part, whole in ((k, n), (base, size)):
        for count, total in ((part, both), (whole - part, every - both)):
            expected = total * (whole / every)
            found += xlogy(count, np.divide(count, expected, out=np.ones(len(k)), where=expected > 0))
    signed: Floats = np.copysign(2 * np.maximum(found, 0.0), k * size - base * n)
    return signed


def log_odds(k: Ints, n: int, base: Ints, size: int) -> Floats:
    """The log of the odds ratio, a half added to each count so that none is infinite (Haldane, Anscombe)."""
    found: Floats = np.log((k + 0.5) / (n - k + 0.5)) - np.log((base + 0.5) / (size - base + 0.5))
    return found


def q_values(p: Floats, times: Ints) -> Floats:
    """Benjamini and Hochberg's: the least false discovery rate at which the test passes. `times` says how many accounts
    share each p."""
    order = np.argsort(p, kind="stable")
    rank = np.cumsum(times[order])
    steps = p[order] * rank[-1] / rank if len(p) else p
    found = np.empty(len(p))
    found[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return found
