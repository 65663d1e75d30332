"""Money of several currencies in one, at the rates of its days."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from groundswell.accounts.models import Workspace
from groundswell.kit.days import Day
from groundswell.kit.money import ZERO, cents
from groundswell.links.models import ExchangeRate, Order
from groundswell.links.queries.orders import NET, OrderFilter, orders
from groundswell.links.rules.rates import STALE_AFTER, Converted, DatedRate, RateTable, converted
from groundswell.links.rules.rates import Sum as DaySum


class CurrencyUse(NamedTuple):
    """A currency in which orders came: how many, from when to when, and how many of them no rate is known for."""

    currency: str
    orders: int
    first: date
    last: date
    unconverted: int
    latest_rate: date | None


def rate_table(workspace: Workspace) -> RateTable:
    """Every rate the workspace knows."""
    rows = ExchangeRate.objects.of(workspace).values_list("day", "base", "currency", "rate")
    return RateTable(DatedRate(*row) for row in rows.iterator())


def rates_for(workspace: Workspace, currencies: Collection[str], days: Collection[date]) -> RateTable:
    """The rates that can tell these currencies in one another on these days, with their sources; none is read when
    nothing is asked."""
    if not days:
        return RateTable(())
    rows = ExchangeRate.objects.of(workspace).filter(
        currency__in=currencies, day__range=(min(days) - STALE_AFTER, max(days))
    )
    return RateTable(
        DatedRate(*row) for row in rows.values_list("day", "base", "currency", "rate", "source").iterator()
    )


def day_sums(found: QuerySet[Order]) -> list[DaySum]:
    """Net revenue by currency and day (UTC) of these orders."""
    rows = found.order_by().annotate(day=Day("placed_at")).values_list("currency", "day")
    totals = rows.annotate(net_sum=Sum(NET), count=Sum("order_count")).order_by("currency", "day")
    return [DaySum(currency, day, cents(net or ZERO), count or 0) for currency, day, net, count in totals]


class ConvertedTotals(NamedTuple):
    """Of the orders that count, in the workspace's currency; what cannot be converted stands in `net.missing`."""

    net: Converted
    owed: Converted
    refunded: Converted


def converted_totals(workspace: Workspace, chosen: OrderFilter | None = None) -> ConvertedTotals:
    """The sums of a list of orders in one currency."""
    found = orders(workspace, chosen).filter(is_test=False, cancelled_at=None).order_by()
    owed = Q(attribution__held=False)
    by_day = found.annotate(day=Day("placed_at")).values_list("currency", "day")
    rows = list(by_day.annotate(
        net_sum=Sum(NET), count=Sum("order_count"), owed_sum=Sum(NET, filter=owed),
        owed_count=Sum("order_count", filter=owed), back=Sum("refunded"),
    ))  # fmt: skip
    foreign = any(row[0] != workspace.currency for row in rows)
    table = rate_table(workspace) if foreign else RateTable(())

    def told(amount: int, count: int) -> Converted:
        sums = (DaySum(row[0], row[1], cents(row[amount] or ZERO), row[count] or 0) for row in rows)
        return converted(sums, workspace.currency, table)

    return ConvertedTotals(net=told(2, 3), owed=told(4, 5), refunded=told(6, 3))


def currencies_of(workspace: Workspace) -> list[CurrencyUse]:
    """Every foreign currency in which an order came."""
    foreign = Order.objects.of(workspace).exclude(currency=workspace.currency).filter(is_test=False, cancelled_at=None)
    spans = foreign.values_list("currency").annotate(
        count=Sum("order_count"), first=Min("placed_at"), last=Max("placed_at"), rows=Count("pk")
    )
    found = list(spans.order_by("-rows", "currency"))
    if not found:
        return []
    missing = converted(day_sums(foreign), workspace.currency, rate_table(workspace)).missing
    latest = latest_rates(workspace)
    return [
        CurrencyUse(currency, count or 0, first.date(), last.date(), missing.get(currency, (0, ZERO))[0],
                    latest.get(currency) or latest.get(workspace.currency))
        for currency, count, first, last, _ in found
    ]  # fmt: skip


def latest_rates(workspace: Workspace) -> Mapping[str, Any]:
    """Currency to the day of its newest rate."""
    return dict(ExchangeRate.objects.of(workspace).values_list("currency").annotate(newest=Max("day")).order_by())


def net_converted(order: Order, workspace: Workspace) -> Converted | None:
    """The order's net revenue in the workspace's currency; None for an order that is in it already."""
    if order.currency == workspace.currency:
        return None
    rows = ExchangeRate.objects.of(workspace).filter(
        currency__in=(order.currency, workspace.currency, "EUR")
    ).values_list("day", "base", "currency", "rate")  # fmt: skip
    table = RateTable(DatedRate(*row) for row in rows)
    return converted([DaySum(order.currency, order.placed_at.date(), order.net, 1)], workspace.currency, table)
