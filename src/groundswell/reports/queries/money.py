"""What was spent and what came in, added up by the database."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, Min, OuterRef, Q, QuerySet, Sum

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost, Participant
from groundswell.kit.days import Day
from groundswell.kit.money import ZERO, cents
from groundswell.links.models import Attribution, ClickDay, Order
from groundswell.links.queries import clicks_by_link, counted_attributions
from groundswell.links.rules.unproven import PIXEL_SOURCE
from groundswell.reports.period import Period, days, moments
from groundswell.reports.report import Unproven

NET = F("subtotal") - F("refunded")


class Brought(NamedTuple):
    """Orders and net revenue of one creator in one campaign and currency; keys are None where unknown."""

    creator_id: int | None
    campaign_id: int | None
    currency: str
    orders: int
    net_revenue: Decimal


class Spent(NamedTuple):
    creator_id: int | None
    campaign_id: int | None
    currency: str
    kind: str
    amount: Decimal
    first: date | None


class ChannelOrders(NamedTuple):
    channel: str
    currency: str
    orders: int
    net_revenue: Decimal
    unproven: bool


def counted_orders(workspace: Workspace) -> QuerySet[Order]:
    """Orders that count: neither tests nor cancelled, nor told by a pixel alone, which anybody can forge, unless a person let
    them count."""
    let_in = Attribution.objects.filter(order=OuterRef("pk"), held=False)
    signed = ~Q(source__startswith=PIXEL_SOURCE)
    return Order.objects.of(workspace).filter(signed | Exists(let_in), is_test=False, cancelled_at=None)


def money(value: Any) -> Decimal:
    return cents(Decimal(value)) if value is not None else ZERO


def costs(workspace: Workspace, campaign: Campaign | None, period: Period | None = None) -> QuerySet[Cost]:
    rows: QuerySet[Cost] = Cost.objects.of(workspace).filter(**days("incurred_on", period))
    return rows if campaign is None else rows.filter(campaign=campaign)


def brought_by_creator(workspace: Workspace, campaign: Campaign | None, period: Period | None = None) -> list[Brought]:
    rows = counted_attributions(workspace).filter(**moments("order__placed_at", period))
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    totals = rows.values_list("creator_id", "campaign_id", "order__currency").annotate(
        orders=Sum("order__order_count"), net=Sum(F("order__subtotal") - F("order__refunded"))
    )
    return [Brought(c, k, currency, orders, money(net)) for c, k, currency, orders, net in totals.order_by()]


def nobodys_by_channel(workspace: Workspace, period: Period | None = None) -> list[ChannelOrders]:
    """Orders owed to no creator; those that a pixel alone told are in no figure."""
    rows = (
        Order.objects.of(workspace)
        .filter(attribution=None, is_test=False, cancelled_at=None, **moments("placed_at", period))
        .annotate(unproven=ExpressionWrapper(Q(source__startswith=PIXEL_SOURCE), BooleanField()))
        .values_list("channel", "currency", "unproven")
        .annotate(orders=Sum("order_count"), revenue=Sum(NET))
        .order_by("channel")
    )
    return [
        ChannelOrders(channel, currency, orders, money(revenue), bool(unproven))
        for channel, currency, unproven, orders, revenue in rows
    ]


def unproven_by_currency(rows: Iterable[ChannelOrders]) -> list[Unproven]:
    """What pixels alone told and nobody is owed; the most first. Pure."""
    sums: defaultdict[str, tuple[int, Decimal]] = defaultdict(lambda: (0, ZERO))
    for row in rows:
        if row.unproven:
            sums[row.currency] = (sums[row.currency][0] + row.orders, sums[row.currency][1] + row.net_revenue)
    found = [Unproven(currency=unit, orders=orders, net_revenue=net) for unit, (orders, net) in sums.items()]
    return sorted(found, key=lambda one: (-one.orders, one.currency))


def spent_by_creator(workspace: Workspace, campaign: Campaign | None, period: Period | None = None) -> list[Spent]:
    totals = (
        costs(workspace, campaign, period)
        .values_list("creator_id", "campaign_id", "currency", "kind")
        .annotate(amount=Sum("amount"), first=Min("incurred_on"))
    )
    return [
        Spent(c, k, currency, kind, money(amount), first) for c, k, currency, kind, amount, first in totals.order_by()
    ]


def commission_rates(workspace: Workspace, campaign: Campaign | None) -> dict[tuple[int, int], Decimal]:
    """(creator, campaign) to the agreed share of net revenue."""
    rows = Participant.objects.of(workspace)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    agreed = rows.values_list("creator_id", "campaign_id", "commission_rate")
    return {(creator, key): rate for creator, key, rate in agreed if rate is not None}


def clicks_by_creator(
    workspace: Workspace, campaign: Campaign | None, period: Period | None = None
) -> dict[tuple[int | None, int | None], tuple[int, int]]:
    """(creator, campaign) to (clicks counted, clicks excluded)."""
    found: defaultdict[tuple[int | None, int | None], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in clicks_by_link(workspace, campaign.pk if campaign else None, **days("day", period)):
        counted, excluded = found[row.creator, row.campaign]
        found[row.creator, row.campaign] = (counted + row.counted, excluded + row.excluded)
    return dict(found)


def by_day(
    workspace: Workspace, campaign: Campaign | None, currency: str, period: Period | None = None
) -> dict[date, tuple[Decimal, int, int]]:
    """Day (UTC) to (net revenue in this currency, orders, clicks) of what is owed to creators."""
    by_day: defaultdict[date, tuple[Decimal, int, int]] = defaultdict(lambda: (ZERO, 0, 0))
    owed = counted_attributions(workspace).filter(order__currency=currency, **moments("order__placed_at", period))
    clicks = ClickDay.objects.of(workspace).filter(counted__gt=0, link__creator__isnull=False, **days("day", period))
    if campaign is not None:
        owed, clicks = owed.filter(campaign=campaign), clicks.filter(link__campaign=campaign)
    revenue = owed.values_list(Day("order__placed_at")).annotate(
        net=Sum(F("order__subtotal") - F("order__refunded")), orders=Sum("order__order_count")
    )
    for day, net, orders in revenue.order_by():
        by_day[day] = (money(net), orders, 0)
    for day, count in clicks.values_list("day").annotate(Sum("counted")).order_by():
        net, orders, _ = by_day[day]
        by_day[day] = (net, orders, count)
    return dict(by_day)
