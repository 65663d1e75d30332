"""Everything with a price on it, in the report's one currency."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.kit.money import ZERO
from groundswell.links.queries import held_sums
from groundswell.links.rules.rates import Sum as DaySum
from groundswell.links.rules.rates import converted
from groundswell.reports.period import Period, moments
from groundswell.reports.queries import abroad, money
from groundswell.reports.report import Held, Unattributed

Key = tuple[int | None, int | None]


class Told(NamedTuple):
    """Orders alike in another currency, with the net revenue of all of them in the report's."""

    alike: abroad.Alike
    net: Decimal


class Amounts:
    """What came in and what was spent. Amounts in other currencies are looked at row by row, and only where there are any;
    `exchange` says at which rates they were converted, and what could not be and is in no sum."""

    def __init__(
        self, workspace: Workspace, campaign: Campaign | None, currency: str, evidence: QuerySet[Any],
        period: Period | None = None,
    ) -> None:  # fmt: skip
        self.currency, self.period = currency, period
        brought = money.brought_by_creator(workspace, campaign, period)
        spent = money.spent_by_creator(workspace, campaign, period)
        self.costs_from = min((row.first for row in spent if row.first), default=None)
        # What is owed to nobody belongs to no campaign.
        nobodys = [] if campaign else money.nobodys_by_channel(workspace, period)
        channels = [row for row in nobodys if not row.unproven]
        self.unproven = money.unproven_by_currency(nobodys)
        held = held_sums(workspace, campaign, **moments("placed_at", period))
        alike = abroad.orders_alike(evidence, currency) if self._foreign(brought) else []
        costs = abroad.costs_alike(money.costs(workspace, campaign, period), currency) if self._foreign(spent) else []
        elsewhere = abroad.channels_abroad(workspace, currency, period) if self._foreign(channels) else []
        apart = abroad.held_abroad(workspace, campaign, currency, period) if self._foreign(held) else []
        dated = [
            *((one.currency, one.day) for one in alike),
            *((one.currency, one.day) for one in costs),
            *((one.currency, one.day) for one in apart),
            *((one.currency, one.day) for _, one in elsewhere),
        ]
        self.exchange = abroad.exchange_for(workspace, currency, dated)
        self.orders = self._orders(alike)
        self.brought = self._brought([row for row in brought if row.currency == currency])
        self.spent = self._spent([row for row in spent if row.currency == currency], costs)
        self.unattributed = self._unattributed([row for row in channels if row.currency == currency], elsewhere)
        self.held = self._held([row for row in held if row.currency == currency], apart)

    def _foreign(self, rows: list[Any]) -> bool:
        return any(row.currency != self.currency for row in rows)

    def _orders(self, alike: list[abroad.Alike]) -> list[Told]:
        told = [
            (one, self.exchange.net_revenue(one.currency, one.day, one.net, rows=one.rows, orders=one.orders))
            for one in alike
        ]
        return [Told(one, net) for one, net in told if net is not None]

    def _brought(self, home: list[money.Brought]) -> dict[Key, tuple[int, Decimal]]:
        """(creator, campaign) to (orders, net revenue)."""
        sums: defaultdict[Key, tuple[int, Decimal]] = defaultdict(lambda: (0, ZERO))
        rows: list[tuple[money.Brought | abroad.Alike, Decimal]] = [(row, row.net_revenue) for row in home]
        for row, net in [*rows, *self.orders]:
            orders, known = sums[row.creator_id, row.campaign_id]
            sums[row.creator_id, row.campaign_id] = (orders + row.orders, known + net)
        return dict(sums)

    def _spent(self, home: list[money.Spent], costs: list[abroad.CostsAlike]) -> defaultdict[Key, dict[str, Decimal]]:
        """(creator, campaign) to kind to amount; commission is what was recorded, not yet what accrued."""
        sums: defaultdict[Key, dict[str, Decimal]] = defaultdict(dict)
        rows: list[tuple[money.Spent | abroad.CostsAlike, Decimal | None]] = [(row, row.amount) for row in home]
        rows += [(one, self.exchange.spend(one.currency, one.day, one.amount, rows=one.rows)) for one in costs]
        for row, amount in rows:
            if amount is not None:
                kinds = sums[row.creator_id, row.campaign_id]
                kinds[row.kind] = kinds.get(row.kind, ZERO) + amount
        return sums

    def _unattributed(self, home: list[money.ChannelOrders], elsewhere: list[tuple[str, DaySum]]) -> list[Unattributed]:
        """Orders owed to no creator, by channel."""
        rows = [(row.channel, row.orders, row.net_revenue) for row in home]
        for channel, one in elsewhere:
            net = self.exchange.net_revenue(one.currency, one.day, one.amount, orders=one.orders)
            rows += [] if net is None else [(channel, one.orders, net)]
        sums: defaultdict[str, tuple[int, Decimal]] = defaultdict(lambda: (0, ZERO))
        for channel, orders, net in rows:
            sums[channel] = (sums[channel][0] + orders, sums[channel][1] + net)
        return [
            Unattributed(channel=name, orders=count, net_revenue=net) for name, (count, net) in sorted(sums.items())
        ]

    def _held(self, home: list[Any], apart: list[DaySum]) -> Held:
        told = converted(apart, self.currency, self.exchange.table)
        return Held(
            orders=told.orders + sum(row.orders for row in home),
            net_revenue=told.amount + sum((row.net for row in home), ZERO),
            missing={currency: orders for currency, (orders, _) in sorted(told.missing.items())},
        )

    @cached_property
    def abroad_by_day(self) -> dict[date, tuple[Decimal, int]]:
        """Day to (net revenue, orders) of what was converted."""
        days: defaultdict[date, tuple[Decimal, int]] = defaultdict(lambda: (ZERO, 0))
        for one, net in self.orders:
            days[one.day] = (days[one.day][0] + net, days[one.day][1] + one.orders)
        return days
