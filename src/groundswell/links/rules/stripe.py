"""Stripe's events: paid checkouts and invoices are orders; refunds and disputes take from them.

An order goes by its payment intent, which refunds and disputes name too; a subscription's by its invoice. Amounts given back
are one sum of goods, tax and shipping.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.kit.money import ZERO
from groundswell.links.rules.event_reading import Document, id_in, object_in, objects_in, seconds_in
from groundswell.links.rules.orders import RefundFacts
from groundswell.links.rules.stripe_money import currency_in, minor_in
from groundswell.links.rules.stripe_orders import SOURCE, invoice_told, session_told
from groundswell.links.rules.told import CodeTold, OrderGone, RefundTold, Told

DISPUTES = "charge.dispute."
# https://docs.stripe.com/api/disputes/object, status: a warning is an inquiry, by which no money moves yet.
DISPUTE_OPEN = frozenset({"needs_response", "under_review"})
DISPUTE_UNDECIDED = DISPUTE_OPEN | {"warning_needs_response", "warning_under_review"}


def told(topic: str, event: Document) -> Sequence[Told]:
    """What an event says; nothing for types that nobody asked for."""
    thing = object_in(object_in(event, "data"), "object")
    at = seconds_in(event, "created")
    if topic.startswith(DISPUTES):
        return [dispute_told(thing)]
    read = _READERS.get(topic)
    return read(thing, at) if read else []


def charge_refunds(charge: Document) -> Sequence[Told]:
    """The refunds that a charge lists; where the account's API version lists none, `refund.created` tells them."""
    payment = charge.get("invoice") or charge.get("payment_intent")
    listed = objects_in(object_in(charge, "refunds"), "data")
    return [refund_told({**refund, "payment_intent": payment or refund.get("payment_intent")}) for refund in listed]


def refund_told(refund: Document) -> RefundTold:
    """A refund; one that failed or was called off takes nothing, for good."""
    failed = str(refund.get("status")) in ("failed", "canceled")
    sum_ = ZERO if failed else minor_in(refund, "amount", currency_in(refund), required=True)
    facts = RefundFacts(id_in(refund, "id"), sum_, at=seconds_in(refund, "created"), gross=True, settled=failed)
    return RefundTold(SOURCE, _payment(refund), facts)


def dispute_told(dispute: Document) -> RefundTold:
    """A chargeback: taken while open and when lost; given back for good when won, closed or prevented."""
    status = str(dispute.get("status"))
    taken = status in DISPUTE_OPEN or status == "lost"
    sum_ = minor_in(dispute, "amount", currency_in(dispute), required=True) if taken else ZERO
    facts = RefundFacts(
        id_in(dispute, "id"), sum_, at=seconds_in(dispute, "created"), gross=True, kind="chargeback",
        settled=status not in DISPUTE_UNDECIDED,
    )  # fmt: skip
    return RefundTold(SOURCE, _payment(dispute), facts)


def _payment(thing: Document) -> str:
    charge: Any = thing.get("charge")
    value: Any = (charge.get("invoice") if isinstance(charge, dict) else None) or thing.get("payment_intent")
    value = value.get("id") if isinstance(value, dict) else value
    if not isinstance(value, str) or not value:
        raise BadInput("The event names no payment, so no order can be found for it.", where="payment_intent")
    return value


Reader = Callable[[Document, datetime], Sequence[Told]]
_READERS: Mapping[str, Reader] = {
    "checkout.session.completed": session_told,
    "checkout.session.async_payment_succeeded": session_told,
    "checkout.session.async_payment_failed": lambda session, at: [OrderGone(SOURCE, _payment(session), at)],
    "invoice.paid": invoice_told,
    "charge.refunded": lambda charge, _: charge_refunds(charge),
    **dict.fromkeys(
        ("refund.created", "refund.updated", "refund.failed", "charge.refund.updated"),
        lambda refund, _: [refund_told(refund)],
    ),
    **dict.fromkeys(
        ("promotion_code.created", "promotion_code.updated"),
        lambda code, _: [CodeTold(id_in(code, "id"), id_in(code, "code"))],
    ),
}
