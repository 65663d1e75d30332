"""Exchange rates by day: found or not found, never guessed.

A rate says how much of `currency` one unit of `base` was. Between two currencies it is taken as it stands, turned round, or
over a base that knows both on the same day. On days without rates (weekends, holidays) the last one before holds, for a week.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from groundswell.kit.money import cents

STALE_AFTER = timedelta(days=7)
ONE = Decimal(1)


class DatedRate(NamedTuple):
    """One unit of `base` was `rate` of `currency` on that day, says `source`."""

    day: date
    base: str
    currency: str
    rate: Decimal
    source: str = ""


class Conversion(NamedTuple):
    """Multiply by `rate`; `day` is the day the rate is of, `source` who published it."""

    rate: Decimal
    day: date
    source: str = ""


class RateTable:
    """Rates that were published, ready to be asked."""

    def __init__(self, rates: Iterable[DatedRate]) -> None:
        days: dict[str, dict[date, dict[str, DatedRate]]] = defaultdict(lambda: defaultdict(dict))
        for rate in rates:
            days[rate.base][rate.day][rate.currency] = rate
        self._days: Mapping[str, Mapping[date, Mapping[str, DatedRate]]] = days
        self._sorted = {base: sorted(by_day) for base, by_day in days.items()}
        self._known: dict[tuple[str, str, date], Conversion | None] = {}

    def between(self, source: str, target: str, day: date) -> Conversion | None:
        """From `source` to `target` on that day; None when no rate of the week before is known."""
        if source == target:
            return Conversion(ONE, day)
        key = (source, target, day)
        if key not in self._known:
            found = [one for base in self._days if (one := self._over(base, source, target, day))]
            self._known[key] = max(found, key=lambda one: one.day, default=None)
        return self._known[key]

    def _over(self, base: str, source: str, target: str, day: date) -> Conversion | None:
        days = self._sorted[base]
        for place in range(bisect_right(days, day) - 1, -1, -1):
            if day - days[place] > STALE_AFTER:
                return None
            rates = {base: DatedRate(days[place], base, base, ONE), **self._days[base][days[place]]}
            if source in rates and target in rates:
                named = {rates[one].source for one in (source, target)} - {""}
                rate = rates[target].rate / rates[source].rate
                return Conversion(rate, days[place], " and ".join(sorted(named)))
        return None


class Sum(NamedTuple):
    """Money of one currency and day, and how many orders it is of."""

    currency: str
    day: date
    amount: Decimal
    orders: int = 0


class Converted(NamedTuple):
    """`amount` and `orders` in one currency. `missing`: currency to (orders, amount) that no rate is known for.

    `first` and `last` are the days of the oldest and newest rate used; None when nothing had to be converted.
    """

    amount: Decimal
    orders: int
    missing: Mapping[str, tuple[int, Decimal]]
    first: date | None = None
    last: date | None = None


def converted(sums: Iterable[Sum], target: str, table: RateTable) -> Converted:
    """All sums in the target currency, each day's at that day's rate and rounded to cents; what has none stands apart."""
    total, orders = Decimal("0.00"), 0
    missing: dict[str, tuple[int, Decimal]] = {}
    used: list[date] = []
    for one in sums:
        rate = table.between(one.currency, target, one.day)
        if rate is None:
            count, amount = missing.get(one.currency, (0, Decimal("0.00")))
            missing[one.currency] = (count + one.orders, amount + one.amount)
            continue
        total, orders = total + cents(one.amount * rate.rate), orders + one.orders
        used += [rate.day] if one.currency != target else []
    return Converted(total, orders, missing, min(used, default=None), max(used, default=None))
