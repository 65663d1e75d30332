"""Whom customers follow more than others do."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from groundswell.discovery.affinity.answer import Affinity, Counts, Ints, Ranking
from groundswell.discovery.affinity.hypergeometric import chance_of_more
from groundswell.discovery.affinity.lifts import posterior
from groundswell.discovery.affinity.shrinking import fit_prior
from groundswell.discovery.affinity.statistics import log_odds, q_values, signed_g2
from groundswell.kit.errors import BadInput

View = Literal["over-represented", "popular", "exclusive"]
VIEWS: tuple[View, ...] = get_args(View)
SHOWN = 1_000
FIRST = 5_000  # of the "exclusive" view: the best by signed G², whose intervals are worked out


def rank(counts: Counts, view: str = "over-represented", limit: int = SHOWN) -> Ranking:
    """The accounts that customers follow, best first: by signed G², or by count ("popular"), or by the lower end of the
    shrunken lift ("exclusive"). Accounts with equal counts are worked out once. `BadInput` without customers or others."""
    check_view(view)
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
    order = _order(counts, g2[kind], view, max(limit, FIRST if view == "exclusive" else 0))
    kinds, back = np.unique(kind[order], return_inverse=True)
    few = posterior(prior, k[kinds].astype(np.float64), expected[kinds])
    low, high = few.quantile(0.05)[back], few.quantile(0.95)[back]
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


def check_view(view: str) -> None:
    """`BadInput` for a view that there is not."""
    if view not in VIEWS:
        raise BadInput(f"There is no view “{view}”.", where="view", cure=f"One of {', '.join(VIEWS)}.")


def _kinds(by_customers: Ints, by_others: Ints, size: int) -> tuple[Ints, Ints, Ints, Ints]:
    """The pairs of counts that occur, each account's, and how many accounts have each."""
    found, kind, times = np.unique(by_customers * (size + 1) + by_others, return_inverse=True, return_counts=True)
    return found // (size + 1), found % (size + 1), kind, times


def _order(counts: Counts, g2: NDArray[np.float64], view: str, most: int) -> Ints:
    """The first `most` accounts that customers follow, best first; equals by name."""
    followed = np.flatnonzero(counts.by_customers > 0)
    first, second = (counts.by_customers, g2) if view == "popular" else (g2, counts.by_customers)
    if len(followed) > most > 0:  # to sort all of them would take longer than all else
        followed = followed[first[followed] >= -np.partition(-first[followed], most - 1)[most - 1]]
    ranked = followed[np.lexsort((-second[followed], -first[followed]))]
    if len(ranked) > most:
        last = ranked[most - 1]
        ranked = ranked[
            : most + int(((first[ranked[most:]] == first[last]) & (second[ranked[most:]] == second[last])).sum())
        ]
    named = sorted(ranked.tolist(), key=lambda at: (-first[at], -second[at], counts.accounts[at]))
    return np.array(named[:most], dtype=np.int64)
