"""What a shop says, by an event or by its API, brought into the books."""

from dataclasses import replace

from groundswell.kit import clock
from groundswell.links.models import Order, Store, WebhookDelivery
from groundswell.links.rules.told import CodeTold, OrderGone, OrderTold, RefundTold, Told
from groundswell.links.rules.woocommerce import GONE_TOPIC
from groundswell.links.services.attribution import attribute
from groundswell.links.services.orders import record_order, record_refund
from groundswell.links.services.shop_codes import learn_code, named_codes


def take_in(*, store: Store, told: Told) -> str:
    """ "created", "updated", "unchanged" or "ignored"; BadInput for what cannot be right."""
    workspace = store.workspace
    match told:
        case OrderTold():
            return _take_order(store, told)
        case RefundTold():
            return record_refund(
                workspace=workspace, source=store.source, order_external_id=told.order_external_id, refund=told.refund
            )
        case OrderGone():
            return _take_away(store, told)
        case CodeTold():
            return learn_code(store=store, remote_id=told.remote_id, code=told.code)


def _take_order(store: Store, told: OrderTold) -> str:
    facts = replace(told.facts, source=store.source, codes=named_codes(store, told.facts.codes))
    known = Order.objects.of(store.workspace).filter(source=facts.source, external_id=facts.external_id)
    if told.only_if_known and not known.exists():
        return "ignored"
    outcome = record_order(workspace=store.workspace, facts=facts)
    if outcome == "created" and store.kind == Store.Kind.WOOCOMMERCE:
        _look_for_deletion(store, facts.external_id)
    return outcome


def _take_away(store: Store, gone: OrderGone) -> str:
    order = (
        Order.objects.of(store.workspace).select_for_update().filter(source=store.source, external_id=gone.external_id)
    )
    row = order.first()
    if row is None:
        return "ignored"
    if row.cancelled_at is not None:
        return "unchanged"
    row.cancelled_at = gone.at or clock.now()
    row.changed_at = clock.now()
    row.save(update_fields=["cancelled_at", "changed_at"])
    attribute(workspace=store.workspace, orders=[row])
    return "updated"


def _look_for_deletion(store: Store, external_id: str) -> None:
    """The order's deletion may have come before the order did; it says nothing but the id."""
    kept = WebhookDelivery.objects.of(store.workspace).filter(store=store, topic=GONE_TOPIC)
    if kept.filter(body__contains=f'"id":{external_id}}}').exists():
        _take_away(store, OrderGone(store.source, external_id))
