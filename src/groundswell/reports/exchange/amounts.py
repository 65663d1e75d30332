"""What was converted, and what could not be."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from groundswell.links.rules.rates import Conversion
from groundswell.reports.exchange.days import span


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
