"""The orders of customers that creators brought."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.kit import clock
from groundswell.kit.money import ZERO, cents
from groundswell.links.models import Order
from groundswell.reports.cohorts.payback import payback
from groundswell.reports.cohorts.rules import Cohort, Purchase, cohorts_of
from groundswell.reports.cohorts.told import Customers
from groundswell.reports.period import Period
from groundswell.reports.queries import money
from groundswell.reports.queries.abroad import exchange_for
from groundswell.reports.queries.evidence import owed
from groundswell.reports.report import Day
from groundswell.reports.rules import Figures


class Scope(NamedTuple):
    """What a report is of."""

    workspace: Workspace
    campaign: Campaign | None
    currency: str
    period: Period | None


def customers_of(scope: Scope, totals: Figures, days: Sequence[Day], costs_from: date | None) -> Customers:
    """Cohorts, and when the spend was paid back; in a period: customers who came in it, followed until now."""
    purchases = purchases_of(scope)
    cohorts = cohorts_told(scope, purchases)
    net = {one.day: one.net_revenue for one in days if one.orders}
    return Customers(
        cohorts=cohorts,
        anonymous=sum(not one.customer for one in purchases),
        without_rate=sum(one.net is None for cohort in cohorts for member in cohort.customers for one in member.orders),
        owed=payback(net, spend=totals.spend, margin=totals.margin, costs_from=costs_from),
        followed=payback(_with_later(net, cohorts), spend=totals.spend, margin=totals.margin, costs_from=costs_from),
    )


def cohorts_told(scope: Scope, purchases: Sequence[Purchase]) -> list[Cohort]:
    return cohorts_of(purchases, margin=scope.workspace.gross_margin, as_of=clock.now())


def purchases_of(scope: Scope) -> list[Purchase]:
    """Every counted order of the customers who have one owed to a creator, and the owed ones of nobody known (customer "");
    what is held apart is none."""
    mine = owed(scope.workspace, scope.campaign)
    theirs = Q(customer__in=mine.exclude(order__customer="").values("order__customer"))
    nobodys = Q(customer="", attribution__in=owed(scope.workspace, scope.campaign, scope.period))
    orders = money.counted_orders(scope.workspace).filter(~Q(attribution__held=True)).filter(theirs | nobodys)
    facts = ("pk", "customer", "placed_at", "currency", "subtotal", "refunded", "attribution__campaign", "attribution")
    rows = list(orders.values_list(*facts))
    abroad = [(currency, at.date()) for _, _, at, currency, *_ in rows if currency != scope.currency]
    exchange = exchange_for(scope.workspace, scope.currency, abroad)
    found = []
    for pk, customer, at, currency, subtotal, refunded, campaign, attribution in rows:
        net = exchange.net_revenue(currency, at.date(), cents(subtotal - refunded))
        mine_too = attribution is not None and (scope.campaign is None or campaign == scope.campaign.pk)
        begins = mine_too and (scope.period is None or scope.period.first <= at.date() <= scope.period.last)
        found.append(Purchase(pk=pk, customer=customer, at=at, net=net, owed=mine_too, counts_first=begins))
    return found


def orders_in_full(workspace: Workspace, purchases: Sequence[Purchase]) -> dict[int, Order]:
    """By id, with whom each is owed to."""
    rows = Order.objects.of(workspace).select_related("attribution__creator")
    found: dict[int, Order] = rows.in_bulk([one.pk for one in purchases])
    return found


def _with_later(net: dict[date, Decimal], cohorts: Sequence[Cohort]) -> dict[date, Decimal]:
    days: defaultdict[date, Decimal] = defaultdict(lambda: ZERO, net)
    for cohort in cohorts:
        for member in cohort.customers:
            for one in member.orders:
                if not one.counts_first and one.net is not None:
                    days[one.at.date()] += one.net
    return dict(days)
