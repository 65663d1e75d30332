"""Shopify's order and refund events, read exactly.

Amounts are taken from the `shop_money` sets (the shop's currency) where present. In a shop whose prices include tax,
`subtotal_price` does too, so the lines' tax is taken out of it.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.kit.money import ZERO
from groundswell.links.rules.event_reading import (
    Document,
    buyer_digest,
    id_in,
    objects_in,
    quantity_in,
    time_in,
)
from groundswell.links.rules.orders import OrderFacts, RefundFacts, amount, checked, click_id_in, host_of
from groundswell.links.rules.surveys import answer_in
from groundswell.links.rules.targets import CLICK_PARAMETER
from groundswell.links.rules.told import OrderTold, RefundTold, Told

SOURCE = "shopify"
ORDER_TOPICS = frozenset({"orders/create", "orders/paid", "orders/updated", "orders/cancelled"})
REFUND_TOPIC = "refunds/create"

DISPUTE_TOPICS = frozenset({"disputes/create", "disputes/update"})
LOST, OPEN = frozenset({"lost", "accepted"}), frozenset({"needs_response", "under_review"})


def told(topic: str, event: Document) -> Sequence[Told]:
    """What an event says; nothing for topics that nobody asked for."""
    if topic in ORDER_TOPICS:
        return [OrderTold(order_of(event))]
    if topic == REFUND_TOPIC:
        return [RefundTold(SOURCE, *refund_of(event))]
    return [RefundTold(SOURCE, *chargeback_of(event))] if topic in DISPUTE_TOPICS else []


def order_of(event: Document) -> OrderFacts:
    """The facts of an order event; BadInput names what is missing or wrong."""
    with_tax = event.get("taxes_included") is True
    lines = objects_in(event, "line_items")
    subtotal = _money(event, "subtotal_price", required=True)
    if with_tax:
        subtotal -= min(
            sum((_money(tax, "price") for line in lines for tax in objects_in(line, "tax_lines")), ZERO), subtotal
        )
    return checked(
        OrderFacts(
            source=SOURCE,
            external_id=id_in(event, "id"),
            number=str(event.get("name") or event.get("order_number") or "")[:60],
            placed_at=time_in(event, "processed_at") or time_in(event, "created_at", required=True),
            currency=_currency(event),
            subtotal=subtotal,
            total=_money(event, "total_price", required=True),
            discount=_money(event, "total_discounts"),
            shipping=_money(event, "total_shipping_price"),
            tax=_money(event, "total_tax"),
            refunds=tuple(refund_of(refund)[1] for refund in objects_in(event, "refunds")),
            codes=tuple(str(code["code"]) for code in objects_in(event, "discount_codes") if code.get("code")),
            click_id=click_id_in([*_click_notes(event), event.get("landing_site"), event.get("landing_site_ref")]),
            survey=answer_in((note.get("name"), note.get("value")) for note in objects_in(event, "note_attributes")),
            referrer=host_of(event.get("referring_site")),
            lines=tuple(_line(line) for line in lines),
            customer=buyer_digest(event.get("email") or event.get("contact_email")),
            prices_include_tax=with_tax,
            is_test=event.get("test") is True,
            cancelled_at=time_in(event, "cancelled_at"),
            source_changed_at=time_in(event, "updated_at"),
        )
    )


def refund_of(event: Document) -> tuple[str, RefundFacts]:
    """(order id, what it takes from the goods).

    Goods are the refunded lines, corrected by discrepancies (a sum entered by hand, a fee withheld); shipping is
    left out. More than the money that really went back (successful refund transactions) never counts.
    """
    lines = objects_in(event, "refund_line_items")
    adjustments = objects_in(event, "order_adjustments")
    goods = sum((_goods(line) for line in lines), ZERO)
    goods -= sum((_money(a, "amount") for a in adjustments if a.get("kind") == "refund_discrepancy"), ZERO)
    tax = sum((_money(line, "total_tax") for line in lines), ZERO)
    money = sum((_paid_back(t) for t in objects_in(event, "transactions")), ZERO)
    if not lines and not adjustments:
        goods = money
    goods = max(min(goods, money), ZERO)
    at = time_in(event, "processed_at") or time_in(event, "created_at")
    return id_in(event, "order_id"), RefundFacts(id_in(event, "id"), goods, min(tax, goods), at)


def chargeback_of(event: Document) -> tuple[str, RefundFacts]:
    """(order id, what the buyer's bank took back): all of it while open or lost, nothing once won or only asked about."""
    status = str(event.get("status"))
    taken = event.get("type") != "inquiry" and status in LOST | OPEN
    sum_ = _money(event, "amount", required=True) if taken else ZERO
    return id_in(event, "order_id"), RefundFacts(
        f"dispute:{id_in(event, 'id')}", sum_, at=time_in(event, "initiated_at"), gross=True, kind="chargeback",
        settled=status not in OPEN,
    )  # fmt: skip


def _goods(line: Document) -> Decimal:
    if line.get("subtotal_set") or line.get("subtotal") is not None:
        return _money(line, "subtotal")
    item = line.get("line_item")
    if not isinstance(item, dict):
        return ZERO
    return _money(item, "price") * quantity_in(line) - _money(item, "total_discount")


def _paid_back(transaction: Document) -> Decimal:
    real = transaction.get("kind") == "refund" and transaction.get("status") == "success"
    return _money(transaction, "amount") if real else ZERO


def _line(line: Document) -> dict[str, Any]:
    return {
        "title": str(line.get("title") or line.get("name") or "")[:200],
        "sku": str(line.get("sku") or ""),
        "quantity": quantity_in(line),
        "price": str(_money(line, "price")),
    }


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


def _click_notes(event: Document) -> list[str]:
    names = (CLICK_PARAMETER, f"_{CLICK_PARAMETER}", "click_id")
    return [str(note.get("value")) for note in objects_in(event, "note_attributes") if note.get("name") in names]
