"""Products from a shop's export or a list of one's own: SKU, name, price, cost."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.campaigns.services.products import ProductFacts, save_product
from groundswell.creators.imports.fields import of_type, text
from groundswell.creators.imports.kinds import Kind, Outcome, Record, Rejected
from groundswell.creators.models import ImportRun
from groundswell.kit.errors import BadInput
from groundswell.links.imports.orders import as_outcome

FIELDS = (
    text("sku", "SKU", "variant sku", "product sku", "article number", "artikelnummer", weight=2, limit=100),
    text("name", "Product", "title", "product title", "product name", "produkt", "produit", weight=1.5, limit=200),
    of_type("money", "price", "Price", "variant price", "retail price", "preis", "prix"),
    of_type("money", "cost", "Cost", "cost per item", "unit cost", "cogs", "einkaufspreis", weight=3),
    of_type("currency", "currency", "Currency"),
    of_type("url", "url", "Address", "product url", "link"),
)


def record_key(values: Mapping[str, Any]) -> str:
    return str(values.get("sku", "")).strip()


class ProductsWriter:
    """One product a row; the same SKU again brings it up to date."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.workspace, self.source = workspace, run.file_name[:60]

    def write(self, records: Sequence[Record]) -> Sequence[Outcome]:
        return [self._save(record) for record in records]

    def finish(self) -> None:
        """Nothing is left to do."""

    def _save(self, record: Record) -> Outcome:
        values = record.values
        facts = ProductFacts(
            sku=values.get("sku", ""), name=values.get("name", ""), price=values.get("price"), cost=values.get("cost"),
            currency=values.get("currency", ""), url=values.get("url", ""), source=self.source,
        )  # fmt: skip
        try:
            _, word = save_product(workspace=self.workspace, facts=facts)
        except BadInput as error:
            return Rejected(f"{error.message} {error.cure}".strip())
        return as_outcome(word)


KIND = Kind(
    "products", "Products", FIELDS, (("sku",), ("name",)), 47, ProductsWriter, record_key,
    recognised_by=(("price", "cost"),),
)  # fmt: skip
