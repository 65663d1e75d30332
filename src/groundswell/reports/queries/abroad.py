"""Orders and costs in currencies other than the report's, as they came, and the rates of their days."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost
from groundswell.kit.days import Day
from groundswell.kit.money import cents
from groundswell.links.queries import day_sums, held_orders, rates_for
from groundswell.links.rules.rates import Sum as DaySum
from groundswell.reports.exchange import Exchange
from groundswell.reports.period import Period, moments
from groundswell.reports.queries.money import counted_orders


class Alike(NamedTuple):
    """`rows` owed orders that share these facts: `net` is of each, in `currency`."""

    creator_id: int
    campaign_id: int | None
    by_code: str
    by_link: str
    buyer: str
    currency: str
    day: date
    net: Decimal
    rows: int
    orders: int


class CostsAlike(NamedTuple):
    creator_id: int | None
    campaign_id: int | None
    kind: str
    currency: str
    day: date | None
    amount: Decimal
    rows: int


def orders_alike(evidence: QuerySet[Any], currency: str) -> list[Alike]:
    """Of orders `with_evidence`, those in other currencies."""
    rows = evidence.exclude(order__currency=currency).annotate(
        day=Day("order__placed_at"), net=F("order__subtotal") - F("order__refunded")
    )
    grouped = rows.values_list(
        "creator_id", "campaign_id", "by_code", "by_link", "buyer", "order__currency", "day", "net"
    ).annotate(rows=Count("pk"), orders=Sum("order__order_count"))
    return [Alike(*row)._replace(net=cents(row[7])) for row in grouped.order_by()]


def costs_alike(found: QuerySet[Cost], currency: str) -> list[CostsAlike]:
    """Of these costs, those in other currencies."""
    rows = found.exclude(currency=currency).values_list(
        "creator_id", "campaign_id", "kind", "currency", "incurred_on", "amount"
    )
    return [CostsAlike(*row) for row in rows.annotate(rows=Count("pk")).order_by()]


def exchange_for(workspace: Workspace, target: str, wanted: Sequence[tuple[str, date | None]]) -> Exchange:
    """Ready for these currencies and days."""
    days = {day for _, day in wanted if day is not None}
    return Exchange(target, rates_for(workspace, {target, *(currency for currency, _ in wanted)}, days))


def channels_abroad(workspace: Workspace, currency: str, period: Period | None = None) -> list[tuple[str, DaySum]]:
    """Orders owed to no creator in other currencies, by channel, currency and day."""
    rows = counted_orders(workspace).filter(attribution=None, **moments("placed_at", period)).exclude(currency=currency)
    sums = rows.annotate(day=Day("placed_at")).values_list("channel", "currency", "day").annotate(
        net_sum=Sum(F("subtotal") - F("refunded")), count=Sum("order_count")
    )  # fmt: skip
    return [
        (channel, DaySum(unit, day, cents(net), count))
        for channel, unit, day, net, count in sums.order_by("channel", "currency", "day")
    ]


def held_abroad(
    workspace: Workspace, campaign: Campaign | None, currency: str, period: Period | None = None
) -> list[DaySum]:
    """Orders held apart in other currencies, by currency and day."""
    rows = held_orders(workspace).filter(**moments("placed_at", period)).exclude(currency=currency)
    return day_sums(rows if campaign is None else rows.filter(attribution__campaign=campaign))


def without_rate(
    exchange: Exchange, alike: Sequence[Alike] | Sequence[CostsAlike], *, currency: str = "order__currency",
    day: str = "order__placed_at__date",
) -> Q:  # fmt: skip
    """The condition of the rows that cannot be converted; it matches none when all can."""
    days: defaultdict[str, set[date]] = defaultdict(set)
    condition = Q(pk__in=[])
    for one in alike:
        if one.day is None:
            condition |= Q(**{f"{day}__isnull": True}) & ~Q(**{currency: exchange.target})
        elif exchange.rate(one.currency, one.day) is None:
            days[one.currency].add(one.day)
    for unit, missing in days.items():
        condition |= Q(**{currency: unit, f"{day}__in": missing})
    return condition
