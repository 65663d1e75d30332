"""What a creator may cost, from what creators cost before."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np
from scipy.special import stdtrit

from groundswell.kit.money import cents

Source = Literal["quote", "deal", "offer", "model"]
FEWEST = 5  # deals before a model says anything
LEVEL = 0.9  # of the interval: a new price lies in it so often


@dataclass(frozen=True)
class Price:
    """`low` and `high` where it is the model's; `deals` is how many it was learned from."""

    amount: Decimal
    source: Source
    low: Decimal | None = None
    high: Decimal | None = None
    deals: int | None = None


@dataclass(frozen=True)
class PriceModel:
    """log price = level + slope × log followers, by least squares over past deals."""

    level: float
    slope: float
    spread: float
    deals: int
    middle: float
    width: float  # sum of squares of log followers around their mean

    def price_of(self, followers: int) -> Price:
        """The price to expect, with the interval in which a new one lies 90 times out of 100 (Student's t)."""
        at = float(np.log(max(followers, 1)))
        log_price = self.level + self.slope * at
        off = 1 + 1 / self.deals + (at - self.middle) ** 2 / self.width
        reach = float(stdtrit(self.deals - 2, (1 + LEVEL) / 2)) * self.spread * off**0.5
        amount, low, high = (_amount(log_price + by) for by in (0.0, -reach, reach))
        return Price(amount, "model", low, high, self.deals)


def fit_prices(deals: Sequence[tuple[int, Decimal]]) -> PriceModel | None:
    """From (followers, price) of past deals; None with fewer than five that cost something, or all of one size."""
    known = [(followers, price) for followers, price in deals if followers > 0 and price > 0]
    if len(known) < FEWEST:
        return None
    x = np.log([float(followers) for followers, _ in known])
    y = np.log([float(price) for _, price in known])
    width = float(((x - x.mean()) ** 2).sum())
    if width < 1e-6:
        return None
    slope = float(((x - x.mean()) * (y - y.mean())).sum()) / width
    level = float(y.mean()) - slope * float(x.mean())
    spread = float(((y - level - slope * x) ** 2).sum() / (len(known) - 2)) ** 0.5
    return PriceModel(level, slope, spread, len(known), float(x.mean()), width)


def _amount(log_price: float) -> Decimal:
    return cents(Decimal(str(float(np.exp(min(log_price, 25.0))))))
