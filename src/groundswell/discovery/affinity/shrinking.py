"""Shrunken lifts (DuMouchel 1999): counts are Poisson around lift × expectation, lifts come from a mixture of two gamma
distributions fitted to all accounts together."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import digamma, expit, gammaln

Floats = NDArray[np.float64]
START = np.array([np.log(0.3), np.log(4.0), np.log(0.1), np.log(4.0), -1.0])  # few lie wide, most near 1
BOUNDS = [(-7.0, 3.0)] * 2 + [(-9.0, 6.0)] * 2 + [(-6.0, 6.0)]  # no shape above 20: lifts are never nearly one number
SAMPLE = 1_500  # kinds of accounts the mixture is fitted to
STEPS = 60


@dataclass(frozen=True)
class Prior:
    """share × Gamma(shape 1, rate 1) + (1 - share) × Gamma(shape 2, rate 2)."""

    shape: tuple[float, float]
    rate: tuple[float, float]
    share: float


def fit_prior(observed: Floats, expected: Floats, times: Floats) -> Prior:
    """By maximum likelihood; `times` says how many accounts share each pair of counts."""
    if len(observed) > SAMPLE:
        keep = np.argsort(-times, kind="stable")[: SAMPLE // 2]
        rest = np.setdiff1d(np.arange(len(observed)), keep)
        some = rest[:: max(1, len(rest) // (SAMPLE // 2))]
        weights = np.concatenate((times[keep], times[some] * (times[rest].sum() / max(times[some].sum(), 1.0))))
        chosen = np.concatenate((keep, some))
        observed, expected, times = observed[chosen], expected[chosen], weights

    total = times.sum()

    def cost(at: Floats) -> tuple[float, Floats]:
        prior = _prior(at)
        one, two = log_chances(prior, observed, expected)
        one, two = one + np.log(prior.share), two + np.log1p(-prior.share)
        both = np.logaddexp(one, two)
        of_one = np.exp(one - both)
        slopes = [_slopes(a, b, observed, expected) for a, b in zip(prior.shape, prior.rate, strict=True)]
        shapes, rates = zip(*slopes, strict=True)
        parts = (of_one, 1 - of_one)
        each = [part * slope for some in (shapes, rates) for part, slope in zip(parts, some, strict=True)]
        slope = np.array([float((times * one).sum()) for one in (*each, of_one - prior.share)])
        return float(-(times * both).sum() / total), -slope / total

    found = minimize(cost, START, jac=True, method="L-BFGS-B", bounds=BOUNDS, options={"maxiter": STEPS})
    return _prior(found.x)


def _slopes(shape: float, rate: float, observed: Floats, expected: Floats) -> tuple[Floats, Floats]:
    """Of a component's log chance, by the logarithms of its shape and its rate."""
    by_shape = _of_counts(digamma, observed, shape) - digamma(shape) + np.log(rate / (rate + expected))
    return shape * by_shape, (shape * expected - rate * observed) / (rate + expected)


def _prior(at: Floats) -> Prior:
    shape, rate = np.exp(at[:2]), np.exp(at[2:4])
    return Prior((float(shape[0]), float(shape[1])), (float(rate[0]), float(rate[1])), float(expit(at[4])))


def log_chances(prior: Prior, observed: Floats, expected: Floats) -> tuple[Floats, Floats]:
    """By component, the log chance of the count: negative binomial."""
    one, two = (
        _of_counts(gammaln, observed, a) - gammaln(a) - _of_counts(gammaln, observed, 1.0)
        + a * np.log(b / (b + expected)) + observed * np.log(np.maximum(expected, 1e-300) / (b + expected))
        for a, b in zip(prior.shape, prior.rate, strict=True)
    )  # fmt: skip
    return one, two


def _of_counts(function: Callable[[Floats], Floats], observed: Floats, more: float) -> Floats:
    """`function` of `observed` + `more`: few counts differ, and these functions cost more than all else."""
    counts, place = np.unique(observed, return_inverse=True)
    found: Floats = function(counts + more)[place]
    return found
