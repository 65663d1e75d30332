"""What a pixel alone told moves no figure until a person lets it count."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
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


def test_the_report_names_what_only_a_pixel_told(
    workspace: Workspace, owner: User, client_of: Callable[[User], Client], cli: Callable[..., Any]
) -> None:
    maya = Creator.objects.create(workspace=workspace, name="Maya")
    for number in range(3):
        order(workspace, "pixel-7", str(number))
    held = order(workspace, "pixel-7", "held")
    Attribution.objects.create(workspace=workspace, order=held, creator=maya, method="code", held=True)
    Order.objects.filter(pk=order(workspace, "pixel-7", "withdrawn").pk).update(cancelled_at=clock.now())
    client, line = client_of(owner), "3 orders worth 150.00 USD told only by the pixel, in no figure."
    page = client.get("/w/acme/roi/").content.decode()
    assert line in page
    assert 'href="/w/acme/orders/?owed=unproven"' in page
    day = (clock.now() - timedelta(days=2)).date()
    told = json.loads(cli("reports", "roi", "--json").stdout)
    assert told["unproven"] == [{"currency": "USD", "orders": 3, "net_revenue": 150.0}]
    assert told["totals"]["orders"] == 0
    assert line in told["notes"]
    behind = client.get("/w/acme/orders/", {"owed": "unproven", "first": str(day), "last": str(day)}).content.decode()
    assert behind.count("nobody</span>") == 3
    later = client.get("/w/acme/orders/", {"owed": "unproven", "first": "2020-01-01", "last": "2020-01-02"})
    assert "nobody</span>" not in later.content.decode()
    assert (
        json.loads(cli("reports", "roi", "--first", "2020-01-01", "--last", "2020-01-02", "--json").stdout)["unproven"]
        == []
    )
