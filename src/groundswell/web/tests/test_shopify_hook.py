import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.links.models import Attribution, Order, Refund, Store, WebhookDelivery
from groundswell.links.rules.signatures import signature
from groundswell.links.services import (
    create_code,
    create_store,
    forget_old_events,
    process_delivery,
    process_waiting,
    replay_delivery,
)
from groundswell.links.tests import shopify_events as events

SECRET = "shpss_made_up"


@pytest.fixture
def store(workspace: Workspace) -> Store:
    cache.clear()
    return create_store(workspace=workspace, name="Acme shop", secret=SECRET)


def post(
    store: Store, event: Any, topic: str = "orders/create", event_id: str = "e1", secret: str = SECRET, **headers: str
) -> Any:
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    return Client().post(
        f"/hooks/shopify/{store.token}", data=body, content_type="application/json",
        headers={"X-Shopify-Hmac-Sha256": signature(body, secret), "X-Shopify-Topic": topic, "X-Shopify-Event-Id": event_id, **headers},
    )  # fmt: skip


def order() -> Order:
    return Order.objects.get()


def test_a_signed_order_is_kept_answered_and_processed(store: Store, workspace: Workspace) -> None:
    maya = Creator.objects.create(workspace=workspace, name="Maya Brook")
    create_code(workspace=workspace, code="MAYA10", creator=maya)
    answer = post(store, events.order())
    assert (answer.status_code, answer.content) == (200, b"")
    assert not Order.objects.exists()
    assert process_waiting() == 1
    assert (order().external_id, order().net) == (str(events.ORDER_ID), Decimal("90.00"))
    assert Attribution.objects.get().creator == maya
    delivery = WebhookDelivery.objects.get()
    assert delivery.processed_at is not None
    assert process_waiting() == 0


def test_the_secret_is_not_in_the_database_as_it_is(store: Store) -> None:
    assert SECRET not in store.secret


@pytest.mark.parametrize("forge", ["wrong secret", "no signature", "truncated", "one byte changed"])
def test_a_forged_event_is_401_logged_and_leaves_nothing_else(store: Store, workspace: Workspace, forge: str) -> None:
    body = json.dumps(events.order()).encode()
    good = signature(body, SECRET)
    sent, signed = {
        "wrong secret": (body, signature(body, "shpss_guess")), "no signature": (body, ""), "truncated": (body[:-10], good),
        "one byte changed": (body.replace(b"90.00", b"99.00"), good),
    }[forge]  # fmt: skip
    answer = Client().post(
        f"/hooks/shopify/{store.token}", data=sent, content_type="application/json",
        headers={"X-Shopify-Hmac-Sha256": signed, "X-Shopify-Topic": "orders/create"},
    )  # fmt: skip
    assert answer.status_code == 401
    assert answer.json()["error"] == "bad_signature"
    assert not WebhookDelivery.objects.exists()
    entry = AuditEntry.objects.of(workspace).get(action="webhook.refused")
    assert "Buyer" not in json.dumps(entry.detail)


def test_bad_signatures_are_bounded_and_good_ones_still_pass(store: Store, workspace: Workspace) -> None:
    statuses = [post(store, events.order(), secret="shpss_guess").status_code for _ in range(22)]
    assert statuses == [401] * 20 + [429] * 2
    assert AuditEntry.objects.of(workspace).filter(action="webhook.refused").count() == 20
    assert post(store, events.order()).status_code == 200


def test_a_guessed_address_is_404(store: Store) -> None:
    assert Client().post("/hooks/shopify/guess", data=b"{}", content_type="application/json").status_code == 404
    assert Client().get(f"/hooks/shopify/{store.token}").status_code == 405


def test_a_body_no_shop_sends_is_413(store: Store) -> None:
    assert post(store, b"x" * (2 * 1024 * 1024 + 1)).status_code == 413
    assert not WebhookDelivery.objects.exists()


def test_the_same_event_twice_is_one_delivery_and_another_topic_is_another(store: Store) -> None:
    for topic in ("orders/create", "orders/create", "orders/paid"):
        assert post(store, events.order(), topic).status_code == 200
    assert WebhookDelivery.objects.count() == 2
    process_waiting()
    assert Order.objects.count() == 1


def test_a_replayed_body_under_a_new_event_id_changes_nothing(store: Store) -> None:
    post(store, events.order(), event_id="e1")
    post(
        store,
        events.order(updated_at="2026-03-11T08:00:00-04:00", cancelled_at="2026-03-11T08:00:00-04:00"),
        "orders/cancelled",
        "e2",
    )
    post(store, events.order(), event_id="forged-by-replay")
    process_waiting()
    assert order().cancelled_at is not None


def test_events_in_the_wrong_order_end_the_same(store: Store) -> None:
    post(store, events.refund(), "refunds/create", "e1")
    post(store, events.order(updated_at="2026-03-12T09:00:01-04:00", refunds=[events.refund()]), "orders/updated", "e2")
    post(store, events.order(), "orders/create", "e3")
    process_waiting()
    assert (order().refunded, order().net) == (Decimal("45.00"), Decimal("45.00"))
    assert Refund.objects.count() == 1


def test_a_refund_in_a_shop_with_tax_inside_prices(store: Store) -> None:
    inside = events.order(
        taxes_included=True, subtotal_price_set=events.money_set("98.00"), total_price_set=events.money_set("103.00")
    )  # fmt: skip
    back = events.refund(
        refund_line_items=[
            {"quantity": 1, "subtotal_set": events.money_set("49.00"), "total_tax_set": events.money_set("4.00")}
        ]
    )
    post(store, inside)
    post(store, back, "refunds/create", "e2")
    process_waiting()
    assert (order().subtotal, order().refunded, order().net) == (Decimal("90.00"), Decimal("45.00"), Decimal("45.00"))


def test_a_test_order_is_shown_and_never_counts(store: Store, workspace: Workspace) -> None:
    create_code(
        workspace=workspace, code="MAYA10", creator=Creator.objects.create(workspace=workspace, name="Maya Brook")
    )
    post(store, events.order(test=True))
    process_waiting()
    assert order().is_test
    assert order().net == 0
    assert not Attribution.objects.exists()


@pytest.mark.parametrize(
    ("event", "error"),
    [
        (b"not json", "body: The event is no readable JSON."),
        (events.order(currency=None, total_price_set=None), "currency: "),
    ],
)
def test_a_signed_event_that_cannot_be_used_is_kept_with_the_reason(store: Store, event: Any, error: str) -> None:
    assert post(store, event).status_code == 200
    process_waiting()
    delivery = WebhookDelivery.objects.get()
    assert delivery.error.startswith(error)
    assert delivery.processed_at is None
    assert not Order.objects.exists()
    delivery.body = json.dumps(events.order())
    assert replay_delivery(delivery=delivery) == "created"
    assert WebhookDelivery.objects.get().error == ""


def test_replaying_changes_nothing(store: Store) -> None:
    post(store, events.order())
    delivery = WebhookDelivery.objects.get()
    assert [process_delivery(delivery=delivery), replay_delivery(delivery=delivery)] == ["created", "unchanged"]


def test_other_topics_are_taken_and_left_alone(store: Store) -> None:
    assert post(store, {"id": 1}, "products/update").status_code == 200
    assert process_delivery(delivery=WebhookDelivery.objects.get()) == "ignored"


def test_what_buyers_told_is_forgotten_after_thirty_days(store: Store) -> None:
    post(store, events.order(), event_id="old")
    post(store, b"not json", event_id="unusable")
    process_waiting()
    WebhookDelivery.objects.update(received_at=clock.now() - timedelta(days=31))
    post(store, events.order(), event_id="new")
    process_waiting()
    assert forget_old_events() == 1
    kept = {delivery.event_id: bool(delivery.body) for delivery in WebhookDelivery.objects.all()}
    assert kept == {"old": False, "unusable": True, "new": True}
    with pytest.raises(BadInput, match="deleted after 30 days"):
        replay_delivery(delivery=WebhookDelivery.objects.get(event_id="old"))
    assert Order.objects.count() == 1
