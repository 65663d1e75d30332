"""WooCommerce's events: an order as its REST API (v3) shows it.

Line totals are without tax and after discounts, whether or not the shop's prices include tax, so goods (and fees) are the
total less all tax and shipping. A refund is one sum of goods, tax and shipping. Times are UTC under names that end in `_gmt`.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.kit.money import ZERO
from groundswell.links.rules.event_reading import (
    Document,
    buyer_digest,
    id_in,
    object_in,
    objects_in,
    quantity_in,
    time_in,
)
from groundswell.links.rules.orders import OrderFacts, RefundFacts, amount, checked, click_id_in, host_of
from groundswell.links.rules.surveys import answer_in
from groundswell.links.rules.targets import CLICK_PARAMETER
from groundswell.links.rules.told import OrderGone, OrderTold, Told

SOURCE = "woocommerce"
ORDER_TOPICS = frozenset({"order.created", "order.updated", "order.restored"})
GONE_TOPIC = "order.deleted"
NOT_SOLD_YET = frozenset({"pending", "on-hold", "checkout-draft", "auto-draft", "draft", "new"})
NEVER_SOLD = frozenset({"cancelled", "failed", "trash"})
# The keys under which the order may carry our click id; the first is WooCommerce's own record of the landing page.
REFERRER = "_wc_order_attribution_referrer"
LANDING = ("_wc_order_attribution_session_entry", CLICK_PARAMETER, f"_{CLICK_PARAMETER}", "click_id")


def told(topic: str, event: Document) -> Sequence[Told]:
    """What an event says; nothing for topics that nobody asked for."""
    if topic == GONE_TOPIC:
        return [OrderGone(SOURCE, id_in(event, "id"))]
    return [order_told(event)] if topic in ORDER_TOPICS else []


def order_told(event: Document) -> OrderTold:
    """An order of the REST API; one that is not sold yet matters only when it was."""
    return OrderTold(order_of(event), only_if_known=str(event.get("status")) in NOT_SOLD_YET)


def order_of(event: Document) -> OrderFacts:
    """The facts of an order; BadInput names what is missing or wrong."""
    total, tax, shipping = (_money(event, name) for name in ("total", "total_tax", "shipping_total"))
    changed = time_in(event, "date_modified_gmt", utc=True)
    placed = time_in(event, "date_created_gmt", required=True, utc=True)
    status = str(event.get("status", ""))
    meta = dict(_meta(event))
    goods = total - tax - shipping
    if goods < 0:
        raise BadInput(f"Tax and shipping are more than the total of {total}.", where="total")
    return checked(
        OrderFacts(
            source=SOURCE, external_id=id_in(event, "id"), number=str(event.get("number") or "")[:60], placed_at=placed,
            currency=str(event.get("currency") or "").upper(), subtotal=goods, total=total, tax=tax, shipping=shipping,
            discount=_money(event, "discount_total"), refunds=tuple(_refunds(event, goods, total)), refunds_are_all=True,
            codes=tuple(str(line["code"]) for line in objects_in(event, "coupon_lines") if line.get("code")),
            click_id=click_id_in(meta.get(key) for key in LANDING), referrer=host_of(meta.get(REFERRER)),
            survey=answer_in(meta.items()),
            lines=tuple(_line(line) for line in objects_in(event, "line_items")),
            customer=buyer_digest(object_in(event, "billing").get("email")),
            is_test=meta.get("_wcpay_mode") == "test",
            cancelled_at=(changed or placed) if status in NEVER_SOLD | NOT_SOLD_YET else None, source_changed_at=changed,
        )
    )  # fmt: skip


def _refunds(event: Document, goods: Decimal, total: Decimal) -> Iterator[RefundFacts]:
    known = objects_in(event, "refunds")
    for refund in known:
        yield RefundFacts(id_in(refund, "id"), abs(_money(refund, "total")), gross=True)
    if event.get("status") == "refunded" and not known:
        yield RefundFacts(f"all:{id_in(event, 'id')}", total, gross=True)


def _meta(event: Document) -> Iterator[tuple[str, str]]:
    for entry in objects_in(event, "meta_data"):
        if isinstance(entry.get("key"), str) and isinstance(entry.get("value"), str):
            yield entry["key"], entry["value"]


def _line(line: Document) -> dict[str, Any]:
    quantity = quantity_in(line)
    price = _money(line, "subtotal") / quantity if quantity and line.get("subtotal") else ZERO
    return {
        "title": str(line.get("name") or "")[:200], "sku": str(line.get("sku") or ""), "quantity": quantity,
        "price": str(amount(price, "subtotal")),
    }  # fmt: skip


def _money(document: Document, name: str) -> Decimal:
    value = document.get(name)
    if value is None or value == "":
        if name == "total":
            raise BadInput("The order has no total.", where=name)
        return ZERO
    return amount(value, name)
