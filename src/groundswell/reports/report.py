"""The ROI report as plain data, and the one shape it is published in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from groundswell.kit.estimates import Estimate
from groundswell.kit.money import ZERO
from groundswell.reports.cohorts.told import Customers
from groundswell.reports.exchange.amounts import ConvertedAmounts, ForeignAmounts
from groundswell.reports.exchange.document import converted_dict, foreign_dict
from groundswell.reports.period import Period
from groundswell.reports.rules import Figures
from groundswell.reports.span import Span
from groundswell.reports.span_dict import span_dict


@dataclass(frozen=True, kw_only=True)
class Engagement:
    """Engagements (likes, comments, shares, saves) per follower and post, against the creator's tier."""

    rate: Estimate | None
    tier: str | None
    tier_rate: Estimate | None
    uplift: float | None


@dataclass(frozen=True, kw_only=True)
class CreatorRow:
    creator_id: int
    name: str
    external_id: str
    platform: str
    handle: str
    followers: int | None
    figures: Figures
    engagement: Engagement


@dataclass(frozen=True, kw_only=True)
class CampaignRow:
    """`slug` is empty for what no campaign is named for."""

    slug: str
    name: str
    figures: Figures
    starts_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Unattributed:
    """Orders owed to no creator, by the channel that the file or store named."""

    channel: str
    orders: int
    net_revenue: Decimal


@dataclass(frozen=True, kw_only=True)
class Held:
    """Orders with a code or link of a creator that are held apart until somebody has looked: in no other figure.

    `missing`: currency to how many more there are that no exchange rate is known for."""

    orders: int = 0
    net_revenue: Decimal = ZERO
    missing: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Unproven:
    """Orders of one currency that only a pixel told, owed to nobody: anybody can forge them, so they are in no figure."""

    currency: str
    orders: int
    net_revenue: Decimal


@dataclass(frozen=True, kw_only=True)
class Day:
    day: date
    net_revenue: Decimal
    orders: int
    clicks: int


@dataclass(frozen=True, kw_only=True)
class RoiReport:
    workspace: str
    campaign: str | None
    title: str
    currency: str
    as_of: datetime
    period: Period | None
    totals: Figures
    span: Span
    creators: Sequence[CreatorRow]
    campaigns: Sequence[CampaignRow]
    unattributed: Sequence[Unattributed]
    unproven: Sequence[Unproven]
    converted: Sequence[ConvertedAmounts]
    foreign: Sequence[ForeignAmounts]
    held: Held
    days: Sequence[Day]
    follow: Callable[[], Customers]
    notes: Sequence[str]

    @cached_property
    def customers(self) -> Customers:
        """Read when first asked for: it goes through every order of every customer."""
        return self.follow()

    def as_dict(self) -> dict[str, Any]:
        """The published shape: money as numbers with at most two decimals, rates as shares of one,
        unknown as null."""
        return {
            "workspace": self.workspace,
            "campaign": self.campaign,
            "currency": self.currency,
            "as_of": self.as_of.isoformat(),
            "period": None
            if self.period is None
            else {"first": self.period.first.isoformat(), "last": self.period.last.isoformat()},
            "gross_margin": number(self.totals.margin),
            "basis": self.totals.basis.value,
            "creators": [creator_dict(row) for row in self.creators],
            "campaigns": [
                {"slug": row.slug or None, "name": row.name, **figures_dict(row.figures)} for row in self.campaigns
            ],
            "totals": figures_dict(self.totals),
            "range": span_dict(self.span),
            "held_apart": {"orders": self.held.orders, "net_revenue": number(self.held.net_revenue)},
            "unattributed": [
                {"channel": row.channel or None, "orders": row.orders, "net_revenue": number(row.net_revenue)}
                for row in self.unattributed
            ],
            "unproven": [
                {"currency": row.currency, "orders": row.orders, "net_revenue": number(row.net_revenue)}
                for row in self.unproven
            ],
            "converted": [converted_dict(row) for row in self.converted],
            "other_currencies": [foreign_dict(row) for row in self.foreign],
            "customers": self.customers.as_dict(),
            "notes": list(self.notes),
        }


def number(amount: Decimal | None) -> float | None:
    """A Decimal as a JSON number; cents survive exactly up to 10^13."""
    return None if amount is None else float(amount)


def figures_dict(figures: Figures) -> dict[str, Any]:
    return {
        "spend": number(figures.spend),
        "spend_by_kind": {kind: number(amount) for kind, amount in sorted(figures.spend_by_kind.items())},
        "clicks": figures.clicks,
        "clicks_excluded": figures.clicks_excluded,
        "orders": figures.orders,
        "net_revenue": number(figures.net_revenue),
        "contribution": number(figures.contribution),
        "profit": number(figures.profit),
        "roi": figures.roi,
        "roas": figures.roas,
        "break_even_roas": figures.break_even_roas,
        "cost_per_order": number(figures.cost_per_order),
    }


def creator_dict(row: CreatorRow) -> dict[str, Any]:
    return {
        "creator": {"id": row.creator_id, "name": row.name, "external_id": row.external_id or None},
        "platform": row.platform or None,
        "handle": row.handle or None,
        "followers": row.followers,
        **figures_dict(row.figures),
        "engagement": {
            "rate": estimate_dict(row.engagement.rate),
            "tier": row.engagement.tier,
            "tier_rate": estimate_dict(row.engagement.tier_rate),
            "uplift": row.engagement.uplift,
        },
    }


def estimate_dict(estimate: Estimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high, "sample": estimate.sample}
