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
from groundswell.reports.exchange import Exchange
from groundswell.reports.period import Period
from groundswell.reports.queries import money
from groundswell.reports.queries.abroad import costs_alike, exchange_for, orders_alike, without_rate
from groundswell.reports.queries.amounts import Amounts
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
    period: Period | None = None
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderRows:
    """The attributions with their orders, newest first, with their number of orders and net revenue in the figure's currency;
    `apart` are those that no rate is known for, in no figure."""

    rows: QuerySet[Attribution]
    apart: QuerySet[Attribution]
    orders: int
    net: Decimal
    exchange: Exchange


def order_rows(figure: Figure, reading: str) -> OrderRows:
    """Exactly what one way of counting counts."""
    found = with_evidence(figure.workspace, figure.campaign, figure.period).filter(READINGS[reading][1])
    if figure.creator is not None:
        found = found.filter(creator=figure.creator)
    alike = orders_alike(found, figure.currency)
    exchange = exchange_for(figure.workspace, figure.currency, [(one.currency, one.day) for one in alike])
    home = found.filter(order__currency=figure.currency).aggregate(
        orders=Sum("order__order_count"), net=Sum(F("order__subtotal") - F("order__refunded"))
    )
    orders, net = home["orders"] or 0, money.money(home["net"])
    for one in alike:
        told = exchange.net_revenue(one.currency, one.day, one.net, rows=one.rows, orders=one.orders)
        if told is not None:
            orders, net = orders + one.orders, net + told
    missing = without_rate(exchange, alike)
    listed = found.select_related("order", "creator", "campaign").order_by("-order__placed_at", "-pk")
    return OrderRows(
        rows=listed.exclude(missing), apart=listed.filter(missing), orders=orders, net=net, exchange=exchange
    )


@dataclass(frozen=True, kw_only=True)
class Accrued:
    """Commission that orders have earned beyond what was recorded as paid."""

    creator: Creator
    campaign: Campaign
    rate: Decimal
    net_revenue: Decimal
    recorded: Decimal
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class CostRows:
    """Recorded costs, newest first, the commission accrued beyond them, and the sum of both in the figure's currency; `apart`
    are the costs that cannot be converted, in no figure."""

    rows: QuerySet[Cost]
    apart: QuerySet[Cost]
    accrued: Sequence[Accrued]
    total: Decimal
    exchange: Exchange


def cost_rows(figure: Figure) -> CostRows:
    """Exactly what the spend is made of."""
    found = money.costs(figure.workspace, figure.campaign, figure.period)
    if figure.creator is not None:
        found = found.filter(creator=figure.creator)
    if figure.kind:
        found = found.filter(kind=figure.kind)
    alike = costs_alike(found, figure.currency)
    exchange = exchange_for(figure.workspace, figure.currency, [(one.currency, one.day) for one in alike])
    told = [exchange.spend(one.currency, one.day, one.amount, rows=one.rows) for one in alike]
    missing = without_rate(exchange, alike, currency="currency", day="incurred_on")
    accrued = [] if figure.kind not in ("", "commission") else _accrued(figure)
    home = money.money(found.filter(currency=figure.currency).aggregate(total=Sum("amount"))["total"])
    listed = found.select_related("creator", "campaign").order_by("-incurred_on", "-pk")
    return CostRows(
        rows=listed.exclude(missing), apart=listed.filter(missing), accrued=accrued, exchange=exchange,
        total=sum((amount for amount in told if amount is not None), home) + sum((row.amount for row in accrued), ZERO),
    )  # fmt: skip


def _accrued(figure: Figure) -> list[Accrued]:
    """As the report works it out: per creator and campaign the greater of earned and recorded."""
    evidence = with_evidence(figure.workspace, figure.campaign, figure.period)
    amounts = Amounts(figure.workspace, figure.campaign, figure.currency, evidence, figure.period)
    owing = {}
    for key, rate in money.commission_rates(figure.workspace, figure.campaign).items():
        recorded = amounts.spent[key].get("commission", ZERO)
        _, net = amounts.brought.get(key, (0, ZERO))
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
