"""Whom customers follow more than others do."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from groundswell.discovery.affinity.shrinking import fit_prior, posterior
from groundswell.discovery.affinity.statistics import chance_of_more, log_odds, q_values, signed_g2
from groundswell.kit.errors import BadInput

Ints = NDArray[np.int64]
View = Literal["over-represented", "popular", "exclusive"]
VIEWS: tuple[View, ...] = get_args(View)
SURE = 0.05  # the false discovery rate below which an account counts as followed more
SHOWN = 1_000
FIRST = 5_000  # of the "exclusive" view: the best by signed G², whose intervals are worked out


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


def rank(counts: Counts, view: str = "over-represented", limit: int = SHOWN) -> Ranking:
    """The accounts that customers follow, best first: by signed G², or by count ("popular"), or by the lower end of the
    shrunken lift ("exclusive"). Accounts with equal counts are worked out once. `BadInput` without customers or others."""
    if view not in VIEWS:
        raise BadInput(f"There is no view “{view}”.", where="view", cure=f"One of {', '.join(VIEWS)}.")
    if counts.customers == 0 or counts.base == 0:
        who = "customers" if counts.customers == 0 else "others to compare them with"
        raise BadInput(f"There are no {who}.", where="customers" if counts.customers == 0 else "base")
    by_others, size = counts.others()
    k, base, kind, times = _kinds(counts.by_customers, by_others, size)
    n = counts.customers
    g2 = signed_g2(k, n, base, size)
    q = q_values(chance_of_more(k, n, k + base, n + size), times)
    expected = n * (base + 0.5) / (size + 1)
    prior = fit_prior(k.astype(np.float64), expected, times.astype(np.float64))
    lifts = posterior(prior, k.astype(np.float64), expected)
    order = _order(counts, g2[kind], view)
    kinds, back = np.unique(kind[order[: max(limit, FIRST if view == "exclusive" else 0)]], return_inverse=True)
    few = posterior(prior, k[kinds].astype(np.float64), expected[kinds])
    low, high = few.quantile(0.05)[back], few.quantile(0.95)[back]
    order = order[: len(back)]
    if view == "exclusive":
        by_low = np.argsort(-low, kind="stable")
        order, low, high = order[by_low], low[by_low], high[by_low]
    lift, odds = lifts.mean(), log_odds(k, n, base, size)
    results = [
        Affinity(
            account=counts.accounts[at], customers=int(k[one]), base=int(counts.by_base[at]), customer_share=int(k[one]) / n,
            base_share=int(counts.by_base[at]) / counts.base, lift=float(lift[one]), lift_low=float(low[place]),
            lift_high=float(high[place]), log_odds=float(odds[one]),
            z=float(np.copysign(np.sqrt(abs(g2[one])), g2[one])), q_value=float(q[one]),
        )
        for place, at in enumerate(order[:limit]) if (one := kind[at]) >= 0
    ]  # fmt: skip
    return Ranking(results, n, counts.base, int((counts.by_customers > 0).sum()))


def _kinds(by_customers: Ints, by_others: Ints, size: int) -> tuple[Ints, Ints, Ints, Ints]:
    """The pairs of counts that occur, each account's, and how many accounts have each."""
    found, kind, times = np.unique(by_customers * (size + 1) + by_others, return_inverse=True, return_counts=True)
    return found // (size + 1), found % (size + 1), kind, times


def _order(counts: Counts, g2: NDArray[np.float64], view: str) -> Ints:
    """The accounts that customers follow, best first; equals by name."""
    followed = np.flatnonzero(counts.by_customers > 0)
    names = np.argsort(
        np.argsort(np.array([counts.accounts[int(at)] for at in followed], dtype=np.str_), kind="stable")
    )
    more, most = (counts.by_customers, g2) if view == "popular" else (g2, counts.by_customers)
    return followed[np.lexsort((names, -most[followed], -more[followed]))]
