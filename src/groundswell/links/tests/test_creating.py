"""Rows that are written past Django are what Django would have written."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.writing.creating import create
from groundswell.links.models import Order

pytestmark = pytest.mark.django_db


def order(workspace: Workspace, external_id: str) -> Order:
    placed = datetime(2026, 3, 2, 12, 0, 0, 120, UTC)
    return Order(
        workspace=workspace, source="shopify", external_id=external_id, placed_at=placed, changed_at=placed,
        currency="EUR", subtotal=Decimal("100.005"), total=Decimal("7E+2"), codes=["GRÜN10"],
        lines=[{"title": "Trail “shoe”", "quantity": 1}], prices_include_tax=True,
    )  # fmt: skip


def raw(external_id: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM links_order WHERE external_id = %s", [external_id])
        names = [column[0] for column in cursor.description]
        [row] = cursor.fetchall()
    return [value for name, value in zip(names, row, strict=True) if name not in ("id", "external_id")]


def test_every_column_is_as_django_writes_it(workspace: Workspace) -> None:
    Order.objects.bulk_create([order(workspace, "django")])
    many = [order(workspace, str(number)) for number in range(101)]
    create(Order, many)
    assert raw("django") == raw("0") == raw("100")
    assert Order.objects.get(external_id="100") == many[100]


def test_keys_go_on_where_django_goes_on(workspace: Workspace) -> None:
    order(workspace, "1").save()
    [two] = rows = [order(workspace, "2")]
    create(Order, rows)
    create(Order, [])
    order(workspace, "3").save()
    two.number = "#2"
    two.save()
    assert list(Order.objects.order_by("pk").values_list("external_id", "number")) == [
        ("1", ""),
        ("2", "#2"),
        ("3", ""),
    ]
