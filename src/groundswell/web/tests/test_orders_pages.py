from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.links.models import Attribution, Order, Store, WebhookDelivery
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import create_store, record_orders

SignIn = Callable[[str], Client]


def facts(number: int, **different: Any) -> OrderFacts:
    base: dict[str, Any] = {
        "source": "shopify", "external_id": str(number), "number": f"#{number}", "currency": "USD", "subtotal": Decimal("100.00"),
        "total": Decimal("100.00"), "placed_at": datetime(2026, 3, 10, tzinfo=UTC),
    }  # fmt: skip
    return OrderFacts(**{**base, **different})


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    return Creator.objects.create(workspace=workspace, name="Maya Brook")


@pytest.fixture
def some(workspace: Workspace, maya: Creator) -> list[Order]:
    """#1 owed to Maya, #2 nobody's, #3 cancelled."""
    rows = [
        facts(1, named_creator=maya.pk, refunded=Decimal("25.00")),
        facts(2, channel="paid_ad"),
        facts(3, cancelled_at=datetime(2026, 3, 11, tzinfo=UTC)),
    ]
    record_orders(workspace=workspace, facts=rows)
    return list(Order.objects.of(workspace).order_by("external_id"))


def numbers(page: str) -> list[str]:
    return [number for number in ("#1", "#2", "#3") if f">{number}</a>" in page]


def test_without_orders_the_page_says_how_they_come(member_client: SignIn) -> None:
    page = member_client("manager").get("/w/acme/orders/").content.decode()
    assert "No order yet" in page
    assert "/w/acme/stores/new/" in page


def test_orders_and_their_sums(member_client: SignIn, some: list[Order]) -> None:
    page = member_client("analyst").get("/w/acme/orders/").content.decode()
    assert numbers(page) == ["#1", "#2", "#3"]
    assert "$175.00" in page
    assert "$75.00" in page
    assert "nobody, paid ad" in page
    assert "Cancelled" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("owed=yes", ["#1"]), ("owed=no", ["#2"]), ("owed=never", ["#3"]), ("method=report", ["#1"]), ("method=code", []),
        ("q=Maya", ["#1"]), ("q=%232", ["#2"]), ("owed=nonsense&method=nonsense", ["#1", "#2", "#3"]),
    ],
)  # fmt: skip
def test_filters(member_client: SignIn, some: list[Order], query: str, shown: list[str]) -> None:
    assert numbers(member_client("analyst").get(f"/w/acme/orders/?{query}").content.decode()) == shown


def test_an_order_opens_in_the_panel_and_as_a_page(member_client: SignIn, some: list[Order]) -> None:
    client = member_client("manager")
    panel = client.get(f"/w/acme/orders/{some[0].pk}/", headers={"HX-Request": "true"}).content.decode()
    assert panel.lstrip().startswith('<div class="stack">')
    assert "Owed to Maya Brook" in panel
    assert "The file or sending system names Maya Brook" in panel
    page = client.get(f"/w/acme/orders/{some[2].pk}/").content.decode()
    assert page.startswith("<!DOCTYPE html>")
    assert "Counts for nobody" in page


def test_a_person_decides_and_takes_it_back(
    member_client: SignIn, workspace: Workspace, maya: Creator, some: list[Order]
) -> None:
    client = member_client("manager")
    order = some[1]
    refused = client.post(f"/w/acme/orders/{order.pk}/decide/", {"creator": "Maya Brook", "reason": ""})
    assert "This field is required." in refused.content.decode()
    assert not Attribution.objects.of(workspace).filter(order=order).exists()
    answer = client.post(
        f"/w/acme/orders/{order.pk}/decide/",
        {"creator": "Maya Brook", "reason": "Named at checkout"},
        headers={"HX-Request": "true"},
    )
    assert answer["HX-Refresh"] == "true"
    attribution = Attribution.objects.of(workspace).get(order=order)
    assert (attribution.creator, attribution.method, attribution.reason) == (maya, "person", "Named at checkout")
    client.post(f"/w/acme/orders/{order.pk}/withdraw/")
    assert not Attribution.objects.of(workspace).filter(order=order).exists()


def test_another_workspaces_orders_and_stores_are_not_there(
    client_of: Callable[[User], Client], outsider: User, workspace: Workspace, some: list[Order]
) -> None:
    store = create_store(workspace=workspace, name="Acme shop", secret="shpss_made_up")
    delivery = WebhookDelivery.objects.create(
        workspace=workspace, store=store, event_id="e", topic="orders/create", body="{}"
    )
    client = client_of(outsider)
    for base in ("/w/rival", "/w/acme"):
        assert client.get(f"{base}/orders/{some[0].pk}/").status_code == 404
        assert client.get(f"{base}/stores/{store.pk}/").status_code == 404
        for path in (
            f"orders/{some[0].pk}/decide/", f"orders/{some[0].pk}/withdraw/", f"stores/{store.pk}/secret/",
            f"stores/{store.pk}/delete/", f"deliveries/{delivery.pk}/replay/",
        ):  # fmt: skip
            assert client.post(f"{base}/{path}", {"reason": "x", "secret": "shpss_other"}).status_code == 404
    assert numbers(client.get("/w/rival/orders/").content.decode()) == []
    assert Store.objects.get().secret == store.secret


def test_a_store_is_connected_shown_and_disconnected(
    member_client: SignIn, workspace: Workspace, some: list[Order]
) -> None:
    client = member_client("manager")
    assert (
        "between 8 and 200"
        in client.post("/w/acme/stores/new/", {"kind": "shopify", "name": "Shop", "secret": "short"}).content.decode()
    )
    page = client.post(
        "/w/acme/stores/new/", {"kind": "shopify", "name": "Shop US", "secret": "shpss_made_up"}, follow=True
    ).content.decode()
    store = Store.objects.of(workspace).get()
    assert f"http://127.0.0.1:8000/hooks/shopify/{store.token}" in page
    assert "shpss_made_up" not in page
    assert "Refund create" in page
    before = store.secret
    client.post(f"/w/acme/stores/{store.pk}/secret/", {"secret": "shpss_new_one"})
    store.refresh_from_db()
    assert store.secret != before
    client.post(f"/w/acme/stores/{store.pk}/delete/")
    assert not Store.objects.of(workspace).exists()
    assert Order.objects.of(workspace).count() == 3


def test_a_failed_event_shows_why_and_can_be_processed_again(member_client: SignIn, workspace: Workspace) -> None:
    store = create_store(workspace=workspace, name="Acme shop", secret="shpss_made_up")
    delivery = WebhookDelivery.objects.create(
        workspace=workspace,
        store=store,
        event_id="e",
        topic="orders/create",
        body="{}",
        error="id: The event has no usable id.",
    )
    client = member_client("manager")
    assert "The event has no usable id." in client.get(f"/w/acme/stores/{store.pk}/").content.decode()
    page = client.post(f"/w/acme/deliveries/{delivery.pk}/replay/", follow=True).content.decode()
    assert "Still not usable" in page
    assert not Order.objects.of(workspace).exists()


def test_the_list_asks_the_same_few_questions_however_long_it_is(
    member_client: SignIn, workspace: Workspace, maya: Creator, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    record_orders(workspace=workspace, facts=[facts(number, named_creator=maya.pk) for number in range(60)])
    client = member_client("analyst")
    for path in ("orders/", "orders/?owed=yes&method=report&q=Maya", "stores/"):
        with django_assert_max_num_queries(14):
            assert client.get(f"/w/acme/{path}").status_code == 200
