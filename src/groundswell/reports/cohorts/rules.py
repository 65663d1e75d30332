"""Customers by the month of their first order owed to a creator. Pure.

Share who came back: Wilson's 95 % score interval. Money per customer: the mean over all customers of the cohort, those who
never came back among them, with Student's 95 % t interval. A cohort is told for a horizon once its youngest possible member,
who bought at the end of the month, has been known so long.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from groundswell.creators.audience.intervals import wilson
from groundswell.kit.estimates import Estimate, mean_estimate
from groundswell.kit.money import ZERO, cents

HORIZONS = (30, 60, 90, 180, 365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """One order in the report's currency; its `customer` is empty where nobody is named; `net` is None without an exchange rate. `counts_first`: owed to
    a creator within what the report is of, so that it can begin a customer's time."""

    pk: int
    customer: str
    at: datetime
    net: Decimal | None
    owed: bool
    counts_first: bool


@dataclass(frozen=True, kw_only=True)
class Customer:
    """The first order owed to a creator and every one after it, the oldest first; `before`: had bought before."""

    orders: Sequence[Purchase]
    before: bool

    def within(self, days: int) -> list[Purchase]:
        """Orders up to `days` x 24 hours after the first, which is among them."""
        end = self.orders[0].at + timedelta(days=days)
        return [one for one in self.orders if one.at <= end]


@dataclass(frozen=True, kw_only=True)
class Worth:
    """What a cohort had done after `days`: `net` is the sum, the estimates are per customer."""

    days: int
    came_back: int
    repeat: Estimate
    net: Decimal
    revenue: Estimate
    contribution: Estimate | None


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """`worths` stands in the order of HORIZONS; None: not yet."""

    month: date
    customers: Sequence[Customer]
    worths: Sequence[Worth | None]

    @property
    def key(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def size(self) -> int:
        return len(self.customers)

    @property
    def told(self) -> list[Worth]:
        return [one for one in self.worths if one is not None]

    @property
    def waiting(self) -> tuple[int, ...]:
        """The horizons it is not yet old enough for."""
        return HORIZONS[len(self.told) :]

    @cached_property
    def before(self) -> int:
        """How many had bought before, so that a creator did not win them."""
        return sum(one.before for one in self.customers)


def cohorts_of(purchases: Sequence[Purchase], *, margin: Decimal | None, as_of: datetime) -> list[Cohort]:
    """The oldest month first; months are UTC's."""
    whose: defaultdict[str, list[Purchase]] = defaultdict(list)
    for one in sorted(purchases, key=lambda one: (one.at, one.pk)):
        if one.customer:
            whose[one.customer].append(one)
    months: defaultdict[date, list[Customer]] = defaultdict(list)
    for orders in whose.values():
        first = next((place for place, one in enumerate(orders) if one.owed), None)
        if first is not None and orders[first].counts_first:
            month = orders[first].at.astimezone(UTC).date().replace(day=1)
            months[month].append(Customer(orders=orders[first:], before=first > 0))
    return [
        Cohort(
            month=month,
            customers=members,
            worths=[
                worth(members, days, margin) if month_end(month) + timedelta(days=days) <= as_of else None
                for days in HORIZONS
            ],
        )
        for month, members in sorted(months.items())
    ]


def month_end(month: date) -> datetime:
    following = (month + timedelta(days=31)).replace(day=1)
    return datetime(following.year, following.month, 1, tzinfo=UTC)


def worth(customers: Sequence[Customer], days: int, margin: Decimal | None) -> Worth:
    bought = [one.within(days) for one in customers]
    nets = [sum((order.net for order in orders if order.net is not None), ZERO) for orders in bought]
    came_back = sum(len(orders) > 1 for orders in bought)
    low, high = wilson(came_back, len(customers))
    revenue = mean_estimate([float(net) for net in nets])
    if revenue is None:
        raise ValueError("a cohort has at least one customer")
    repeat = Estimate(came_back / len(customers), low, high, len(customers))
    return Worth(
        days=days, came_back=came_back, repeat=repeat, net=cents(sum(nets, ZERO)), revenue=revenue,
        contribution=None if margin is None else times(revenue, float(margin)),
    )  # fmt: skip


def times(estimate: Estimate, share: float) -> Estimate:
    """The margin is taken as exactly known."""
    low, high = (None if end is None else end * share for end in (estimate.low, estimate.high))
    return Estimate(estimate.value * share, low, high, estimate.sample)
