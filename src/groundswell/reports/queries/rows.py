"""The rows a figure of the ROI is made of: exactly those orders, exactly those costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost
from groundswell.creators.models import Creator
from groundswell.kit.money import ZERO, cents
from groundswell.links.models import Attribution
from groundswell.reports.queries import money
from groundswell.reports.queries.evidence import NEW, with_evidence
from groundswell.reports.rules import commission_due

READINGS = {
    "union": ("Orders owed to creators, each once", Q()),
    "link": ("Orders a link proves", Q(by_link="yes")),
    "code": ("Orders a code proves", Q(by_code="yes")),
    "both": ("Orders both a code and a link prove", Q(by_link="yes", by_code="yes")),
    "new": ("First orders of new customers", Q(buyer=NEW)),
}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What a drill-down is about; `creator` and `kind` (of cost) narrow it."""

    workspace: Workspace
    campaign: Campaign | None
    currency: str
    creator: int | None = None
    kind: str = ""


def order_rows(figure: Figure, reading: str) -> tuple[QuerySet[Attribution], int, Decimal]:
    """The attributions with their orders, newest first; the number of orders and their net revenue."""
    rows = with_evidence(figure.workspace, figure.campaign).filter(
        READINGS[reading][1], order__currency=figure.currency
    )
    if figure.creator is not None:
        rows = rows.filter(creator=figure.creator)
    sums = rows.aggregate(orders=Sum("order__order_count"), net=Sum(F("order__subtotal") - F("order__refunded")))
    found = rows.select_related("order", "creator", "campaign").order_by("-order__placed_at", "-pk")
    return found, sums["orders"] or 0, money.money(sums["net"])


@dataclass(frozen=True, kw_only=True)
class Accrued:
    """Commission that orders have earned beyond what was recorded as paid."""

    creator: Creator
    campaign: Campaign
    rate: Decimal
    net_revenue: Decimal
    recorded: Decimal
    amount: Decimal


def cost_rows(figure: Figure) -> tuple[QuerySet[Cost], Sequence[Accrued], Decimal]:
    """Recorded costs, newest first, the commission accrued beyond them, and the sum of both."""
    rows = Cost.objects.of(figure.workspace).filter(currency=figure.currency)
    if figure.campaign is not None:
        rows = rows.filter(campaign=figure.campaign)
    if figure.creator is not None:
        rows = rows.filter(creator=figure.creator)
    if figure.kind:
        rows = rows.filter(kind=figure.kind)
    accrued = [] if figure.kind not in ("", "commission") else _accrued(figure)
    recorded = money.money(rows.aggregate(total=Sum("amount"))["total"])
    found = rows.select_related("creator", "campaign").order_by("-incurred_on", "-pk")
    return found, accrued, recorded + sum((row.amount for row in accrued), ZERO)


def _accrued(figure: Figure) -> list[Accrued]:
    """As the report works it out: per creator and campaign the greater of earned and recorded."""
    brought = {
        (row.creator_id, row.campaign_id): row.net_revenue
        for row in money.brought_by_creator(figure.workspace, figure.campaign)
        if row.currency == figure.currency
    }
    paid = {
        (row.creator_id, row.campaign_id): row.amount
        for row in money.spent_by_creator(figure.workspace, figure.campaign)
        if row.currency == figure.currency and row.kind == "commission"
    }
    owing = {}
    for key, rate in money.commission_rates(figure.workspace, figure.campaign).items():
        recorded, net = paid.get(key, ZERO), brought.get(key, ZERO)
        beyond = commission_due(accrued=cents(net * rate), recorded=recorded) - recorded
        if beyond and figure.creator in (None, key[0]):
            owing[key] = (rate, net, recorded, beyond)
    creators = Creator.objects.of(figure.workspace).in_bulk([creator for creator, _ in owing])
    campaigns = Campaign.objects.of(figure.workspace).in_bulk([campaign for _, campaign in owing])
    return [
        Accrued(
            creator=creators[key[0]], campaign=campaigns[key[1]], rate=rate, net_revenue=net, recorded=recorded, amount=amount
        )
        for key, (rate, net, recorded, amount) in owing.items()
    ]  # fmt: skip
