"""How the figures of a programme are worked out. Pure: Decimals in, Decimals out.

net revenue = line totals - discounts - refunds (no tax, no shipping)
contribution = net revenue x gross margin; unknown while the margin is unknown
profit = contribution - spend; ROI = profit / spend
Without a margin the same is worked out on net revenue and says so in `basis`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from groundswell.kit.estimates import Estimate
from groundswell.kit.money import ZERO, cents


class Basis(StrEnum):
    """What profit and ROI are worked out on."""

    CONTRIBUTION = "contribution"
    NET_REVENUE = "net_revenue"


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Money of one creator, campaign or programme, all in one currency."""

    spend_by_kind: Mapping[str, Decimal] = field(default_factory=dict)
    orders: int = 0
    net_revenue: Decimal = ZERO
    clicks: int = 0
    clicks_excluded: int = 0
    margin: Decimal | None = None

    @property
    def spend(self) -> Decimal:
        return sum(self.spend_by_kind.values(), ZERO)

    @property
    def contribution(self) -> Decimal | None:
        return None if self.margin is None else cents(self.net_revenue * self.margin)

    @property
    def basis(self) -> Basis:
        return Basis.NET_REVENUE if self.margin is None else Basis.CONTRIBUTION

    @property
    def profit(self) -> Decimal:
        brought = self.net_revenue if self.contribution is None else self.contribution
        return brought - self.spend

    @property
    def roi(self) -> float | None:
        """Profit per unit of spend; None where nothing was spent."""
        return float(self.profit / self.spend) if self.spend else None

    @property
    def roas(self) -> float | None:
        """Net revenue per unit of spend; None where nothing was spent."""
        return float(self.net_revenue / self.spend) if self.spend else None

    @property
    def cost_per_order(self) -> Decimal | None:
        return cents(self.spend / self.orders) if self.orders and self.spend else None

    @property
    def break_even_roas(self) -> float | None:
        """The ROAS at which profit is nil: 1 / margin; unknown while the margin is."""
        return float(1 / self.margin) if self.margin else None


def add_up(parts: Sequence[Figures], *, margin: Decimal | None) -> Figures:
    """The sum of several; kinds of spend are kept apart."""
    spend: dict[str, Decimal] = {}
    for part in parts:
        for kind, amount in part.spend_by_kind.items():
            spend[kind] = spend.get(kind, ZERO) + amount
    return Figures(
        spend_by_kind=spend,
        orders=sum(part.orders for part in parts),
        net_revenue=sum((part.net_revenue for part in parts), ZERO),
        clicks=sum(part.clicks for part in parts),
        clicks_excluded=sum(part.clicks_excluded for part in parts),
        margin=margin,
    )


def commission_due(*, accrued: Decimal, recorded: Decimal) -> Decimal:
    """What commission costs: payments settle what accrued, so the greater of the two, never their sum."""
    return max(accrued, recorded)


def uplift(own: Estimate | None, benchmark: Estimate | None) -> float | None:
    """How much better (0.5 = 50 %) the own rate is than the tier's; unknown without both."""
    if own is None or benchmark is None or not benchmark.value:
        return None
    return own.value / benchmark.value - 1
