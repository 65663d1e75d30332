"""What a shop says, by an event or by its API, brought into the books."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from groundswell.kit import clock
from groundswell.links.models import Order, Store, WebhookDelivery
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.rules.told import CodeTold, OrderGone, OrderTold, RefundTold, Told
from groundswell.links.rules.woocommerce import GONE_TOPIC
from groundswell.links.services.attribution import attribute
from groundswell.links.services.orders import record_orders, record_refund
from groundswell.links.services.shop_codes import code_names, learn_code

_ID = re.compile(r'"id":([^,{}]+)}')


def take_in(*, store: Store, told: Told) -> str:
    """ "created", "updated", "unchanged" or "ignored"; BadInput for what cannot be right."""
    workspace = store.workspace
    match told:
        case OrderTold():
            return take_in_orders(told=[(store, told)])[0]
        case RefundTold():
            return record_refund(
                workspace=workspace, source=store.source, order_external_id=told.order_external_id, refund=told.refund
            )
        case OrderGone():
            return _take_away(store, told)
        case CodeTold():
            return learn_code(store=store, remote_id=told.remote_id, code=told.code)


def take_in_orders(*, told: Sequence[tuple[Store, OrderTold]]) -> list[str]:
    """The same for orders of different ids from stores of one workspace, one outcome each; together, which costs a fraction
    of one by one."""
    workspace = told[0][0].workspace
    facts = {(one.source, one.external_id): one for one in _facts(told)}
    unsure = {key for key, (_, one) in zip(facts, told, strict=True) if one.only_if_known}
    if unsure:
        known = Order.objects.of(workspace).filter(external_id__in={name for _, name in unsure})
        unsure.difference_update(known.values_list("source", "external_id"))
    outcomes = dict.fromkeys(facts, "ignored")
    wanted = [key for key in facts if key not in unsure]
    words = record_orders(workspace=workspace, facts=[facts[key] for key in wanted])
    outcomes.update(zip(wanted, words, strict=True))
    for store in {store for store, _ in told if store.kind == Store.Kind.WOOCOMMERCE}:
        new = [name for (source, name), word in outcomes.items() if source == store.source and word == "created"]
        _look_for_deletions(store, new)
    return list(outcomes.values())


def _facts(told: Sequence[tuple[Store, OrderTold]]) -> list[OrderFacts]:
    """By the stores' own sources, with codes by the names that buyers know."""
    codes = defaultdict[Store, set[str]](set)
    for store, one in told:
        codes[store].update(one.facts.codes)
    names = {store: code_names(store, used) for store, used in codes.items()}
    return [
        replace(one.facts, source=store.source, codes=tuple(names[store].get(code, code) for code in one.facts.codes))
        for store, one in told
    ]


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


def _look_for_deletions(store: Store, external_ids: Collection[str]) -> None:
    """An order's deletion may have come before the order did; it says nothing but the id."""
    if not external_ids:
        return
    kept = WebhookDelivery.objects.of(store.workspace).filter(store=store, topic=GONE_TOPIC)
    gone = {name for body in kept.values_list("body", flat=True) for name in _ID.findall(body)}
    for external_id in gone.intersection(external_ids):
        _take_away(store, OrderGone(store.source, external_id))
