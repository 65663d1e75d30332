"""How much of a person a set engages at most: concave functions of one sum over those chosen whom the person follows.

Both are of all people at once, and hold for every set; which of them is nearer between sets differs by person.
"""

from dataclasses import dataclass

import numpy as np

from groundswell.campaigns.planner.audience import Floats

EXPONENT = 30.0  # stands for a rate of 1: exp(-30) is nobody
SURE = 1 - 1e-12  # the logarithm of what a rate of 1 leaves must be finite
ROUNDING = 1e-9
FREE = 1e-11  # a price below it is none: of all sums that are best then, the least leads on


@dataclass(frozen=True)
class Steps:
    """Of the sum t of rates: 1 - (1 - m)^k (1 - (t - k m)), m the largest rate followed and k = ⌊t / m⌋. Of all sets with
    that sum, one whose rates are as unequal as they can be engages most, because log(1 - rate) is concave. Exact where
    rates are alike, and for two followed. `whole` is the sum of all."""

    largest: Floats
    whole: Floats

    def engaged(self, sums: Floats) -> Floats:
        """The chance, 0 to 1, at these sums."""
        full = np.floor(sums / np.maximum(self.largest, ROUNDING) + ROUNDING)
        chance: Floats = 1 - (1 - self.largest) ** full * (1 - (sums - full * self.largest))
        return chance

    def best(self, price: Floats) -> Floats:
        """The sums at which chance - price × sum is largest; prices from 0 to 1."""
        full = np.ceil(np.log(np.maximum(price, FREE)) / np.log1p(-np.clip(self.largest, ROUNDING, SURE)))
        return np.minimum(np.maximum(full, 0.0) * self.largest, self.whole)


@dataclass(frozen=True)
class Curve:
    """Of the sum of -log(1 - rate): 1 - exp(-sum), exact at every set."""

    whole: Floats

    def engaged(self, sums: Floats) -> Floats:
        return -np.expm1(-sums)

    def best(self, price: Floats) -> Floats:
        return np.minimum(np.maximum(-np.log(np.maximum(price, FREE)), 0.0), self.whole)


def exponents(rate: Floats) -> Floats:
    """-log(1 - rate), a rate of 1 standing at `EXPONENT`."""
    with np.errstate(divide="ignore"):
        return np.minimum(-np.log1p(-rate), EXPONENT)
