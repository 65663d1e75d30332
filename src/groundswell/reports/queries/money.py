"""What was spent and what came in, added up by the database."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost, Participant
from groundswell.kit.money import ZERO, cents
from groundswell.links.models import Attribution, Click, Order
from groundswell.reports.queries.exchange import Exchange

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


class ChannelOrders(NamedTuple):
    channel: str
    currency: str
    orders: int
    net_revenue: Decimal


def counted_orders(workspace: Workspace) -> QuerySet[Order]:
    """Orders that count: neither tests nor cancelled."""
    return Order.objects.of(workspace).filter(is_test=False, cancelled_at=None)


def money(value: Any) -> Decimal:
    return cents(Decimal(value)) if value is not None else ZERO


def brought_by_creator(workspace: Workspace, campaign: Campaign | None, exchange: Exchange) -> list[Brought]:
    """In the report's currency; what no rate is known for, in its own."""
    rows = Attribution.objects.of(workspace).filter(order__is_test=False, order__cancelled_at=None)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    rows = rows.annotate(day=exchange.day_of("order__currency", TruncDate("order__placed_at")))
    totals = rows.values_list("creator_id", "campaign_id", "order__currency", "day").annotate(
        orders=Sum("order__order_count"), net=Sum(F("order__subtotal") - F("order__refunded"))
    )
    merged = exchange.merged(((c, k), unit, day, count, net) for c, k, unit, day, count, net in totals.order_by())
    return [Brought(c, k, unit, orders, net) for (c, k), unit, orders, net in merged]


def unattributed_by_channel(workspace: Workspace, exchange: Exchange) -> list[ChannelOrders]:
    """Orders owed to no creator."""
    rows = (
        counted_orders(workspace)
        .filter(attribution=None)
        .annotate(day=exchange.day_of("currency", TruncDate("placed_at")))
        .values_list("channel", "currency", "day")
        .annotate(orders=Sum("order_count"), revenue=Sum(NET))
        .order_by("channel")
    )
    merged = exchange.merged(((channel,), unit, day, count, net) for channel, unit, day, count, net in rows)
    return [ChannelOrders(channel, unit, orders, revenue) for (channel,), unit, orders, revenue in merged]


def spent_by_creator(workspace: Workspace, campaign: Campaign | None, exchange: Exchange) -> list[Spent]:
    """A cost without a date cannot be converted."""
    rows = Cost.objects.of(workspace)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    rows = rows.annotate(day=exchange.day_of("currency", F("incurred_on")))
    totals = rows.values_list("creator_id", "campaign_id", "kind", "currency", "day").annotate(total=Sum("amount"))
    merged = exchange.merged(((c, k, kind), unit, day, 0, sum_) for c, k, kind, unit, day, sum_ in totals.order_by())
    return [Spent(c, k, unit, kind, amount) for (c, k, kind), unit, _, amount in merged]


def commission_rates(workspace: Workspace, campaign: Campaign | None) -> dict[tuple[int, int], Decimal]:
    """(creator, campaign) to the agreed share of net revenue."""
    rows = Participant.objects.of(workspace)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    agreed = rows.values_list("creator_id", "campaign_id", "commission_rate")
    return {(creator, key): rate for creator, key, rate in agreed if rate is not None}


def clicks_by_creator(
    workspace: Workspace, campaign: Campaign | None
) -> dict[tuple[int | None, int | None], tuple[int, int]]:
    """(creator, campaign) to (clicks counted, clicks excluded)."""
    rows = Click.objects.of(workspace)
    if campaign is not None:
        rows = rows.filter(link__campaign=campaign)
    totals = rows.values_list("link__creator_id", "link__campaign_id").annotate(
        counted=Count("pk", filter=Q(excluded="")), excluded_=Count("pk", filter=~Q(excluded=""))
    )
    return {(creator, key): (counted, excluded) for creator, key, counted, excluded in totals.order_by()}


def by_day(
    workspace: Workspace, campaign: Campaign | None, exchange: Exchange
) -> Mapping[date, tuple[Decimal, int, int]]:
    """Day (UTC) to (net revenue, orders, clicks) of what is owed to creators."""
    days: defaultdict[date, tuple[Decimal, int, int]] = defaultdict(lambda: (ZERO, 0, 0))
    owed = Attribution.objects.of(workspace).filter(order__is_test=False, order__cancelled_at=None)
    clicks = Click.objects.of(workspace).filter(excluded="", link__creator__isnull=False)
    if campaign is not None:
        owed, clicks = owed.filter(campaign=campaign), clicks.filter(link__campaign=campaign)
    revenue = owed.values_list(TruncDate("order__placed_at"), "order__currency").annotate(
        net=Sum(F("order__subtotal") - F("order__refunded")), orders=Sum("order__order_count")
    )
    for day, unit, net, orders in revenue.order_by():
        converted = exchange.into(unit, day, money(net))
        if converted is not None:
            before, count, _ = days[day]
            days[day] = (before + converted, count + orders, 0)
    for day, count in clicks.values_list(TruncDate("at")).annotate(count=Count("pk")).order_by():
        net, orders, _ = days[day]
        days[day] = (net, orders, count)
    return dict(sorted(days.items()))
