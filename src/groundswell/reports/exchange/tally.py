"""What came of one currency so far."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from groundswell.kit.money import ZERO
from groundswell.links.rules.rates import Conversion
from groundswell.reports.exchange.days import span


@dataclass
class Tally:
    orders: int = 0
    net_revenue: Decimal = ZERO
    spend: Decimal = ZERO
    net_converted: Decimal = ZERO
    spend_converted: Decimal = ZERO
    rates: dict[date, Conversion] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    undated: int = 0

    def reason(self, currency: str, target: str) -> str:
        """Why it cannot be converted."""
        reasons = []
        if self.days:
            reasons.append(f"no rate of {currency} to {target} is known for {span(self.days)} or the week before")
        if self.undated:
            costs = "1 cost has" if self.undated == 1 else f"{self.undated:,} costs have"
            reasons.append(f"{costs} no date, and so no rate")
        return "; ".join(reasons)
