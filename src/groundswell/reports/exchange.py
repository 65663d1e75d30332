"""Money of several currencies in the report's one, each row at the rate of its own day. Pure.

Every row is converted by itself and rounded to cents, so that its sums agree however the rows are grouped. A row without a
rate, or a cost without a date, is in no figure: it is kept apart with the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from groundswell.kit.money import ZERO, cents
from groundswell.links.rules.rates import Conversion, RateTable


@dataclass(frozen=True, kw_only=True)
class ForeignAmounts:
    """What is in a currency other than the report's and could not be converted: shown apart, in its own currency."""

    currency: str
    orders: int
    net_revenue: Decimal
    spend: Decimal
    reason: str


@dataclass(frozen=True, kw_only=True)
class ConvertedAmounts:
    """What was converted from one currency: before and after, and every rate that was used, the oldest first."""

    currency: str
    orders: int
    net_revenue: Decimal
    spend: Decimal
    net_converted: Decimal
    spend_converted: Decimal
    rates: Sequence[Conversion]

    @property
    def low(self) -> Decimal:
        return min(one.rate for one in self.rates)

    @property
    def high(self) -> Decimal:
        return max(one.rate for one in self.rates)

    @property
    def days_in_words(self) -> str:
        return span([one.day for one in self.rates])

    @property
    def sources(self) -> Sequence[str]:
        return sorted({one.source or "source not named" for one in self.rates})


@dataclass
class _Tally:
    orders: int = 0
    net_revenue: Decimal = ZERO
    spend: Decimal = ZERO
    net_converted: Decimal = ZERO
    spend_converted: Decimal = ZERO
    rates: dict[date, Conversion] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    undated: int = 0


class Exchange:
    """Tells amounts in the target currency, and remembers what was told at which rate and what could not be."""

    def __init__(self, target: str, table: RateTable) -> None:
        self.target = target
        self.table = table
        self._told: dict[str, _Tally] = {}
        self._apart: dict[str, _Tally] = {}

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

    def _tally(self, currency: str, day: date | None, found: Conversion | None, rows: int) -> _Tally:
        tally = (self._apart if found is None else self._told).setdefault(currency, _Tally())
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
                reason=_reason(currency, self.target, one),
            )
            for currency, one in sorted(self._apart.items())
        ]  # fmt: skip


def _reason(currency: str, target: str, tally: _Tally) -> str:
    reasons = []
    if tally.days:
        reasons.append(f"no rate of {currency} to {target} is known for {span(tally.days)} or the week before")
    if tally.undated:
        costs = "1 cost has" if tally.undated == 1 else f"{tally.undated:,} costs have"
        reasons.append(f"{costs} no date, and so no rate")
    return "; ".join(reasons)


def span(days: set[date] | Sequence[date]) -> str:
    """ "1 Oct 2026", or "1 Oct 2026 to 9 Oct 2026"."""
    first, last = min(days), max(days)
    return f"{first:%-d %b %Y}" if first == last else f"{first:%-d %b %Y} to {last:%-d %b %Y}"


def rates_in_words(row: ConvertedAmounts) -> str:
    """ "1.0800 to 1.1200, 1 Oct 2026 to 9 Oct 2026, ECB"."""
    low, high = f"{row.low:,.4f}", f"{row.high:,.4f}"
    range_ = low if low == high else f"{low} to {high}"
    return f"{range_}, {row.days_in_words}, {', '.join(row.sources)}"


def exchange_notes(converted: Sequence[ConvertedAmounts], apart: Sequence[ForeignAmounts], target: str) -> list[str]:
    """What was converted at which rates, and what could not be and what cures it."""
    rates = "; ".join(f"{row.currency} {rates_in_words(row)}" for row in converted)
    told = [f"Converted to {target}, each amount at the rate of its day: {rates}."] if converted else []
    kept = [
        f"Amounts in {row.currency} are held apart, in no figure: {row.reason}. Load rates on the page Exchange rates to count them."
        for row in apart
    ]
    return told + kept


def converted_dict(row: ConvertedAmounts) -> dict[str, Any]:
    """The published shape: amounts in the currency itself and, `…_converted`, in the report's."""
    amounts = ("net_revenue", "spend", "net_converted", "spend_converted")
    return {
        "currency": row.currency,
        "orders": row.orders,
        **{name: float(getattr(row, name)) for name in amounts},
        "rates": [
            {"day": one.day.isoformat(), "rate": float(one.rate), "source": one.source or None} for one in row.rates
        ],
    }


def foreign_dict(row: ForeignAmounts) -> dict[str, Any]:
    return {
        "currency": row.currency,
        "orders": row.orders,
        "net_revenue": float(row.net_revenue),
        "spend": float(row.spend),
        "reason": row.reason,
    }
