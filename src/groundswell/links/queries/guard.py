"""What is held apart, and by which settings."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Sum

from groundswell.accounts.models import Workspace
from groundswell.kit.money import ZERO, cents
from groundswell.links.models import Attribution, LeakGuard, Order
from groundswell.links.rules.guard import Guard, WithoutClick


class HeldSum(NamedTuple):
    """Orders held apart in one currency."""

    currency: str
    orders: int
    net: Decimal


def guard_of(workspace: Workspace) -> Guard:
    """What the workspace holds; the defaults until somebody changes them."""
    row = LeakGuard.objects.of(workspace).first()
    if row is None:
        return Guard()
    return Guard(
        WithoutClick(row.without_click), row.before_post, row.own_order, row.burst_orders, tuple(row.coupon_sites)
    )


def counted_attributions(workspace: Workspace) -> QuerySet[Attribution]:
    """Whom orders are owed to, for every figure: no test, nothing cancelled, nothing held apart."""
    return Attribution.objects.of(workspace).filter(order__is_test=False, order__cancelled_at=None, held=False)


def held_orders(workspace: Workspace) -> QuerySet[Order]:
    """Orders held apart, newest first, with whom they would be owed to."""
    rows: QuerySet[Order] = Order.objects.of(workspace).filter(attribution__held=True, is_test=False, cancelled_at=None)
    return rows.select_related("attribution__creator", "attribution__campaign", "attribution__code").order_by(
        "-placed_at", "-pk"
    )


def held_sums(workspace: Workspace, campaign: Any = None, **which: Any) -> list[HeldSum]:
    """What is held apart, a row for each currency, the largest first; of one campaign, and of the orders asked for."""
    rows = held_orders(workspace).filter(**which)
    if campaign is not None:
        rows = rows.filter(attribution__campaign=campaign)
    sums = rows.order_by().values_list("currency").annotate(
        orders=Sum("order_count"), net_sum=Sum(F("subtotal") - F("refunded"))
    )  # fmt: skip
    found = [HeldSum(currency, orders or 0, cents(net or ZERO)) for currency, orders, net in sums]
    return sorted(found, key=lambda one: (-one.net, one.currency))
