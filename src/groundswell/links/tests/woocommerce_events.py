"""Orders in the shape of WooCommerce's REST API v3, with made-up content."""

from typing import Any

CLICK = "Qk1Zb3xyz012"


def order(**different: Any) -> dict[str, Any]:
    """80.00 of goods after 20.00 off, 15.20 tax, 5.00 shipping with 0.95 tax: 101.15 in total."""
    return {
        "id": 727, "number": "727", "status": "processing", "currency": "EUR", "date_created_gmt": "2026-03-10T12:00:00",
        "date_modified_gmt": "2026-03-10T12:00:05", "discount_total": "20.00", "discount_tax": "3.80",
        "shipping_total": "5.00", "shipping_tax": "0.95", "total": "101.15", "total_tax": "16.15", "prices_include_tax": True,
        "billing": {"email": "Buyer@Example.com"},
        "meta_data": [
            {"id": 1, "key": "_wc_order_attribution_session_entry", "value": f"https://shop.example/p/mug?cid={CLICK}"},
            {"id": 2, "key": "_other", "value": {"nested": ["anything"]}},
        ],
        "line_items": [{"id": 3, "name": "Mug", "quantity": 2, "sku": "M-1", "subtotal": "100.00", "total": "80.00"}],
        "coupon_lines": [{"id": 4, "code": "maya20", "discount": "20.00", "discount_tax": "3.80"}], "refunds": [],
        **different,
    }  # fmt: skip


def refund(identifier: int = 901, total: str = "-47.60") -> dict[str, Any]:
    """47.60 back: half the goods, 40.00, and the 7.60 tax on them."""
    return {"id": identifier, "reason": "", "total": total}
