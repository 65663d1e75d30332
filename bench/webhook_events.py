"""Signed events of three shops, in the shape and size of theirs (2 to 6 KB), with made-up content; fast enough to make 1,000/s."""

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from groundswell.links.rules.signatures import signature, stripe_signature
from groundswell.links.tests import shopify_events, stripe_events, woocommerce_events

SECRET = "whsec_bench_only"
CODES = 300
KINDS = ("shopify", "woocommerce", "stripe")
_ID, _CODE = 8_111_222_333, "BENCHCODE"
_ADDRESS = {
    "first_name": "Made", "last_name": "Up", "address1": "12 Invented Street", "address2": "", "city": "Springfield", "zip": "12345",
    "province": "Ontario", "country": "Canada", "country_code": "CA", "phone": "+1 555 0100", "company": None, "latitude": 45.4,
    "longitude": -75.7,
}  # fmt: skip
_EXTRAS = {
    "billing_address": _ADDRESS, "shipping_address": _ADDRESS,
    "client_details": {"user_agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)", "accept_language": "en-CA"},
    "note": "Please leave it at the door. " * 6, "tags": "returning, newsletter, summer", "gateway": "made-up-payments",
    "addresses_before": [_ADDRESS] * 4,
}  # fmt: skip


class Template(NamedTuple):
    """One event as JSON with a placeholder each for the order's id and the code."""

    kind: str
    body: bytes


class Posted(NamedTuple):
    """A whole HTTP request, and how the order will be called."""

    request: bytes
    order_id: str


def templates() -> list[Template]:
    """One event of each shop system."""
    now = datetime.now(UTC).replace(microsecond=0)
    lines = [
        shopify_events.line("25.00", 1, "2.00", title=f"Trail shoe {n}", vendor="Acme", properties=[]) for n in range(4)
    ]
    shop: dict[str, Any] = shopify_events.order(
        id=_ID, name="#1", created_at=now.isoformat(), processed_at=now.isoformat(), updated_at=now.isoformat(), line_items=lines,
        discount_codes=[{"code": _CODE, "amount": "10.00", "type": "percentage"}], customer={"id": 1, "default_address": _ADDRESS},
        **_EXTRAS,
    )  # fmt: skip
    woo: dict[str, Any] = woocommerce_events.order(
        id=_ID, number="1", date_created_gmt=now.isoformat()[:19], date_modified_gmt=now.isoformat()[:19],
        coupon_lines=[{"id": 4, "code": _CODE, "discount": "20.00", "discount_tax": "3.80"}], shipping=_ADDRESS, **_EXTRAS,
    )  # fmt: skip
    session = stripe_events.session(
        payment_intent=f"pi_{_ID}", created=int(now.timestamp()), discounts=[{"promotion_code": {"id": "promo_1", "code": _CODE}}],
        client_reference_id=None, **_EXTRAS,
    )  # fmt: skip
    pay = stripe_events.event("checkout.session.completed", session, f"evt_{_ID}")
    return [
        Template(kind, json.dumps(event).encode()) for kind, event in zip(KINDS, (shop, woo, pay), strict=True)
    ]  # fmt: skip


def posted(template: Template, token: str, number: int) -> Posted:
    """The event of order `number`; two in three carry the code of one of 300 creators."""
    order_id = str(_ID + number)
    code = f"BENCH{number % CODES}" if number % 3 else "NOBODYS"
    body = template.body.replace(str(_ID).encode(), order_id.encode()).replace(_CODE.encode(), code.encode())
    if template.kind == "shopify":
        headers = f"X-Shopify-Hmac-Sha256: {signature(body, SECRET)}\r\nX-Shopify-Topic: orders/create\r\nX-Shopify-Event-Id: e{number}"
    elif template.kind == "woocommerce":
        headers = f"X-WC-Webhook-Signature: {signature(body, SECRET)}\r\nX-WC-Webhook-Topic: order.created\r\nX-WC-Webhook-Delivery-ID: d{number}"
    else:
        seconds = int(datetime.now(UTC).timestamp())
        headers = f"Stripe-Signature: t={seconds},v1={stripe_signature(body, SECRET, seconds)}"
        order_id = f"pi_{order_id}"
    head = f"POST /hooks/{template.kind}/{token} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{headers}\r\n"
    return Posted(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body, order_id)
