"""Orders out of Stripe's checkout sessions and invoices."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.kit.money import ZERO
from groundswell.links.rules.event_reading import Document, buyer_digest, id_in, object_in, objects_in, seconds_in
from groundswell.links.rules.orders import OrderFacts, checked, click_id_in, tax_inside
from groundswell.links.rules.stripe_money import currency_in, minor_in
from groundswell.links.rules.targets import CLICK_PARAMETER
from groundswell.links.rules.told import OrderTold, Told

SOURCE = "stripe"
REFERENCE = f"{CLICK_PARAMETER}_"  # what stands before the click id in `client_reference_id`


def session_told(session: Document, at: datetime) -> Sequence[Told]:
    """A paid checkout; nothing while it is unpaid (a bank debit is told again when it went through) or sets up a card only."""
    if session.get("mode") == "setup" or str(session.get("payment_status")) not in ("paid", "no_payment_required"):
        return []
    currency = currency_in(session)
    details, shipping_cost = object_in(session, "total_details"), object_in(session, "shipping_cost")
    total = minor_in(session, "amount_total", currency, required=True)
    discount, shipping, tax = (
        minor_in(details, f"amount_{name}", currency) for name in ("discount", "shipping", "tax")
    )
    goods = minor_in(session, "amount_subtotal", currency, required=True) - discount
    inside = tax_inside(subtotal=goods, shipping=shipping, tax=tax, total=total)
    if inside:
        goods -= min(tax - min(minor_in(shipping_cost, "amount_tax", currency), tax), goods)
    elif total != goods + shipping + tax:
        raise BadInput("Goods, shipping and tax do not add up to the total.", where="amount_total")
    return [OrderTold(checked(OrderFacts(
        source=SOURCE, external_id=_order_id(session), placed_at=seconds_in(session, "created"), currency=currency,
        subtotal=goods, total=total, discount=discount, shipping=shipping, tax=tax, prices_include_tax=inside,
        codes=codes_in(session), click_id=_click(session), customer=_buyer(session),
        is_test=session.get("livemode") is False, source_changed_at=at,
    )))]  # fmt: skip


def invoice_told(invoice: Document, at: datetime) -> Sequence[Told]:
    """A paid invoice of a subscription: its first meets the checkout's, later ones are orders of their own."""
    currency = currency_in(invoice)
    total = minor_in(invoice, "total", currency, required=True)
    if invoice.get("total_excluding_tax") is None:
        raise BadInput("The invoice does not say what it comes to without tax.", where="total_excluding_tax")
    goods = minor_in(invoice, "total_excluding_tax", currency)
    return [OrderTold(checked(OrderFacts(
        source=SOURCE, external_id=id_in(invoice, "id"), number=str(invoice.get("number") or "")[:60],
        placed_at=seconds_in(invoice, "created"), currency=currency, subtotal=goods, total=total, tax=total - goods,
        discount=sum((minor_in(one, "amount", currency) for one in objects_in(invoice, "total_discount_amounts")), ZERO),
        codes=codes_in(invoice), customer=buyer_digest(invoice.get("customer_email")),
        is_test=invoice.get("livemode") is False, source_changed_at=at,
    )))]  # fmt: skip


def codes_in(thing: Document) -> tuple[str, ...]:
    """Promotion codes by name where Stripe was asked to say it, else by Stripe's id for them."""
    found: list[str] = []
    listed = thing.get("discounts")
    for discount in listed if isinstance(listed, list) else []:
        code: Any = discount.get("promotion_code") if isinstance(discount, dict) else None
        code = (code.get("code") or code.get("id")) if isinstance(code, dict) else code
        found += [code] if isinstance(code, str) and code else []
    return tuple(found)


def _order_id(session: Document) -> str:
    for name in ("payment_intent", "invoice"):
        value = session.get(name)
        value = value.get("id") if isinstance(value, dict) else value
        if isinstance(value, str) and value:
            return value
    return id_in(session, "id")


def _click(session: Document) -> str:
    reference = session.get("client_reference_id")
    metadata = object_in(session, "metadata")
    named = reference.removeprefix(REFERENCE) if isinstance(reference, str) else None
    return click_id_in([metadata.get(CLICK_PARAMETER), metadata.get("click_id"), named])


def _buyer(session: Document) -> str:
    return buyer_digest(object_in(session, "customer_details").get("email") or session.get("customer_email"))
