"""WooCommerce and Stripe over HTTP: signed, kept, answered, processed; forged, stale, replayed and reordered ones."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.links.models import Attribution, Order, Refund, Store, WebhookDelivery
from groundswell.links.rules.signatures import signature, stripe_signature
from groundswell.links.services import create_code, create_store, process_waiting
from groundswell.links.tests import stripe_events as pay
from groundswell.links.tests import woocommerce_events as woo

SECRET = "whsec_made_up"


@pytest.fixture
def woo_store(workspace: Workspace) -> Store:
    cache.clear()
    return create_store(workspace=workspace, name="Mugs", kind="woocommerce", secret=SECRET)


@pytest.fixture
def stripe_store(workspace: Workspace) -> Store:
    cache.clear()
    return create_store(workspace=workspace, name="Courses", kind="stripe", secret=SECRET)


def post_woo(store: Store, event: Any, topic: str = "order.updated", delivery: str = "d1", **different: Any) -> int:
    body = json.dumps(event, separators=(",", ":")).encode()
    answer = Client().post(
        f"/hooks/woocommerce/{store.token}", data=body, content_type="application/json",
        headers={"X-WC-Webhook-Signature": signature(body, SECRET), "X-WC-Webhook-Topic": topic,
                 "X-WC-Webhook-Delivery-ID": delivery, **different},
    )  # fmt: skip
    process_waiting()
    return answer.status_code


def post_stripe(store: Store, event: Any, *, age: int = 0, secret: str = SECRET, header: str = "") -> Any:
    body = json.dumps(event).encode()
    seconds = int(clock.now().timestamp()) - age
    signed = header or f"t={seconds},v1={'0' * 64},v1={stripe_signature(body, secret, seconds)},v0=old"
    answer = Client().post(
        f"/hooks/stripe/{store.token}", data=body, content_type="application/json", headers={"Stripe-Signature": signed}
    )
    process_waiting()
    return answer


def order() -> Order:
    return Order.objects.get()


def test_woocommerces_first_ping_is_answered_and_nothing_else(woo_store: Store) -> None:
    answer = Client().post(
        f"/hooks/woocommerce/{woo_store.token}", data="webhook_id=142", content_type="application/x-www-form-urlencoded"
    )
    woo_store.refresh_from_db()
    assert (answer.status_code, woo_store.pinged_at is not None) == (200, True)
    assert not WebhookDelivery.objects.exists()
    sneaky = Client().post(
        f"/hooks/woocommerce/{woo_store.token}",
        data="webhook_id=142&total=9",
        content_type="application/x-www-form-urlencoded",
    )
    assert sneaky.status_code == 401


def test_a_woocommerce_order_is_owed_refunded_and_cancelled(woo_store: Store, workspace: Workspace) -> None:
    maya = Creator.objects.create(workspace=workspace, name="Maya Brook")
    create_code(workspace=workspace, code="MAYA20", creator=maya)
    assert post_woo(woo_store, woo.order()) == 200
    assert (order().net, Attribution.objects.get().creator) == (Decimal("80.00"), maya)
    later = {"date_modified_gmt": "2026-03-11T12:00:00"}
    post_woo(woo_store, woo.order(refunds=[woo.refund()], **later), delivery="d2")
    # 47.60 was goods and their tax in the order's own proportion: 47.60 x 80 / (80 + 16.15) = 39.60
    assert order().net == Decimal("80.00") - Decimal("39.60")
    post_woo(woo_store, woo.order(), delivery="d3")  # an older state arrives late
    assert order().net == Decimal("40.40")
    post_woo(woo_store, woo.order(date_modified_gmt="2026-03-12T12:00:00"), delivery="d4")
    assert order().net == Decimal("80.00")  # the shop took the refund back
    post_woo(woo_store, {"id": 727}, topic="order.deleted", delivery="d5")
    assert (order().counts, Attribution.objects.exists()) == (False, False)
    post_woo(woo_store, {"id": 727}, topic="order.deleted", delivery="d5")
    assert WebhookDelivery.objects.count() == 5


def test_an_order_deleted_before_it_came_does_not_count(woo_store: Store) -> None:
    assert post_woo(woo_store, {"id": 727}, topic="order.deleted") == 200
    assert not Order.objects.exists()
    post_woo(woo_store, woo.order(), topic="order.created", delivery="d2")
    assert order().cancelled_at is not None


def test_an_order_that_is_not_sold_yet_is_none(woo_store: Store) -> None:
    post_woo(woo_store, woo.order(status="pending"))
    assert not Order.objects.exists()
    post_woo(woo_store, woo.order(date_modified_gmt="2026-03-10T12:01:00"), delivery="d2")
    assert order().counts


def test_two_woocommerce_shops_may_have_the_same_order_number(woo_store: Store, workspace: Workspace) -> None:
    second = create_store(workspace=workspace, name="Plates", kind="woocommerce", secret=SECRET)
    post_woo(woo_store, woo.order())
    post_woo(second, woo.order())
    assert sorted(Order.objects.values_list("source", "external_id")) == [
        ("woocommerce", "727"),
        ("woocommerce-2", "727"),
    ]


def test_a_forged_woocommerce_event_is_refused(woo_store: Store) -> None:
    assert post_woo(woo_store, woo.order(), **{"X-WC-Webhook-Signature": signature(b"{}", SECRET)}) == 401
    assert post_woo(woo_store, woo.order(total="oops"), delivery="d2") == 200
    assert not Order.objects.exists()
    assert "no amount" in WebhookDelivery.objects.get().error


def test_a_checkout_is_owed_by_its_promotion_code_once_its_name_is_known(
    stripe_store: Store, workspace: Workspace
) -> None:
    maya = Creator.objects.create(workspace=workspace, name="Maya Brook")
    create_code(workspace=workspace, code="MAYA15", creator=maya)
    event = pay.event("checkout.session.completed", pay.session())
    assert post_stripe(stripe_store, event).status_code == 200
    assert (order().currency, order().net, Attribution.objects.exists()) == ("CAD", Decimal("85.00"), False)
    post_stripe(stripe_store, pay.event("promotion_code.created", pay.promotion_code(), "evt_2"))
    assert (order().codes, Attribution.objects.get().creator) == (["MAYA15"], maya)
    assert post_stripe(stripe_store, event).status_code == 200
    assert (WebhookDelivery.objects.count(), Order.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    "sequence",
    [("paid", "refund", "open", "won"), ("refund", "won", "open", "paid"), ("open", "won", "paid", "refund")],
)
def test_refunds_and_disputes_come_out_the_same_in_any_order(stripe_store: Store, sequence: tuple[str, ...]) -> None:
    events = {
        "paid": ("checkout.session.completed", pay.session()), "refund": ("refund.created", pay.refund()),
        "open": ("charge.dispute.created", pay.dispute("needs_response")), "won": ("charge.dispute.closed", pay.dispute("won")),
    }  # fmt: skip
    for name in sequence:
        assert post_stripe(stripe_store, pay.event(*events[name], f"evt_{name}")).status_code == 200
    # 20.00 back of 85.00 goods and 6.80 tax: 20 x 85 / 91.80 = 18.52; the dispute was won.
    assert (order().refunded, order().net) == (Decimal("18.52"), Decimal("66.48"))
    assert Refund.objects.count() == 2
    post_stripe(stripe_store, pay.event("refund.failed", pay.refund(status="failed"), "evt_failed"))
    post_stripe(stripe_store, pay.event("refund.updated", pay.refund(), "evt_late"))
    assert order().net == Decimal("85.00")


def test_a_lost_dispute_takes_everything(stripe_store: Store) -> None:
    post_stripe(stripe_store, pay.event("checkout.session.completed", pay.session()))
    post_stripe(stripe_store, pay.event("charge.dispute.created", pay.dispute("lost"), "evt_2"))
    assert order().net == 0


def test_a_failed_bank_debit_never_counts(stripe_store: Store) -> None:
    post_stripe(stripe_store, pay.event("checkout.session.completed", pay.session()))
    post_stripe(stripe_store, pay.event("checkout.session.async_payment_failed", pay.session(), "evt_2"))
    assert not order().counts


@pytest.mark.parametrize(
    ("different", "message"),
    [
        ({"age": 310}, "more than five minutes"), ({"age": -310}, "more than five minutes"), ({"secret": "whsec_guess"}, "not signed"),
        ({"header": "t=1,t=2,v1=aa"}, "not signed"), ({"header": "v1=aa"}, "not signed"), ({"header": "t=²,v1=é"}, "not signed"),
    ],
)  # fmt: skip
def test_a_forged_or_stale_stripe_event_is_refused(
    stripe_store: Store, different: dict[str, Any], message: str
) -> None:
    answer = post_stripe(stripe_store, pay.event("checkout.session.completed", pay.session()), **different)
    assert (answer.status_code, message in answer.json()["message"]) == (401, True)
    assert not WebhookDelivery.objects.exists()


def test_a_signed_but_unusable_stripe_event_is_kept_with_the_reason(stripe_store: Store) -> None:
    post_stripe(stripe_store, pay.event("checkout.session.completed", pay.session(currency=None)))
    post_stripe(stripe_store, [1, 2])
    assert not Order.objects.exists()
    assert sorted(WebhookDelivery.objects.values_list("error", flat=True)) == [
        "body: The event is no JSON object.", "currency: The event names no currency."
    ]  # fmt: skip
