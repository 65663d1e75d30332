"""Orders that only a pixel saw, beside the shop's own: the same order is never counted twice."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.kit import clock
from groundswell.links.models import Order
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.rules.unproven import PIXEL_SOURCE, is_unproven
from groundswell.links.services.attribution import attribute

NEAR = timedelta(days=3)
"""Ids of two shops may be alike: only an order of about the same time is the same."""


def proven_twin(workspace: Workspace, facts: OrderFacts) -> Order | None:
    """The order of that id or number which a shop, file or server told, placed about then in the same currency."""
    same = Q(external_id=facts.external_id) | Q(number__in=[facts.external_id, f"#{facts.external_id}"])
    near = Q(placed_at__range=(facts.placed_at - NEAR, facts.placed_at + NEAR), currency=facts.currency)
    found = Order.objects.of(workspace).exclude(source__startswith=PIXEL_SOURCE).filter(same & near)
    return found.order_by("pk").first()


def withdraw_unproven(workspace: Workspace, facts: Sequence[OrderFacts]) -> None:
    """These orders are proven now: what a pixel had told of them stops counting."""
    proven = [one for one in facts if not is_unproven(one.source)]
    names = {name for one in proven for name in (one.external_id, one.number.lstrip("#")) if name}
    if not names:
        return
    seen = Order.objects.of(workspace).filter(source__startswith=PIXEL_SOURCE, external_id__in=names, cancelled_at=None)
    gone = [row for row in seen if any(_same(row, one) for one in proven)]
    for row in gone:
        row.cancelled_at = row.changed_at = clock.now()
    Order.objects.bulk_update(gone, ["cancelled_at", "changed_at"])
    if gone:
        attribute(workspace=workspace, orders=gone)


def _same(row: Order, facts: OrderFacts) -> bool:
    named = row.external_id in (facts.external_id, facts.number.lstrip("#"))
    return named and row.currency == facts.currency and abs(row.placed_at - facts.placed_at) <= NEAR
