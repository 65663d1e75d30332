"""Purchase codes from Shopify's discount export; how often a code was used stays in the raw record: it is no order."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.fields import of_type, text
from groundswell.creators.imports.kinds import Kind, Outcome, Record, Rejected
from groundswell.creators.models import ImportRun
from groundswell.creators.queries.keys import creators_by_own_id
from groundswell.kit.errors import BadInput
from groundswell.links.imports.orders import as_outcome
from groundswell.links.rules.names import checked_code, folded
from groundswell.links.services import CodeFacts, save_codes

FIELDS = (
    text("code", "Code", "name", "code", "discount code", "coupon code", "gutscheincode", "code promo", weight=1.5),
    of_type("money", "value", "Value", "discount value", "amount", "wert", "valeur"),
    text("value_type", "Kind of value", "value type", "discount type", weight=3, limit=40),
    of_type("count", "used", "Times used", "times used in total", "times used", "usage count", weight=4),
    text("discount_class", "Applies to", "discount class", weight=3, limit=40),
    text("status", "Status", limit=40),
    # Of our own export.
    text("gives", "What it gives", "code gives", weight=4, limit=60),
    of_type("id", "own_id", "Creator's id in Groundswell", "groundswell id"),
)  # fmt: skip


def record_key(values: Mapping[str, Any]) -> str:
    return folded(str(values.get("code", "")))


def in_words(values: Mapping[str, Any]) -> str:
    """`10 % off`, `15.00 off`, `Free shipping`; empty when the file does not say."""
    kind = str(values.get("value_type", "")).lower()
    if "shipping" in f"{kind} {values.get('discount_class', '')}".lower():
        return "Free shipping"
    value = values.get("value")
    if not value:
        return ""
    amount = abs(Decimal(value))
    return f"{amount.normalize():f} % off" if "percent" in kind else f"{amount:.2f} off"


class DiscountsWriter:
    """Makes codes that are nobody's until a person says whose they are."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.workspace = workspace

    def write(self, records: Sequence[Record]) -> Sequence[Outcome]:
        named = {record.values["own_id"] for record in records if "own_id" in record.values}
        creators = creators_by_own_id(self.workspace, named)
        read = [self._read(record, creators) for record in records]
        words = iter(save_codes(workspace=self.workspace, codes=[one for one in read if isinstance(one, CodeFacts)]))
        return [one if isinstance(one, Rejected) else as_outcome(next(words)) for one in read]

    def finish(self) -> None:
        """Nothing is left to do."""

    def _read(self, record: Record, creators: Mapping[str, int]) -> CodeFacts | Rejected:
        values = record.values
        owner = values.get("own_id")
        if owner is not None and owner not in creators:
            return Rejected(f"There is no creator with the id {owner}: import the creators first.")
        try:
            gives = values.get("gives") or in_words(values)
            return CodeFacts(checked_code(values.get("code", "")), gives, creators[owner] if owner else None)
        except BadInput:
            return Rejected(
                f"“{record.values.get('code', '')}” is the title of an automatic discount, not a code that buyers enter."
            )


KIND = Kind(
    "discounts", "Discount codes", FIELDS, (("code",), ("used", "value_type", "gives")), 45, DiscountsWriter, record_key
)
