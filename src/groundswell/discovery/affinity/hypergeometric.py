"""How likely so many are when they are drawn without putting back."""

import numpy as np
from scipy.special import gammaln

from groundswell.discovery.affinity.statistics import Floats, Ints

SMALL = 1e-18  # of the sum so far: what comes after it changes nothing


def chance_of_more(k: Ints, n: int, both: Ints, every: int) -> Floats:
    """P(X ≥ k) where n are drawn without putting back from `every`, of whom `both` follow the account."""
    mean = both * (n / every)
    upper = k > mean
    found = np.ones(len(k))
    if upper.any():
        found[upper] = _tail(k[upper], n, both[upper], every, up=True)
    lower = ~upper & (k > np.maximum(0, n + both - every))
    if lower.any():
        found[lower] = 1 - _tail(k[lower] - 1, n, both[lower], every, up=False)
    return np.clip(found, 0.0, 1.0)


def _tail(k: Ints, n: int, both: Ints, every: int, *, up: bool) -> Floats:
    """The chance of k and beyond, away from the mean: each term is a fraction of the one before."""
    term = np.exp(
        _log_choose(both, k) + _log_choose(every - both, n - k) - _log_choose(np.array([every]), np.array([n]))
    )
    total, live, x = term.copy(), np.arange(len(k)), k.astype(np.float64)
    of, rest = both.astype(np.float64), (every - both - n).astype(np.float64)
    while len(live):
        if up:
            term *= np.maximum(of - x, 0) * np.maximum(n - x, 0) / ((x + 1) * (rest + x + 1))
            x = x + 1
        else:
            term *= x * np.maximum(rest + x, 0) / ((of - x + 1) * (n - x + 1))
            x = x - 1
        total[live] += term
        going = term > SMALL * total[live]
        live, term, x, of, rest = live[going], term[going], x[going], of[going], rest[going]
    return total


def _log_choose(n: Ints, k: Ints) -> Floats:
    found: Floats = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
    return found
