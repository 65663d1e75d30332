"""Orders from the command line, and the same over HTTP."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit.ids import digest
from groundswell.links.models import Attribution, Order
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import create_code, record_order

Cli = Callable[..., Any]
Api = Callable[..., Any]
JSON = "application/json"


@pytest.fixture
def held(workspace: Workspace) -> Order:
    maya = Creator.objects.create(workspace=workspace, name="Maya Brook", email="maya@brook.example")
    create_code(workspace=workspace, code="MAYA10", creator=maya)
    facts = OrderFacts(
        source="shopify", external_id="1", number="#1", currency="USD", subtotal=Decimal("50.00"), total=Decimal("50.00"),
        placed_at=datetime(2026, 3, 10, tzinfo=UTC), codes=("MAYA10",), customer=digest("maya@brook.example"),
    )  # fmt: skip
    record_order(workspace=workspace, facts=facts)
    return Order.objects.get()


def test_listing_holding_and_deciding(cli: Cli, held: Order) -> None:
    assert "held: The buyer’s address is the creator’s own" in cli("orders", "held").stdout
    assert json.loads(cli("orders", "list", "--owed", "held", "--json").stdout)["total"] == 1
    assert json.loads(cli("orders", "list", "--owed", "yes", "--json").stdout)["total"] == 0
    assert cli("orders", "list", "--owed", "perhaps").exit_code == 2
    assert cli("orders", "decide", 999, "--count", "--reason", "x").exit_code == 2
    decided = cli("orders", "decide", held.pk, "--count", "--reason", "A present", "--json")
    assert json.loads(decided.stdout) == {"decided": 1}
    assert json.loads(cli("orders", "held", "--json").stdout) == {"total": 0, "orders": []}


def test_the_guard(cli: Cli, held: Order) -> None:
    assert json.loads(cli("orders", "guard", "--json").stdout)["without_click"] == "nobody"
    changed = json.loads(
        cli("orders", "guard", "--no-own-order", "--burst-orders", 5, "--coupon-site", "knoji.com", "--json").stdout
    )
    assert changed == {
        "without_click": "nobody", "before_post": True, "own_order": False, "burst_orders": 5, "coupon_sites": ["knoji.com"],
        "orders_changed": 1,
    }  # fmt: skip
    assert not Attribution.objects.get().held
    assert cli("orders", "guard", "--without-click", "always").exit_code == 2


def test_a_leaked_code(cli: Cli, held: Order) -> None:
    assert (
        "MAYA10: public since 2026-03-01"
        in cli("orders", "leaked", "maya10", "--where", "x.example", "--since", "2026-03-01").stdout
    )
    assert [one["kind"] for one in Attribution.objects.get().suspicions] == ["own_order", "leaked"]
    assert cli("orders", "leaked", "NONE", "--where", "x").exit_code != 0


def test_over_http(api: Api, held: Order) -> None:
    client = api("read", "write")
    (row,) = client.get("/api/v1/held-orders").json()["orders"]
    assert row["attribution"]["held"] == [{"kind": "own_order", "why": "The buyer’s address is the creator’s own"}]
    guard = client.get("/api/v1/leak-guard").json()
    assert client.put("/api/v1/leak-guard", guard | {"burst_orders": -1}, content_type=JSON).status_code == 422
    assert client.put("/api/v1/leak-guard", guard | {"burst_orders": 9}, content_type=JSON).json()["burst_orders"] == 9
    bad = {"orders": [999], "count": True, "reason": "x"}
    assert client.post("/api/v1/held-orders/decisions", bad, content_type=JSON).status_code == 422
    good = {"orders": [held.pk], "count": False, "reason": "Her own"}
    assert client.post("/api/v1/held-orders/decisions", good, content_type=JSON).json() == {"decided": 1}
    assert client.get("/api/v1/held-orders").json() == {"total": 0, "sums": [], "orders": []}
    assert not Attribution.objects.exists()
