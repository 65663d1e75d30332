"""Stripe's lists: checkouts, paid invoices, refunds and disputes, one kind after the other."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from groundswell.links.asking.wire import Page, ShopWire
from groundswell.links.rules.event_reading import Document, id_in, objects_in, seconds_in
from groundswell.links.rules.stripe import dispute_told, refund_told
from groundswell.links.rules.stripe_orders import invoice_told, session_told
from groundswell.links.rules.told import CodeTold, Told

Read = Callable[[Document], Sequence[Told]]


def page(wire: ShopWire, since: date, cursor: str) -> Page:
    """Up to 100 of one kind made since that day; the cursor is `kind:last id`."""
    kind, _, after = (cursor or next(iter(_KINDS))).partition(":")
    path, more, read = _KINDS[kind]
    start = int(datetime.combine(since, time(), UTC).timestamp())
    asked: dict[str, Any] = {"limit": 100, **more} | ({} if kind == "codes" else {"created[gte]": start})
    document, _ = wire.get(path, params=asked | ({"starting_after": after} if after else {}), auth=(wire.key, ""))
    found = objects_in(document, "data")
    if document.get("has_more") is True and found:
        return Page(found, read, f"{kind}:{id_in(found[-1], 'id')}")
    kinds = list(_KINDS)
    return Page(found, read, next(iter(kinds[kinds.index(kind) + 1 :]), ""))


_KINDS: Mapping[str, tuple[str, Mapping[str, str], Read]] = {
    "codes": ("/v1/promotion_codes", {}, lambda code: [CodeTold(id_in(code, "id"), id_in(code, "code"))]),
    "sessions": (
        "/v1/checkout/sessions", {"status": "complete", "expand[]": "data.discounts.promotion_code"},
        lambda session: session_told(session, seconds_in(session, "created")),
    ),
    "invoices": ("/v1/invoices", {"status": "paid"}, lambda invoice: invoice_told(invoice, seconds_in(invoice, "created"))),
    "refunds": ("/v1/refunds", {"expand[]": "data.charge"}, lambda refund: [refund_told(refund)]),
    "disputes": ("/v1/disputes", {"expand[]": "data.charge"}, lambda dispute: [dispute_told(dispute)]),
}  # fmt: skip
