"""Counts in, a ranking out."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
SURE = 0.05  # the false discovery rate below which an account counts as followed more


@dataclass(frozen=True)
class Counts:
    """By account, how many of `customers` customers and of the `base` follow it. Customers who are in the base too are
    told apart: `doubly` says how many there are and `by_doubly` how many of them follow the account."""

    accounts: Sequence[str]
    by_customers: Ints
    by_base: Ints
    customers: int
    base: int
    by_doubly: Ints | None = None
    doubly: int = 0

    def others(self) -> tuple[Ints, int]:
        """Those of the base who are no customers; all of it where there are no others."""
        if self.by_doubly is None or self.doubly >= self.base:
            return self.by_base, self.base
        return self.by_base - self.by_doubly, self.base - self.doubly


@dataclass(frozen=True)
class Affinity:
    """One account. `lift` is the shrunken one (EBGM), within `lift_low` and `lift_high` with 90 %; `z` the signed root of
    G² against those of the base who are no customers, by which the list is ordered; `q_value` the false discovery rate.
    `customers` and `base` are counts."""

    account: str
    customers: int
    base: int
    customer_share: float
    base_share: float
    lift: float
    lift_low: float
    lift_high: float
    log_odds: float
    z: float
    q_value: float

    @property
    def sure(self) -> bool:
        return self.z > 0 and self.q_value <= SURE


@dataclass(frozen=True)
class Ranking:
    """`customers` and `base` say how many people were asked; `found` how many accounts customers follow."""

    results: list[Affinity]
    customers: int
    base: int
    found: int

    def as_dict(self) -> dict[str, Any]:
        """The shape promised to scripts."""
        results = [asdict(one) for one in self.results]
        return {"results": results, "customers": self.customers, "base": self.base}
