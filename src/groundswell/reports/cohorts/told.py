"""What the report says of customers: cohorts, payback, and what stands outside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from groundswell.kit.estimates import Estimate
from groundswell.reports.cohorts.payback import Payback
from groundswell.reports.cohorts.rules import HORIZONS, Cohort, Worth

METHOD = (
    "A customer belongs to the month (UTC) of their first order owed to a creator; every later order of theirs counts for them, "
    "whoever it is owed to. Orders that name no buyer belong to nobody and are counted apart.",
    "Repeat rate: the share who ordered again, with Wilson's 95 % interval. Money per customer: the mean over all of the "
    "cohort, the first order in it, with Student's 95 % t interval; the margin is taken as exactly known.",
    "“Not yet”: the month's last possible customer has not been known for so many days.",
    "Paid back: the first day from which on the cumulative contribution never lay below all that was spent.",
)


@dataclass(frozen=True, kw_only=True)
class Customers:
    """`anonymous` orders owed to creators name no buyer; `without_rate` orders of the customers have no exchange rate: they
    count as orders and bring no money here. `owed` pays back by orders owed to creators, `followed` by the later orders of
    these customers as well."""

    cohorts: Sequence[Cohort]
    anonymous: int
    without_rate: int
    owed: Payback
    followed: Payback

    def as_dict(self) -> dict[str, Any]:
        return {
            "cohorts": [cohort_dict(one) for one in self.cohorts],
            "orders_of_unknown_buyers": self.anonymous,
            "orders_without_rate": self.without_rate,
            "payback": payback_dict(self.owed),
            "payback_with_later_orders": payback_dict(self.followed),
        }


def cohort_dict(cohort: Cohort) -> dict[str, Any]:
    told = zip(HORIZONS, cohort.worths, strict=True)
    return {
        "month": cohort.key,
        "customers": cohort.size,
        "bought_before": cohort.before,
        "after": {str(days): None if one is None else worth_dict(one) for days, one in told},
    }


def worth_dict(worth: Worth) -> dict[str, Any]:
    return {
        "came_back": worth.came_back,
        "repeat_rate": rounded(worth.repeat, 4),
        "net_revenue": float(worth.net),
        "net_revenue_per_customer": rounded(worth.revenue, 2),
        "contribution_per_customer": None if worth.contribution is None else rounded(worth.contribution, 2),
    }


def rounded(estimate: Estimate, digits: int) -> dict[str, Any]:
    ends = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    return {name: None if end is None else round(end, digits) for name, end in ends.items()}


def payback_dict(payback: Payback) -> dict[str, Any]:
    return {
        "spend": float(payback.spend),
        "day": payback.day.isoformat() if payback.day else None,
        "days": payback.days,
        "missing": None if payback.missing is None else float(payback.missing),
        "reason": payback.why_not or None,
    }
