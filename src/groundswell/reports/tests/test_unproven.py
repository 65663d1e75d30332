"""What a pixel alone told moves no figure until a person lets it count."""

from datetime import timedelta
from decimal import Decimal

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.links.models import Attribution, Order
from groundswell.reports.queries.daily import Measure, daily_orders
from groundswell.reports.queries.money import counted_orders

pytestmark = pytest.mark.django_db


def order(workspace: Workspace, source: str, number: str) -> Order:
    return Order.objects.create(
        workspace=workspace, source=source, external_id=number, placed_at=clock.now() - timedelta(days=2), currency=workspace.currency,
        subtotal=Decimal("50.00"), total=Decimal("50.00"),
    )  # fmt: skip


def test_a_flood_of_forged_orders_moves_nothing(workspace: Workspace) -> None:
    signed = order(workspace, "shopify", "1")
    for number in range(20):
        order(workspace, "pixel-7", str(number))
    assert list(counted_orders(workspace)) == [signed]
    series = daily_orders(workspace=workspace, measure=Measure.ORDERS)
    assert series is not None
    assert series.y.tolist() == [1.0]


def test_who_was_let_in_counts_and_who_is_held_does_not(workspace: Workspace) -> None:
    maya = Creator.objects.create(workspace=workspace, name="Maya")
    held, let_in = order(workspace, "pixel-7", "1"), order(workspace, "pixel-7", "2")
    for one, apart in ((held, True), (let_in, False)):
        Attribution.objects.create(workspace=workspace, order=one, creator=maya, method="code", held=apart)
    assert list(counted_orders(workspace)) == [let_in]
