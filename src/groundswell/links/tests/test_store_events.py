"""WooCommerce's and Stripe's events read exactly, or refused with the place."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.kit.ids import digest
from groundswell.links.rules import shopify, stripe, woocommerce
from groundswell.links.rules.event_reading import document_of
from groundswell.links.rules.orders import OrderFacts, RefundFacts
from groundswell.links.rules.told import OrderTold, RefundTold
from groundswell.links.tests import stripe_events as pay
from groundswell.links.tests import woocommerce_events as woo

JSON = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6)
)
ANY = st.recursive(
    JSON, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
)


def of_woo(**different: Any) -> OrderTold:
    (told,) = woocommerce.told("order.updated", document_of(json.dumps(woo.order(**different))))
    assert isinstance(told, OrderTold)
    return told


def of_stripe(kind: str, thing: dict[str, Any]) -> Any:
    told = stripe.told(kind, document_of(json.dumps(pay.event(kind, thing))))
    return told[0] if told else None


def paid(**different: Any) -> OrderFacts:
    told = of_stripe("checkout.session.completed", pay.session(**different))
    assert isinstance(told, OrderTold)
    return told.facts


def test_a_woocommerce_order_is_read_exactly() -> None:
    facts = of_woo(id=9_007_199_254_740_993_117).facts
    assert (facts.source, facts.external_id, facts.currency) == ("woocommerce", "9007199254740993117", "EUR")
    assert (facts.subtotal, facts.discount, facts.shipping, facts.tax, facts.total) == (
        Decimal("80.00"), Decimal("20.00"), Decimal("5.00"), Decimal("16.15"), Decimal("101.15")
    )  # fmt: skip
    assert (facts.codes, facts.click_id, facts.customer) == (("maya20",), woo.CLICK, digest("buyer@example.com"))
    assert facts.placed_at == datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    assert facts.lines == ({"title": "Mug", "sku": "M-1", "quantity": 2, "price": "50.00"},)


@pytest.mark.parametrize(
    ("status", "cancelled", "only_if_known"),
    [("processing", False, False), ("completed", False, False), ("cancelled", True, False), ("failed", True, False),
     ("trash", True, False), ("pending", True, True), ("on-hold", True, True), ("checkout-draft", True, True)],
)  # fmt: skip
def test_what_woocommerces_states_mean(status: str, cancelled: bool, only_if_known: bool) -> None:
    told = of_woo(status=status)
    assert (told.facts.cancelled_at is not None, told.only_if_known) == (cancelled, only_if_known)


def test_woocommerces_refunds_are_sums_of_everything() -> None:
    assert of_woo(refunds=[woo.refund()]).facts.refunds == (RefundFacts("901", Decimal("47.60"), gross=True),)
    assert of_woo(status="refunded").facts.refunds == (RefundFacts("all:727", Decimal("101.15"), gross=True),)


def test_a_test_payment_in_woocommerce_is_a_test() -> None:
    assert of_woo(meta_data=[{"key": "_wcpay_mode", "value": "test"}]).facts.is_test


@pytest.mark.parametrize(
    ("different", "where"),
    [
        ({"total": None}, "total"), ({"total": "12,5"}, "total"), ({"total": 12.5}, None), ({"total": "-3"}, "total"),
        ({"total": "1.00"}, "total"), ({"currency": None}, "currency"), ({"currency": "Euro"}, "currency"),
        ({"date_created_gmt": "10.03.2026"}, "date_created_gmt"), ({"id": ""}, "id"), ({"refunds": "x"}, "refunds"),
        ({"refunds": [{"id": 1, "total": "lots"}]}, "total"), ({"line_items": [{"quantity": -1}]}, "quantity"),
    ],
)  # fmt: skip
def test_a_wrong_woocommerce_order_names_what_is_wrong(different: dict[str, Any], where: str | None) -> None:
    if where is None:  # a number of the JSON is read without floats: 12.5 is 12.50, less than tax and shipping
        where = "total"
    with pytest.raises(BadInput) as refusal:
        of_woo(**different)
    assert refusal.value.where == where


def test_a_paid_checkout_is_read_exactly() -> None:
    facts = paid()
    assert (facts.source, facts.external_id, facts.currency) == ("stripe", pay.PAYMENT, "CAD")
    assert (facts.subtotal, facts.discount, facts.tax, facts.shipping, facts.total) == (
        Decimal("85.00"), Decimal("15.00"), Decimal("6.80"), Decimal("5.00"), Decimal("96.80")
    )  # fmt: skip
    assert (facts.codes, facts.click_id) == (("promo_1Maya",), pay.CLICK)
    assert (facts.is_test, facts.prices_include_tax) == (False, False)
    assert paid(discounts=[{"promotion_code": {"id": "promo_1", "code": "MAYA15"}}]).codes == ("MAYA15",)
    assert paid(livemode=False).is_test


def test_tax_inside_stripes_prices_is_taken_out_without_that_on_shipping() -> None:
    inside = paid(
        amount_subtotal=11900, amount_total=12495,
        total_details={"amount_discount": 0, "amount_shipping": 595, "amount_tax": 1995},
        shipping_cost={"amount_tax": 95},
    )  # fmt: skip
    assert (inside.subtotal, inside.prices_include_tax) == (Decimal("100.00"), True)


@pytest.mark.parametrize(
    ("currency", "minor", "amount"),
    [("jpy", 5000, "5000.00"), ("usd", 5000, "50.00"), ("kwd", 5000, "5.00"), ("isk", 5000, "50.00")],
)
def test_amounts_are_in_the_currencys_smallest_unit(currency: str, minor: int, amount: str) -> None:
    facts = paid(currency=currency, amount_subtotal=minor, amount_total=minor, total_details={}, shipping_cost=None)
    assert facts.total == Decimal(amount)


@pytest.mark.parametrize(
    ("different", "where"),
    [
        ({"currency": None}, "currency"), ({"amount_total": None}, "amount_total"), ({"amount_total": "9680"}, "amount_total"),
        ({"amount_total": 96.8}, "amount_total"), ({"amount_total": -9680}, "amount_total"), ({"amount_total": 9700}, "amount_total"),
        ({"created": "2026-03-10"}, "created"), ({"created": 0}, "created"), ({"discounts": None}, None),
        ({"currency": "kwd", "amount_subtotal": 10001}, "amount_subtotal"), ({"metadata": []}, None), ({"metadata": [1]}, "metadata"),
    ],
)  # fmt: skip
def test_a_wrong_checkout_names_what_is_wrong(different: dict[str, Any], where: str | None) -> None:
    if where is None:
        assert paid(**different).total == Decimal("96.80")
        return
    with pytest.raises(BadInput) as refusal:
        paid(**different)
    assert refusal.value.where == where


def test_what_is_not_paid_is_no_order() -> None:
    for different in ({"payment_status": "unpaid"}, {"mode": "setup"}):
        assert of_stripe("checkout.session.completed", pay.session(**different)) is None
    assert of_stripe("customer.created", {"id": "cus_1"}) is None


def test_a_subscriptions_invoice_and_its_checkout_are_one_order() -> None:
    first = paid(mode="subscription", payment_intent=None, invoice="in_1")
    later = of_stripe("invoice.paid", pay.invoice()).facts
    assert (first.external_id, later.external_id) == ("in_1", "in_1")
    assert (later.subtotal, later.tax, later.total, later.discount) == (
        Decimal("10.00"), Decimal("1.90"), Decimal("11.90"), Decimal("1.00")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "amount", "settled"),
    [("needs_response", "96.80", False), ("under_review", "96.80", False), ("lost", "96.80", True), ("won", "0.00", True),
     ("warning_needs_response", "0.00", False), ("warning_closed", "0.00", True)],
)  # fmt: skip
def test_what_a_dispute_takes(status: str, amount: str, settled: bool) -> None:
    told = of_stripe("charge.dispute.created", pay.dispute(status))
    assert isinstance(told, RefundTold)
    assert (told.order_external_id, told.refund.amount, told.refund.settled, told.refund.kind) == (
        pay.PAYMENT, Decimal(amount), settled, "chargeback"
    )  # fmt: skip


def test_a_shopify_chargeback() -> None:
    event = {"id": 5, "order_id": 7, "type": "chargeback", "amount": "103.00", "currency": "USD", "status": "lost"}
    (told,) = shopify.told("disputes/update", document_of(json.dumps(event)))
    assert isinstance(told, RefundTold)
    assert told.refund == RefundFacts("dispute:5", Decimal("103.00"), gross=True, kind="chargeback", settled=True)
    (asked,) = shopify.told(
        "disputes/create", document_of(json.dumps(event | {"type": "inquiry", "status": "needs_response"}))
    )
    assert isinstance(asked, RefundTold)
    assert asked.refund.amount == 0


@given(st.sampled_from(sorted(woo.order())), ANY)
def test_any_field_of_a_woocommerce_order_is_read_or_refused(name: str, value: Any) -> None:
    try:
        facts = of_woo(**{name: value}).facts
    except GroundswellError:
        return
    assert 0 <= facts.subtotal <= facts.total


@given(st.sampled_from(["session", "refund", "dispute", "invoice"]), st.data())
def test_any_field_of_stripes_objects_is_read_or_refused(thing: str, data: st.DataObject) -> None:
    kind, good = {
        "session": ("checkout.session.completed", pay.session()), "refund": ("refund.created", pay.refund()),
        "dispute": ("charge.dispute.created", pay.dispute("lost")), "invoice": ("invoice.paid", pay.invoice()),
    }[thing]  # fmt: skip
    name = data.draw(st.sampled_from(sorted(good)))
    try:
        told = of_stripe(kind, good | {name: data.draw(ANY)})
    except GroundswellError:
        return
    if isinstance(told, OrderTold):
        assert 0 <= told.facts.subtotal <= told.facts.total
