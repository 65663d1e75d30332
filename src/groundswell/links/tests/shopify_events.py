"""Events in the shape Shopify sends, with made-up content."""

from typing import Any

ORDER_ID = 9_007_199_254_740_993_117  # beyond 2^53: a reader that goes through floats damages it


def money_set(amount: str, currency: str = "USD") -> dict[str, Any]:
    """What the shop's currency and the buyer's say; the buyer paid in euros."""
    return {
        "shop_money": {"amount": amount, "currency_code": currency},
        "presentment_money": {"amount": "1.23", "currency_code": "EUR"},
    }


def line(price: str = "50.00", quantity: int = 2, tax: str = "8.00", **different: Any) -> dict[str, Any]:
    return {
        "id": 866550311766439020, "title": "Trail shoe", "sku": "TS-42", "quantity": quantity, "price": price,
        "price_set": money_set(price), "tax_lines": [{"title": "VAT", "price": tax, "price_set": money_set(tax), "rate": 0.08}],
        **different,
    }  # fmt: skip


def order(**different: Any) -> dict[str, Any]:
    """Two shoes of 50.00, 10.00 off, 8.00 tax on top, 5.00 shipping: 90.00 of goods, 103.00 in total."""
    return {
        "id": ORDER_ID, "name": "#1042", "order_number": 1042, "test": False, "taxes_included": False,
        "created_at": "2026-03-10T08:00:00-04:00", "processed_at": "2026-03-10T08:00:00-04:00",
        "updated_at": "2026-03-10T08:00:05-04:00", "cancelled_at": None, "currency": "USD", "email": "Buyer@Example.com ",
        "subtotal_price": "90.00", "subtotal_price_set": money_set("90.00"), "total_price": "103.00",
        "total_price_set": money_set("103.00"), "total_discounts": "10.00", "total_discounts_set": money_set("10.00"),
        "total_tax": "8.00", "total_tax_set": money_set("8.00"), "total_shipping_price_set": money_set("5.00"),
        "discount_codes": [{"code": "maya10", "amount": "10.00", "type": "percentage"}], "landing_site": "/cart/c/abc",
        "note_attributes": [], "line_items": [line()], "refunds": [],
        **different,
    }  # fmt: skip


def refund(identifier: int = 509562969, **different: Any) -> dict[str, Any]:
    """One of the two shoes back: 45.00 of goods, 4.00 tax; 49.00 went back to the buyer."""
    return {
        "id": identifier, "order_id": ORDER_ID, "created_at": "2026-03-12T09:00:00-04:00",
        "refund_line_items": [
            {"id": 1, "quantity": 1, "subtotal": 45.0, "subtotal_set": money_set("45.00"), "total_tax": 4.0,
             "total_tax_set": money_set("4.00"), "line_item": line()}
        ],
        "order_adjustments": [],
        "transactions": [{"id": 2, "kind": "refund", "status": "success", "amount": "49.00", "currency": "USD"}],
        **different,
    }  # fmt: skip
