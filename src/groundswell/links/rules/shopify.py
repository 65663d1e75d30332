"""Shopify's order and refund events, read exactly.

Amounts are taken from the `shop_money` sets (the shop's currency) where present. In a shop whose prices include tax,
`subtotal_price` does too, so the lines' tax is taken out of it.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.kit.ids import digest
from groundswell.kit.money import ZERO
from groundswell.links.errors import UnreadableEvent
from groundswell.links.rules.orders import OrderFacts, RefundFacts, amount, checked, click_id_in
from groundswell.links.rules.targets import CLICK_PARAMETER

SOURCE = "shopify"
ORDER_TOPICS = frozenset({"orders/create", "orders/paid", "orders/updated", "orders/cancelled"})
REFUND_TOPIC = "refunds/create"

Document = Mapping[str, Any]


def signature(body: bytes, secret: str) -> str:
    """What `X-Shopify-Hmac-Sha256` must say about this body: base64 of its HMAC-SHA256."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def is_signed(body: bytes, secret: str, given: str) -> bool:
    """Whether the body was signed with the secret; takes the same time whatever is wrong."""
    return hmac.compare_digest(signature(body, secret).encode(), given.strip().encode("utf-8", "surrogateescape"))


def document_of(body: str) -> Document:
    """The event's JSON object: whole numbers exact, other numbers Decimal. UnreadableEvent otherwise."""
    try:
        document = json.loads(body, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise UnreadableEvent("The event is no readable JSON.", where="body") from error
    if not isinstance(document, dict):
        raise UnreadableEvent("The event is no JSON object.", where="body")
    return document


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def order_of(event: Document) -> OrderFacts:
    """The facts of an order event; BadInput names what is missing or wrong."""
    with_tax = event.get("taxes_included") is True
    lines = _list(event, "line_items")
    subtotal = _money(event, "subtotal_price", required=True)
    if with_tax:
        subtotal -= min(
            sum((_money(tax, "price") for line in lines for tax in _list(line, "tax_lines")), ZERO), subtotal
        )
    return checked(
        OrderFacts(
            source=SOURCE,
            external_id=_id(event, "id"),
            number=str(event.get("name") or event.get("order_number") or "")[:60],
            placed_at=_time(event, "processed_at") or _time(event, "created_at", required=True),
            currency=_currency(event),
            subtotal=subtotal,
            total=_money(event, "total_price", required=True),
            discount=_money(event, "total_discounts"),
            shipping=_money(event, "total_shipping_price"),
            tax=_money(event, "total_tax"),
            refunds=tuple(refund_of(refund)[1] for refund in _list(event, "refunds")),
            codes=tuple(str(code["code"]) for code in _list(event, "discount_codes") if code.get("code")),
            click_id=click_id_in([*_click_notes(event), event.get("landing_site"), event.get("landing_site_ref")]),
            lines=tuple(_line(line) for line in lines),
            customer=_customer(event),
            prices_include_tax=with_tax,
            is_test=event.get("test") is True,
            cancelled_at=_time(event, "cancelled_at"),
            source_changed_at=_time(event, "updated_at"),
        )
    )


def refund_of(event: Document) -> tuple[str, RefundFacts]:
    """(order id, what it takes from the goods).

    Goods are the refunded lines, corrected by discrepancies (a sum entered by hand, a fee withheld); shipping is
    left out. More than the money that really went back (successful refund transactions) never counts.
    """
    lines = _list(event, "refund_line_items")
    adjustments = _list(event, "order_adjustments")
    goods = sum((_goods(line) for line in lines), ZERO)
    goods -= sum((_money(a, "amount") for a in adjustments if a.get("kind") == "refund_discrepancy"), ZERO)
    tax = sum((_money(line, "total_tax") for line in lines), ZERO)
    money = sum((_paid_back(t) for t in _list(event, "transactions")), ZERO)
    if not lines and not adjustments:
        goods = money
    goods = max(min(goods, money), ZERO)
    at = _time(event, "processed_at") or _time(event, "created_at")
    return _id(event, "order_id"), RefundFacts(_id(event, "id"), goods, min(tax, goods), at)


def _goods(line: Document) -> Decimal:
    if line.get("subtotal_set") or line.get("subtotal") is not None:
        return _money(line, "subtotal")
    item = line.get("line_item")
    if not isinstance(item, dict):
        return ZERO
    return _money(item, "price") * _count(line) - _money(item, "total_discount")


def _paid_back(transaction: Document) -> Decimal:
    real = transaction.get("kind") == "refund" and transaction.get("status") == "success"
    return _money(transaction, "amount") if real else ZERO


def _count(line: Document) -> int:
    quantity = line.get("quantity", 1)
    if not isinstance(quantity, int) or isinstance(quantity, bool) or quantity < 0:
        raise BadInput(f"“{quantity}” is no quantity.", where="quantity")
    return quantity


def _line(line: Document) -> dict[str, Any]:
    return {
        "title": str(line.get("title") or line.get("name") or "")[:200],
        "sku": str(line.get("sku") or ""),
        "quantity": _count(line),
        "price": str(_money(line, "price")),
    }


def _list(document: Document, name: str) -> Sequence[Document]:
    value = document.get(name) or []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise BadInput(f"“{name}” is no list of objects.", where=name)
    return value


def _money(document: Document, name: str, *, required: bool = False) -> Decimal:
    value = document.get(name)
    money_set = document.get(f"{name}_set")
    if isinstance(money_set, dict) and isinstance(money_set.get("shop_money"), dict):
        value = money_set["shop_money"].get("amount", value)
    if value is None or value == "":
        if required:
            raise BadInput(f"The event has no {name}.", where=name)
        return ZERO
    return amount(value, name)


def _currency(event: Document) -> str:
    total = event.get("total_price_set")
    shop = total.get("shop_money") if isinstance(total, dict) else None
    value = (shop.get("currency_code") if isinstance(shop, dict) else None) or event.get("currency")
    if not isinstance(value, str):
        raise BadInput("The event names no currency.", where="currency")
    return value.upper()


def _id(document: Document, name: str) -> str:
    value = document.get(name)
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).strip():
        raise BadInput(f"The event has no usable {name}.", where=name)
    return str(value).strip()


def _time(document: Document, name: str, *, required: bool = False) -> Any:
    value = document.get(name)
    if value is None and not required:
        return None
    try:
        moment = datetime.fromisoformat(value)  # type: ignore[arg-type]  # anything but a string is the TypeError below
    except (TypeError, ValueError) as error:
        raise BadInput(f"“{value}” is no time.", where=name) from error
    if moment.tzinfo is None:
        raise BadInput(f"“{value}” has no time zone.", where=name)
    return moment


def _click_notes(event: Document) -> list[str]:
    names = (CLICK_PARAMETER, f"_{CLICK_PARAMETER}", "click_id")
    return [str(note.get("value")) for note in _list(event, "note_attributes") if note.get("name") in names]


def _customer(event: Document) -> str:
    address = event.get("email") or event.get("contact_email")
    return digest(address.strip().lower()) if isinstance(address, str) and address.strip() else ""
