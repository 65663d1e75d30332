"""What a shop calls the codes; an order that named one by the shop's id is put right once the code is known."""

from collections.abc import Collection

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


def code_names(store: Store, remote_ids: Collection[str]) -> dict[str, str]:
    """The shop's ids of codes to the names that buyers know, where they are known."""
    known = ShopCode.objects.of(store.workspace).filter(store=store, remote_id__in=remote_ids)
    return dict(known.values_list("remote_id", "code")) if remote_ids else {}


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
