import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.kit.ids import digest
from groundswell.links.errors import UnreadableEvent
from groundswell.links.rules.event_reading import document_of
from groundswell.links.rules.shopify import order_of, refund_of
from groundswell.links.rules.signatures import is_signed, signature
from groundswell.links.tests import shopify_events as events


def read(event: Any) -> Any:
    """As it comes out of the request's body."""
    return document_of(json.dumps(event))


def test_the_signature_is_that_of_the_raw_body() -> None:
    # Made with: printf '{"id": 1,  "test":true}' | openssl dgst -sha256 -hmac shpss_made_up -binary | base64
    body = b'{"id": 1,  "test":true}'
    assert signature(body, "shpss_made_up") == "fcJY8XbiC1Xh89K0E7i9WrFQ9k2f9SOs6kfVnvqAoHU="
    assert is_signed(body, "shpss_made_up", signature(body, "shpss_made_up"))
    assert not is_signed(body.replace(b"  ", b" "), "shpss_made_up", signature(body, "shpss_made_up"))
    assert not is_signed(body, "shpss_other", signature(body, "shpss_made_up"))


@given(st.text(max_size=60))
def test_no_other_text_is_a_signature(given_: str) -> None:
    assert is_signed(b"{}", "secret", given_) is (given_.strip() == signature(b"{}", "secret"))


def test_an_order_is_read_exactly() -> None:
    facts = order_of(read(events.order(note_attributes=[{"name": "cid", "value": "Qk1Zb3xyz012"}])))
    assert facts.external_id == "9007199254740993117"
    assert (facts.subtotal, facts.discount, facts.tax, facts.shipping, facts.total) == (
        Decimal("90.00"), Decimal("10.00"), Decimal("8.00"), Decimal("5.00"), Decimal("103.00")
    )  # fmt: skip
    assert (facts.currency, facts.number, facts.codes, facts.click_id) == ("USD", "#1042", ("maya10",), "Qk1Zb3xyz012")
    assert facts.placed_at == datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    assert facts.customer == digest("buyer@example.com")
    assert facts.lines == ({"title": "Trail shoe", "sku": "TS-42", "quantity": 2, "price": "50.00"},)


def test_tax_inside_prices_is_taken_out() -> None:
    german = events.order(
        taxes_included=True, subtotal_price_set=events.money_set("119.00"), total_price_set=events.money_set("124.00"),
        line_items=[events.line(price="119.00", quantity=1, tax="19.00")],
    )  # fmt: skip
    facts = order_of(read(german))
    assert (facts.subtotal, facts.prices_include_tax) == (Decimal("100.00"), True)


@pytest.mark.parametrize(
    ("different", "click_id"),
    [
        ({"landing_site": "/products/x?utm_source=a&cid=Qk1Zb3xyz012"}, "Qk1Zb3xyz012"),
        ({"landing_site": "/products/x?cid=too-short"}, ""),
        ({"landing_site": None}, ""),
        ({"landing_site": "//[broken?cid=Qk1Zb3xyz012"}, ""),
        ({"note_attributes": [{"name": "gift", "value": "Qk1Zb3xyz012"}]}, ""),
        ({"landing_site_ref": "Qk1Zb3xyz012"}, "Qk1Zb3xyz012"),
    ],
)
def test_where_a_click_id_is_found(different: dict[str, Any], click_id: str) -> None:
    assert order_of(read(events.order(**different))).click_id == click_id


@pytest.mark.parametrize(
    ("different", "where"),
    [
        ({"subtotal_price_set": None, "subtotal_price": None}, "subtotal_price"),
        ({"total_price_set": events.money_set("12,5")}, "total_price"),
        ({"total_price_set": events.money_set("-3.00")}, "total"),
        ({"total_price_set": None, "total_price": "NaN", "currency": "USD"}, "total_price"),
        ({"total_price_set": None, "currency": None}, "currency"),
        ({"created_at": "yesterday", "processed_at": None}, "created_at"),
        ({"processed_at": "2026-03-10T08:00:00"}, "processed_at"),
        ({"id": None}, "id"),
        ({"id": True}, "id"),
        ({"line_items": "none"}, "line_items"),
        ({"line_items": [events.line(quantity=-1)]}, "quantity"),
    ],
)
def test_a_wrong_order_names_what_is_wrong(different: dict[str, Any], where: str) -> None:
    with pytest.raises(BadInput) as refusal:
        order_of(read(events.order(**different)))
    assert refusal.value.where == where


def test_a_refund_takes_the_goods_without_tax_and_shipping() -> None:
    order_id, facts = refund_of(read(events.refund()))
    assert order_id == "9007199254740993117"
    assert (facts.external_id, facts.amount, facts.tax) == ("509562969", Decimal("45.00"), Decimal("4.00"))


@pytest.mark.parametrize(
    ("different", "amount"),
    [
        ({"transactions": []}, "0.00"),
        ({"transactions": [{"kind": "refund", "status": "pending", "amount": "49.00"}]}, "0.00"),
        ({"transactions": [{"kind": "void", "status": "success", "amount": "49.00"}]}, "0.00"),
        ({"transactions": [{"kind": "refund", "status": "success", "amount": "20.00"}]}, "20.00"),
        ({"order_adjustments": [{"kind": "shipping_refund", "amount": "-5.00"}]}, "45.00"),
        ({"order_adjustments": [{"kind": "refund_discrepancy", "amount": "15.00"}]}, "30.00"),
        ({"refund_line_items": [], "order_adjustments": [{"kind": "refund_discrepancy", "amount": "-12.50"}]}, "12.50"),
        ({"refund_line_items": []}, "49.00"),
    ],
)
def test_what_of_a_refund_counts(different: dict[str, Any], amount: str) -> None:
    assert refund_of(read(events.refund(**different)))[1].amount == Decimal(amount)


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"x"', '{"id": NaN}', "[" * 100_000])
def test_what_is_no_event_is_refused(body: str) -> None:
    with pytest.raises(UnreadableEvent):
        document_of(body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(sorted(events.order())), json_values)
def test_any_field_of_any_kind_is_read_or_refused_never_a_crash(name: str, value: Any) -> None:
    try:
        facts = order_of(read({**events.order(), name: value}))
    except GroundswellError:
        return
    assert facts.subtotal >= 0
    assert facts.total >= 0


@given(st.sampled_from(sorted(events.refund())), json_values)
def test_any_field_of_a_refund_is_read_or_refused(name: str, value: Any) -> None:
    try:
        _, facts = refund_of(read({**events.refund(), name: value}))
    except GroundswellError:
        return
    assert facts.amount >= 0
