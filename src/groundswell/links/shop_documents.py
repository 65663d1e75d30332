"""Codes made in shops as JSON documents: the same from the API and the command line."""

from collections.abc import Sequence
from typing import Any

from groundswell.links.models import ShopCode, ShopDiscount
from groundswell.links.queries import shop_codes
from groundswell.links.services import PlannedCode


def plan_document(plan: Sequence[PlannedCode]) -> list[dict[str, Any]]:
    """`state`: `new` here and in the shop, `known` here and new in the shop, or `there`."""
    return [{"creator": one.creator.pk, "name": one.creator.name, "code": one.code, "state": one.state} for one in plan]


def discount_document(discount: ShopDiscount) -> dict[str, Any]:
    """With each code's state at the shop: `wanted`, `made` or `refused` with the reason. Amounts are strings."""
    return {
        "id": discount.pk,
        "store": discount.store_id,
        "campaign": discount.campaign.slug if discount.campaign else None,
        "gives": discount.terms.words,
        "title": discount.shop_title,
        **{name: _text(getattr(discount, name)) for name in ("percent", "amount", "minimum")},
        "currency": discount.currency or None,
        **{name: _moment(getattr(discount, name)) for name in ("starts_at", "ends_at")},
        "uses": discount.uses,
        "once_per_customer": discount.once_per_customer,
        "error": discount.error,
        "codes": [_row(row) for row in shop_codes(discount)],
    }


def _row(row: ShopCode) -> dict[str, Any]:
    return {
        "code": row.code,
        "creator": getattr(row, "creator", None),
        "state": row.state,
        "error": row.error,
        "at": row.at.isoformat(),
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _moment(value: Any) -> str | None:
    return value.isoformat() if value else None
