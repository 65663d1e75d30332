"""The workspace's own orders as a daily series for the lift."""

from collections import defaultdict
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np
from django.db.models import Sum

from groundswell.accounts.models import Workspace
from groundswell.kit import clock
from groundswell.kit.days import Day
from groundswell.reports.lift.series import MOST_DAYS, Series
from groundswell.reports.queries.money import NET, counted_orders


class Measure(StrEnum):
    NET_REVENUE = "net_revenue"
    ORDERS = "orders"


def daily_orders(*, workspace: Workspace, measure: Measure) -> Series | None:
    """All orders that count, owed to creators or not, by UTC day from the first to the last whole day; a day without any is
    nought. Net revenue is in the workspace's currency. None without orders."""
    orders = counted_orders(workspace).filter(currency=workspace.currency, placed_at__lt=_midnight())
    by_day = orders.annotate(day=Day("placed_at")).values_list("day").order_by("day")
    totals = by_day.annotate(total=Sum(NET) if measure is Measure.NET_REVENUE else Sum("order_count"))
    figures: defaultdict[int, float] = defaultdict(float)
    days = list(totals)
    if not days:
        return None
    first, last = max(days[0][0], days[-1][0] - timedelta(days=MOST_DAYS - 1)), days[-1][0]
    for day, total in days:
        figures[(day - first).days] = float(total)
    y = np.array([figures[index] for index in range((last - first).days + 1)])
    return Series(first, y, np.zeros((len(y), 0)))


def _midnight() -> datetime:
    return clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
