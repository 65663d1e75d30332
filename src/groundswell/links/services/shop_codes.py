"""What a shop calls the codes; an order that named one by the shop's id is put right once the code is known."""

from collections.abc import Sequence

from django.db import transaction

from groundswell.links.models import Order, ShopCode, Store
from groundswell.links.rules.names import folded
from groundswell.links.services.attribution import attribute

LONGEST = 64


@transaction.atomic
def learn_code(*, store: Store, remote_id: str, code: str) -> str:
    """ "created", "updated" or "unchanged". Orders that named the id carry the code from now on."""
    row, created = ShopCode.objects.get_or_create(
        store=store, folded=folded(code)[:LONGEST],
        defaults={"workspace": store.workspace, "code": code[:LONGEST], "remote_id": remote_id[:120]},
    )  # fmt: skip
    if not created and row.remote_id == remote_id:
        return "unchanged"
    row.remote_id = remote_id[:120]
    row.save(update_fields=["remote_id"])
    _put_right(store, remote_id, code)
    return "created" if created else "updated"


def named_codes(store: Store, codes: Sequence[str]) -> tuple[str, ...]:
    """The codes by the names buyers know, where the shop's ids for them are known."""
    known = dict(
        ShopCode.objects.of(store.workspace).filter(store=store, remote_id__in=codes).values_list("remote_id", "code")
    )
    return tuple(known.get(code, code) for code in codes)


def _put_right(store: Store, remote_id: str, code: str) -> None:
    wrong, right = folded(remote_id), folded(code)
    named = Order.objects.of(store.workspace).filter(source=store.source).exclude(codes=[])
    orders = []
    for order in named.iterator():
        if wrong in order.codes:
            order.codes = [right if one == wrong else one for one in order.codes]
            orders.append(order)
    Order.objects.bulk_update(orders, ["codes"])
    attribute(workspace=store.workspace, orders=orders)
