"""An order as Shopify's GraphQL Admin API answers it, turned into the shape of its events, so that both are read alike."""

from collections.abc import Sequence
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.kit.money import ZERO
from groundswell.links.rules.event_reading import Document, object_in, objects_in
from groundswell.links.rules.orders import amount

MONEY = "{shopMoney{amount currencyCode}}"
FIELDS = f"""
legacyResourceId name createdAt processedAt updatedAt cancelledAt test taxesIncluded email currencyCode discountCodes
subtotalPriceSet{MONEY} totalPriceSet{MONEY} totalDiscountsSet{MONEY} totalTaxSet{MONEY} totalShippingPriceSet{MONEY}
customAttributes{{key value}} customerJourneySummary{{firstVisit{{landingPage}} lastVisit{{landingPage}}}}
shippingLines(first:20){{nodes{{taxLines{{priceSet{MONEY}}}}}}}
lineItems(first:20){{nodes{{title sku quantity originalUnitPriceSet{MONEY}}}}}
refunds(first:50){{legacyResourceId createdAt
  refundLineItems(first:50){{pageInfo{{hasNextPage}} nodes{{quantity subtotalSet{MONEY} totalTaxSet{MONEY}}}}}
  orderAdjustments(first:20){{nodes{{amountSet{MONEY} reason}}}}
  transactions(first:20){{nodes{{kind status amountSet{MONEY}}}}}}}
"""
_NAMES = {"subtotal_price": "subtotalPrice", "total_price": "totalPrice", "total_discounts": "totalDiscounts",
          "total_tax": "totalTax", "total_shipping_price": "totalShippingPrice"}  # fmt: skip
_TIMES = {
    "created_at": "createdAt",
    "processed_at": "processedAt",
    "updated_at": "updatedAt",
    "cancelled_at": "cancelledAt",
}


def event_of(node: Document) -> dict[str, Any]:
    """The order in the shape of `orders/updated`. BadInput for one with more refunded lines than were asked for."""
    journey = object_in(node, "customerJourneySummary")
    visits = [object_in(journey, name) for name in ("lastVisit", "firstVisit")]
    landing = next((visit["landingPage"] for visit in visits if visit.get("landingPage")), None)
    return {
        "id": node.get("legacyResourceId"), "name": node.get("name"), "test": node.get("test"), "email": node.get("email"),
        "taxes_included": node.get("taxesIncluded"), "currency": node.get("currencyCode"), "landing_site": landing,
        **{ours: node.get(theirs) for ours, theirs in _TIMES.items()},
        **{f"{ours}_set": _set(node, f"{theirs}Set") for ours, theirs in _NAMES.items()},
        "discount_codes": [{"code": code} for code in node.get("discountCodes") or []],
        "note_attributes": [{"name": one.get("key"), "value": one.get("value")} for one in objects_in(node, "customAttributes")],
        "line_items": _lines(node),
        "refunds": [_refund(node, refund) for refund in objects_in(node, "refunds")],
    }  # fmt: skip


def _lines(node: Document) -> list[dict[str, Any]]:
    """Only the sum of the goods' tax matters, and there may be more lines than were asked for: the first one carries it."""
    shipping = sum(
        (_amount(tax, "priceSet") for line in _nodes(node, "shippingLines") for tax in objects_in(line, "taxLines")),
        ZERO,
    )
    lines = [
        {"title": line.get("title"), "sku": line.get("sku"), "quantity": line.get("quantity"),
         "price_set": _set(line, "originalUnitPriceSet")}
        for line in _nodes(node, "lineItems")
    ]  # fmt: skip
    if lines:
        lines[0]["tax_lines"] = [{"price": str(max(_amount(node, "totalTaxSet") - shipping, ZERO))}]
    return lines


def _refund(node: Document, refund: Document) -> dict[str, Any]:
    if object_in(object_in(refund, "refundLineItems"), "pageInfo").get("hasNextPage"):
        raise BadInput("A refund has more than 50 lines.", where="refunds", cure="Import the shop’s export of orders.")
    return {
        "id": refund.get("legacyResourceId"), "order_id": node.get("legacyResourceId"), "created_at": refund.get("createdAt"),
        "refund_line_items": [
            {"quantity": line.get("quantity"), "subtotal_set": _set(line, "subtotalSet"), "total_tax_set": _set(line, "totalTaxSet")}
            for line in _nodes(refund, "refundLineItems")
        ],
        "order_adjustments": [
            {"kind": "refund_discrepancy" if str(one.get("reason")).endswith("REFUND_DISCREPANCY") else "other",
             "amount_set": _set(one, "amountSet")}
            for one in _nodes(refund, "orderAdjustments")
        ],
        "transactions": [
            {"kind": str(one.get("kind")).lower(), "status": str(one.get("status")).lower(), "amount_set": _set(one, "amountSet")}
            for one in _nodes(refund, "transactions")
        ],
    }  # fmt: skip


def _nodes(document: Document, name: str) -> Sequence[Document]:
    return objects_in(object_in(document, name), "nodes")


def _set(document: Document, name: str) -> dict[str, Any] | None:
    money = object_in(object_in(document, name), "shopMoney")
    return (
        {"shop_money": {"amount": money.get("amount"), "currency_code": money.get("currencyCode")}} if money else None
    )


def _amount(document: Document, name: str) -> Any:
    return amount(object_in(object_in(document, name), "shopMoney").get("amount", 0), name)
