"""The products that can be given to creators."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Product
from groundswell.kit import clock
from groundswell.kit.errors import BadInput


@dataclass(frozen=True, kw_only=True)
class ProductFacts:
    """A product as a file or a person tells it. None leaves what is known; amounts in `currency`, empty for the brand's."""

    sku: str
    name: str = ""
    price: Decimal | None = None
    cost: Decimal | None = None
    currency: str = ""
    url: str = ""
    active: bool = True
    source: str = "entered by hand"


@transaction.atomic
def save_product(*, workspace: Workspace, facts: ProductFacts) -> tuple[Product, str]:
    """The product of that SKU, and "created", "updated" or "unchanged"."""
    sku = facts.sku.strip()[:100]
    if not sku:
        raise BadInput("A product needs a SKU.", where="sku", cure="Any short name of your own will do.")
    for name in ("price", "cost"):
        if (amount := getattr(facts, name)) is not None and amount < 0:
            raise BadInput("An amount cannot be negative.", where=name)
    row = Product.objects.of(workspace).select_for_update().filter(sku=sku).first()
    made = row is None
    row = row or Product(workspace=workspace, sku=sku, currency=workspace.currency)
    told = asdict(facts) | {
        "sku": sku,
        "name": facts.name.strip()[:200] or row.name,
        "currency": facts.currency.upper(),
    }
    if not told["name"]:
        raise BadInput("A product needs a name.", where="name")
    changed = [n for n, v in told.items() if v not in (None, "") and n != "source" and getattr(row, n) != v]
    if not changed and not made:
        return row, "unchanged"
    for name in [*changed, "source"]:
        setattr(row, name, told[name])
    row.changed_at = clock.now()
    row.save()
    return row, "created" if made else "updated"


def save_products(*, workspace: Workspace, products: Iterable[ProductFacts]) -> list[str]:
    """What became of each."""
    return [save_product(workspace=workspace, facts=facts)[1] for facts in products]
