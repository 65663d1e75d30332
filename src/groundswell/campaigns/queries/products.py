"""Products to choose from."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Product
from groundswell.campaigns.rules.terms import Item
from groundswell.kit.errors import NotFound


def products(workspace: Workspace, *, text: str = "", active: bool = True) -> QuerySet[Product]:
    """By name; `text` narrows to names and SKUs that hold it."""
    rows: QuerySet[Product] = Product.objects.of(workspace).order_by("name", "pk")
    if active:
        rows = rows.filter(active=True)
    return rows.filter(name__icontains=text) | rows.filter(sku__icontains=text) if text else rows


def filled_items(workspace: Workspace, items: Iterable[Item]) -> tuple[Item, ...]:
    """The items with name, price and cost of the product list where they say nothing. NotFound for a SKU without a name
    that is not on the list."""
    wanted = list(items)
    known = {row.sku: row for row in Product.objects.of(workspace).filter(sku__in={item.sku for item in wanted})}
    return tuple(_filled(item, known.get(item.sku)) for item in wanted)


def _filled(item: Item, row: Product | None) -> Item:
    if row is not None:
        price, cost = (getattr(item, n) if getattr(item, n) is not None else getattr(row, n) for n in ("price", "cost"))
        return replace(item, name=item.name or row.name, price=price, cost=cost)
    if not item.name:
        raise NotFound(f"There is no product “{item.sku}”.", where="items", cure="Import it, or give its name.")
    return item
