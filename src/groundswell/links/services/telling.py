"""What a shop says, by an event or by its API, brought into the books."""

from collections.abc import Sequence
from dataclasses import replace

from groundswell.kit import clock
from groundswell.links.models import Order, Store, WebhookDelivery
from groundswell.links.rules.told import CodeTold, OrderGone, OrderTold, RefundTold, Told
from groundswell.links.rules.woocommerce import GONE_TOPIC
from groundswell.links.services.attribution import attribute
from groundswell.links.services.orders import record_orders, record_refund
from groundswell.links.services.shop_codes import code_names, learn_code


def take_in(*, store: Store, told: Told) -> str:
    """ "created", "updated", "unchanged" or "ignored"; BadInput for what cannot be right."""
    workspace = store.workspace
    match told:
        case OrderTold():
            return take_in_orders(store=store, told=[told])[0]
        case RefundTold():
            return record_refund(
                workspace=workspace, source=store.source, order_external_id=told.order_external_id, refund=told.refund
            )
        case OrderGone():
            return _take_away(store, told)
        case CodeTold():
            return learn_code(store=store, remote_id=told.remote_id, code=told.code)


def take_in_orders(*, store: Store, told: Sequence[OrderTold]) -> list[str]:
    """The same for orders of different ids, one outcome each; together, which costs a fraction of one by one."""
    names = code_names(store, {code for one in told for code in one.facts.codes})
    facts = [
        replace(one.facts, source=store.source, codes=tuple(names.get(code, code) for code in one.facts.codes))
        for one in told
    ]
    unsure = [one.facts.external_id for one in told if one.only_if_known]
    rows = Order.objects.of(store.workspace).filter(source=store.source, external_id__in=unsure)
    ignored = set(unsure) - set(rows.values_list("external_id", flat=True) if unsure else ())
    wanted = [one for one in facts if one.external_id not in ignored]
    outcomes = dict(
        zip([one.external_id for one in wanted], record_orders(workspace=store.workspace, facts=wanted), strict=True)
    )
    if store.kind == Store.Kind.WOOCOMMERCE:
        _look_for_deletions(store, [name for name, outcome in outcomes.items() if outcome == "created"])
    return [outcomes.get(one.external_id, "ignored") for one in facts]


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


def _look_for_deletions(store: Store, external_ids: Sequence[str]) -> None:
    """An order's deletion may have come before the order did; it says nothing but the id."""
    kept = WebhookDelivery.objects.of(store.workspace).filter(store=store, topic=GONE_TOPIC)
    if not external_ids or not kept.exists():
        return
    for external_id in external_ids:
        if kept.filter(body__contains=f'"id":{external_id}}}').exists():
            _take_away(store, OrderGone(store.source, external_id))
