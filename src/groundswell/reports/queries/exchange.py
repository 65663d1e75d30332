"""Sums of several currencies brought into the report's, day by day, with the rates that were used."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Case, DateField, Value, When

from groundswell.accounts.models import Workspace
from groundswell.kit.money import ZERO, cents
from groundswell.links.queries import rate_table
from groundswell.links.rules.rates import RateTable

Row = tuple[tuple[Any, ...], str, date | None, int, Decimal | None]


class Exchange:
    """Converts into `currency`; `first` and `last` are the days of the oldest and newest rate that was used."""

    def __init__(self, workspace: Workspace, currency: str) -> None:
        self.workspace = workspace
        self.currency = currency
        self.first: date | None = None
        self.last: date | None = None

    @cached_property
    def table(self) -> RateTable:
        return rate_table(self.workspace)

    def day_of(self, currency: str, moment: Any) -> Case:
        """An expression: the day where the row is in another currency, nothing where its day does not matter."""
        return Case(
            When(**{currency: self.currency}, then=Value(None, DateField())), default=moment, output_field=DateField()
        )

    def into(self, currency: str, day: date | None, amount: Decimal) -> Decimal | None:
        """The amount in the report's currency; None when no rate of that day is known."""
        if currency == self.currency:
            return amount
        rate = self.table.between(currency, self.currency, day) if day else None
        if rate is None:
            return None
        self.first = min(self.first or rate.day, rate.day)
        self.last = max(self.last or rate.day, rate.day)
        return cents(amount * rate.rate)

    def merged(self, rows: Iterable[Row]) -> list[tuple[tuple[Any, ...], str, int, Decimal]]:
        """(key, currency, orders, amount) once for each key: in the report's currency, and apart what has no rate."""
        sums: defaultdict[tuple[tuple[Any, ...], str], tuple[int, Decimal]] = defaultdict(lambda: (0, ZERO))
        for key, currency, day, orders, amount in rows:
            told = cents(Decimal(amount or 0))
            converted = self.into(currency, day, told)
            unit, value = (currency, told) if converted is None else (self.currency, converted)
            count, total = sums[key, unit]
            sums[key, unit] = (count + (orders or 0), total + value)
        return [(key, unit, count, total) for (key, unit), (count, total) in sums.items()]
