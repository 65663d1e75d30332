"""Telling amounts in one currency."""

from datetime import date
from decimal import Decimal

from groundswell.kit.money import cents
from groundswell.links.rules.rates import Conversion, RateTable
from groundswell.reports.exchange.amounts import ConvertedAmounts, ForeignAmounts
from groundswell.reports.exchange.tally import Tally


class Exchange:
    """Tells amounts in the target currency, and remembers what was told at which rate and what could not be."""

    def __init__(self, target: str, table: RateTable) -> None:
        self.target = target
        self.table = table
        self._told: dict[str, Tally] = {}
        self._apart: dict[str, Tally] = {}

    def rate(self, currency: str, day: date | None) -> Conversion | None:
        """None when no rate of that day or the week before is known, or no day."""
        return None if day is None else self.table.between(currency, self.target, day)

    def net_revenue(self, currency: str, day: date, net: Decimal, *, rows: int = 1, orders: int = 1) -> Decimal | None:
        """The sum of `rows` rows of `net` each; they stand for `orders` orders together."""
        if currency == self.target:
            return net * rows
        found = self.rate(currency, day)
        tally = self._tally(currency, day, found, rows)
        tally.orders, tally.net_revenue = tally.orders + orders, tally.net_revenue + net * rows
        if found is None:
            return None
        told = cents(net * found.rate) * rows
        tally.net_converted += told
        return told

    def spend(self, currency: str, day: date | None, amount: Decimal, *, rows: int = 1) -> Decimal | None:
        """The sum of `rows` costs of `amount` each."""
        if currency == self.target:
            return amount * rows
        found = self.rate(currency, day)
        tally = self._tally(currency, day, found, rows)
        tally.spend += amount * rows
        if found is None:
            return None
        told = cents(amount * found.rate) * rows
        tally.spend_converted += told
        return told

    def _tally(self, currency: str, day: date | None, found: Conversion | None, rows: int) -> Tally:
        tally = (self._apart if found is None else self._told).setdefault(currency, Tally())
        if found is not None:
            tally.rates[found.day] = found
        elif day is None:
            tally.undated += rows
        else:
            tally.days.add(day)
        return tally

    @property
    def converted(self) -> list[ConvertedAmounts]:
        """By currency."""
        return [
            ConvertedAmounts(
                currency=currency, orders=one.orders, net_revenue=one.net_revenue, spend=one.spend,
                net_converted=one.net_converted, spend_converted=one.spend_converted,
                rates=[one.rates[day] for day in sorted(one.rates)],
            )
            for currency, one in sorted(self._told.items())
        ]  # fmt: skip

    @property
    def apart(self) -> list[ForeignAmounts]:
        """By currency."""
        return [
            ForeignAmounts(
                currency=currency, orders=one.orders, net_revenue=one.net_revenue, spend=one.spend,
                reason=one.reason(currency, self.target),
            )
            for currency, one in sorted(self._apart.items())
        ]  # fmt: skip
