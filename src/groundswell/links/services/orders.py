"""Recording orders: the same order, from whatever side and however often, is one row."""

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.db import transaction

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.writing.creating import create
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.kit.money import ZERO
from groundswell.links.models import Order, Refund
from groundswell.links.rules.names import folded
from groundswell.links.rules.orders import OrderFacts, RefundFacts, checked, goods_refunded
from groundswell.links.services.attribution import attribute
from groundswell.links.services.refunds import refunds_of, save_refunds, withdraw_unlisted
from groundswell.links.services.unproven import withdraw_unproven

BATCH = 1000
MONEY = ("subtotal", "discount", "shipping", "tax", "total")
# A poorer source never erases what a richer one told.
KEPT_WHEN_EMPTY = (
    "number",
    "channel",
    "codes",
    "click_id",
    "referrer",
    "survey",
    "lines",
    "customer",
    "named_creator_id",
    "named_campaign_id",
)
# These the shop's own events tell exactly; a file of unknown age does not overrule them.
EVENTS_KNOW_BEST = (
    *MONEY,
    "currency",
    "placed_at",
    "order_count",
    "prices_include_tax",
    "is_test",
    "cancelled_at",
    "source_changed_at",
)
_TOLD = attrgetter(*KEPT_WHEN_EMPTY, *EVENTS_KNOW_BEST, "refunded")


def record_order(*, workspace: Workspace, facts: OrderFacts) -> str:
    """ "created", "updated" or "unchanged", by (source, external id); attributes the order too. Raises BadInput."""
    return record_orders(workspace=workspace, facts=[facts])[0]


@transaction.atomic
def record_orders(*, workspace: Workspace, facts: Sequence[OrderFacts]) -> list[str]:
    """One outcome per order, same sequence, as `record_order`; thousands at a time."""
    for one in facts:
        checked(one)
    _check_named(workspace, facts)
    outcomes: list[str] = []
    for start in range(0, len(facts), BATCH):
        outcomes += _record_batch(workspace, facts[start : start + BATCH])
    return outcomes


@transaction.atomic
def record_refund(*, workspace: Workspace, source: str, order_external_id: str, refund: RefundFacts) -> str:
    """ "created", "updated" or "unchanged". The order may be unknown yet: the refund waits for it."""
    outcome = save_refunds(workspace, [(source, order_external_id, refund)])[0]
    orders = list(Order.objects.of(workspace).select_for_update().filter(source=source, external_id=order_external_id))
    known = refunds_of(workspace, orders)
    for order in orders:
        refunded = _refunded(order, known.get((source, order_external_id), []), None)
        if refunded != order.refunded:
            order.refunded, order.changed_at = refunded, clock.now()
            order.save(update_fields=["refunded", "changed_at"])
            attribute(workspace=workspace, orders=[order])
    return outcome


def _record_batch(workspace: Workspace, facts: Sequence[OrderFacts]) -> list[str]:
    rows = _existing(workspace, facts)
    save_refunds(
        workspace, [(f.source, f.external_id, refund) for f in facts if not _stale(rows, f) for refund in f.refunds]
    )
    refunds = refunds_of(workspace, facts)
    withdraw_unlisted(refunds, [one for one in facts if one.refunds_are_all and not _stale(rows, one)])
    new: dict[tuple[str, str], Order] = {}
    changed: dict[int, Order] = {}
    outcomes: list[str] = []
    for one in facts:
        key = (one.source, one.external_id)
        order = rows.get(key)
        if order is None:
            rows[key] = new[key] = order = Order(workspace=workspace, source=one.source, external_id=one.external_id)
            _take_in(order, one, refunds.get(key, []))
            outcomes.append("created")
        elif _stale(rows, one) or not _take_in(order, one, refunds.get(key, [])):
            outcomes.append("unchanged")
        else:
            changed.update({} if order.pk is None else {order.pk: order})
            outcomes.append("updated")
    create(Order, list(new.values()))
    fields = [*MONEY, "refunded", *KEPT_WHEN_EMPTY, *EVENTS_KNOW_BEST[len(MONEY) :], "changed_at"]
    Order.objects.bulk_update(
        changed.values(), [name.removesuffix("_id") if name.startswith("named") else name for name in fields]
    )
    attribute(workspace=workspace, orders=[*new.values(), *changed.values()])
    withdraw_unproven(workspace, facts)
    return outcomes


def _take_in(order: Order, facts: OrderFacts, refunds: Sequence[Refund]) -> bool:
    """Puts the facts into the row; False when it knew them all."""
    from_file = order.pk is not None and order.source_changed_at is not None and facts.source_changed_at is None
    before = _TOLD(order)
    for name, value in _values(facts).items():
        empty_or_overruled = not value if name in KEPT_WHEN_EMPTY else from_file
        never_undone = name == "cancelled_at" and value is None and facts.source_changed_at is None
        if not empty_or_overruled and not never_undone:
            setattr(order, name, value)
    order.refunded = _refunded(order, refunds, facts.refunded)
    changed = before != _TOLD(order)
    if changed:
        order.changed_at = clock.now()
    return changed


def _values(facts: OrderFacts) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(facts, name) for name in EVENTS_KNOW_BEST}
    values |= {
        name: getattr(facts, name) for name in ("number", "channel", "click_id", "referrer", "survey", "customer")
    }
    values["codes"] = list(dict.fromkeys(folded(code) for code in facts.codes if folded(code)))
    values["lines"] = list(facts.lines)
    return values | {"named_creator_id": facts.named_creator, "named_campaign_id": facts.named_campaign}


def _refunded(order: Order, refunds: Sequence[Refund], total: Decimal | None) -> Decimal:
    if refunds:
        return goods_refunded(
            ((refund.amount, refund.tax) for refund in refunds if not refund.gross),
            subtotal=order.subtotal, prices_include_tax=order.prices_include_tax, order_tax=order.tax,
            gross=sum((refund.amount for refund in refunds if refund.gross), ZERO),
        )  # fmt: skip
    return min(order.refunded if total is None else max(total, Decimal(order.refunded)), order.subtotal)


def _stale(rows: dict[tuple[str, str], Order], facts: OrderFacts) -> bool:
    order = rows.get((facts.source, facts.external_id))
    known = order.source_changed_at if order else None
    return known is not None and facts.source_changed_at is not None and facts.source_changed_at < known


def _existing(workspace: Workspace, facts: Sequence[OrderFacts]) -> dict[tuple[str, str], Order]:
    rows = Order.objects.of(workspace).select_for_update().filter(
        source__in={one.source for one in facts}, external_id__in={one.external_id for one in facts}
    )  # fmt: skip
    return {(row.source, row.external_id): row for row in rows}


def _check_named(workspace: Workspace, facts: Sequence[OrderFacts]) -> None:
    creators = {one.named_creator for one in facts if one.named_creator is not None}
    campaigns = {one.named_campaign for one in facts if one.named_campaign is not None}
    for model, wanted in ((Creator, creators), (apps.get_model("campaigns", "Campaign"), campaigns)):
        if wanted and model.objects.of(workspace).filter(pk__in=wanted).count() != len(wanted):
            raise NotFound(f"An order names a {model.__name__.lower()} that is not in this workspace.")
