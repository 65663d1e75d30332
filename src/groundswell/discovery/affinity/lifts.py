"""What is known of each lift after its counts."""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, expit, gammainc

from groundswell.discovery.affinity.shrinking import Floats, Prior, log_chances

HALVINGS = 45


@dataclass(frozen=True)
class Posterior:
    """What is known of each lift after its counts."""

    prior: Prior
    observed: Floats
    expected: Floats
    share: Floats

    def mean(self) -> Floats:
        """The geometric mean (EBGM)."""
        parts = [
            digamma(a + self.observed) - np.log(b + self.expected)
            for a, b in zip(self.prior.shape, self.prior.rate, strict=True)
        ]
        found: Floats = np.exp(self.share * parts[0] + (1 - self.share) * parts[1])
        return found

    def quantile(self, level: float) -> Floats:
        """The lift below which it lies with the chance `level`: .05 gives EB05."""
        low, high = np.full(len(self.observed), -25.0), np.full(len(self.observed), 25.0)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            below = self._below(np.exp(middle)) < level
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        found: Floats = np.exp((low + high) / 2)
        return found

    def _below(self, lift: Floats) -> Floats:
        one, two = (
            gammainc(a + self.observed, (b + self.expected) * lift)
            for a, b in zip(self.prior.shape, self.prior.rate, strict=True)
        )
        found: Floats = self.share * one + (1 - self.share) * two
        return found


def posterior(prior: Prior, observed: Floats, expected: Floats) -> Posterior:
    """What the counts say of each lift."""
    one, two = log_chances(prior, observed, expected)
    odds = np.log(prior.share) + one - np.log1p(-prior.share) - two
    return Posterior(prior, observed, expected, expit(odds))
