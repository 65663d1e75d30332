"""What the three shop systems are sent to make codes.

Read 2026-11: WooCommerce REST API v3, Coupons; Shopify Admin GraphQL 2026-07, DiscountCodeBasicInput; Stripe API
2025-09-30.clover, Coupons and Promotion Codes.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from groundswell.links.rules.discounts import Terms
from groundswell.links.rules.stripe_money import THOUSANDTHS, WHOLE

MARK = "_groundswell"


def woocommerce_coupon(code: str, terms: Terms, *, title: str, mark: str) -> dict[str, Any]:
    """The mark stands in the coupon's own data, and in its description, where the shop's search finds it."""
    body: dict[str, Any] = {
        "code": code, "discount_type": "percent" if terms.percent else "fixed_cart",
        "amount": str(terms.percent or terms.amount), "description": title,
        "meta_data": [{"key": MARK, "value": mark}],
    }  # fmt: skip
    if terms.minimum:
        body["minimum_amount"] = str(terms.minimum)
    if terms.ends_at:
        # With its zone: without one WooCommerce takes it for the shop's own time.
        body["date_expires"] = _zulu(terms.ends_at)
    if terms.uses:
        body["usage_limit"] = terms.uses
    if terms.once_per_customer:
        body["usage_limit_per_user"] = 1
    return body


def shopify_discount(code: str, terms: Terms, *, title: str, starts_at: datetime) -> dict[str, Any]:
    """A DiscountCodeBasicInput with its first code; the limit of uses holds for each code alone."""
    value: dict[str, Any] = (
        {"percentage": float(terms.percent / 100)}
        if terms.percent
        else {"discountAmount": {"amount": str(terms.amount), "appliesOnEachItem": False}}
    )
    body: dict[str, Any] = {
        "title": title, "code": code, "startsAt": _zulu(terms.starts_at or starts_at), "context": {"all": "ALL"},
        "customerGets": {"value": value, "items": {"all": True}}, "appliesOncePerCustomer": terms.once_per_customer,
    }  # fmt: skip
    if terms.ends_at:
        body["endsAt"] = _zulu(terms.ends_at)
    if terms.uses:
        body["usageLimit"] = terms.uses
    if terms.minimum:
        body["minimumRequirement"] = {"subtotal": {"greaterThanOrEqualToSubtotal": str(terms.minimum)}}
    return body


def stripe_coupon(terms: Terms, *, title: str, mark: str) -> dict[str, str]:
    """The coupon that the codes lead to; its id is the mark."""
    gives = (
        {"percent_off": str(terms.percent)}
        if terms.percent
        else {"amount_off": minor_units(terms.amount, terms.currency), "currency": terms.currency.lower()}
    )
    return {"id": mark, "name": title[:40], "duration": "once", **gives}


def stripe_code(code: str, terms: Terms, *, mark: str) -> dict[str, str]:
    body = {"code": code, "promotion[type]": "coupon", "promotion[coupon]": mark, "metadata[groundswell]": mark}
    if terms.ends_at:
        body["expires_at"] = str(int(terms.ends_at.timestamp()))
    if terms.uses:
        body["max_redemptions"] = str(terms.uses)
    if terms.minimum:
        body["restrictions[minimum_amount]"] = minor_units(terms.minimum, terms.currency)
        body["restrictions[minimum_amount_currency]"] = terms.currency.lower()
    return body


def minor_units(amount: Decimal | None, currency: str) -> str:
    """`12.50` in EUR is `1250`, in JPY `12`, in KWD `12500`."""
    factor = 1 if currency in WHOLE else 1000 if currency in THOUSANDTHS else 100
    return str(int((amount or Decimal(0)) * factor))


def _zulu(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
