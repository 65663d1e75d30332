"""Stripe's objects in the shape of its API, with made-up content; amounts in cents."""

from typing import Any

CREATED = 1_773_144_000  # 2026-03-10 12:00 UTC
PAYMENT = "pi_made_up_1"
CLICK = "Qk1Zb3xyz012"


def event(kind: str, thing: dict[str, Any], identifier: str = "evt_1", created: int = CREATED + 60) -> dict[str, Any]:
    return {
        "id": identifier, "object": "event", "type": kind, "created": created, "livemode": True, "data": {"object": thing},
    }  # fmt: skip


def session(**different: Any) -> dict[str, Any]:
    """100.00 of goods, 15.00 off, 6.80 tax, 5.00 shipping: 96.80 CAD in total."""
    return {
        "id": "cs_live_1", "object": "checkout.session", "created": CREATED, "mode": "payment", "status": "complete",
        "payment_status": "paid", "payment_intent": PAYMENT, "invoice": None, "currency": "cad", "livemode": True,
        "amount_subtotal": 10000, "amount_total": 9680, "client_reference_id": f"cid_{CLICK}", "metadata": {},
        "total_details": {"amount_discount": 1500, "amount_shipping": 500, "amount_tax": 680},
        "shipping_cost": {"amount_subtotal": 500, "amount_tax": 0, "amount_total": 500},
        "discounts": [{"coupon": None, "promotion_code": "promo_1Maya"}],
        "customer_details": {"email": "Buyer@example.com"},
        **different,
    }  # fmt: skip


def refund(identifier: str = "re_1", amount: int = 2000, **different: Any) -> dict[str, Any]:
    return {
        "id": identifier, "object": "refund", "amount": amount, "currency": "cad", "created": CREATED + 3600,
        "status": "succeeded", "payment_intent": PAYMENT, "charge": "ch_1",
        **different,
    }  # fmt: skip


def dispute(status: str, amount: int = 9680, **different: Any) -> dict[str, Any]:
    return {
        "id": "dp_1", "object": "dispute", "amount": amount, "currency": "cad", "created": CREATED + 7200, "status": status,
        "payment_intent": PAYMENT, "charge": "ch_1",
        **different,
    }  # fmt: skip


def invoice(**different: Any) -> dict[str, Any]:
    return {
        "id": "in_1", "object": "invoice", "number": "A-1", "created": CREATED, "currency": "usd", "livemode": True,
        "total": 1190, "total_excluding_tax": 1000, "total_discount_amounts": [{"amount": 100, "discount": "di_1"}],
        "discounts": [], "customer_email": "buyer@example.com",
        **different,
    }  # fmt: skip


def promotion_code(code: str = "MAYA15", identifier: str = "promo_1Maya") -> dict[str, Any]:
    return {
        "id": identifier, "object": "promotion_code", "code": code, "active": True,
        "promotion": {"type": "coupon", "coupon": "co_1"},
    }  # fmt: skip
