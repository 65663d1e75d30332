"""What creators were paid: a fee per post or in all, or a commission per order."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Cost
from groundswell.campaigns.services import record_cost
from groundswell.creators.imports.fields import of_type, text
from groundswell.creators.imports.kinds import Kind, Outcome, Record, Rejected
from groundswell.creators.models import Creator, ImportRun
from groundswell.creators.queries.keys import creator_by_email, creators_by_file_id
from groundswell.kit.money import cents
from groundswell.links.imports.orders import as_outcome

SOURCE = "payouts"
COMMISSION = ("order", "sale", "commission", "cpa", "percent", "revenue")
FIELDS = (
    of_type("id", "payout_id", "Payout id", "payout id", "payment id", weight=4),
    of_type("id", "file_id", "Creator's id in the file", "influencer id", "creator id", "affiliate id", "partner id"),
    of_type("email", "email", "Creator's e-mail", "email", "email address", "recipient", "paypal email"),
    text("basis", "Basis", "payout basis", "payment basis", "basis", weight=3, limit=60),
    of_type("money", "rate", "Rate", "payout rate", weight=2),
    of_type("count", "orders", "Orders", "number of orders"),
    of_type("money", "amount", "Paid", "total payout", "payout", "payout amount", "amount paid", "payout total", "auszahlung", "paiement", "pago", weight=3),
    of_type("currency", "currency", "Currency", "currency code"),
    of_type("date", "paid_on", "Paid on", "payout date", "payment date", "paid at", "date"),
)  # fmt: skip


def record_key(values: Mapping[str, Any]) -> str:
    return str(values.get("payout_id", ""))


def kind_of(basis: str) -> Cost.Kind:
    """A basis in orders or sales is a commission; any other is a fee."""
    return Cost.Kind.COMMISSION if any(word in basis.lower() for word in COMMISSION) else Cost.Kind.FEE


class PayoutsWriter:
    """Each row is a cost of one creator."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.workspace = workspace
        self.ids = str(run.options.get("ids", "id:file"))

    def write(self, records: Sequence[Record]) -> Sequence[Outcome]:
        named = {record.values["file_id"] for record in records if "file_id" in record.values}
        found = creators_by_file_id(self.workspace, named, self.ids)
        creators = Creator.objects.of(self.workspace).in_bulk(set(found.values()))
        return [self._write(record, {key: creators[pk] for key, pk in found.items()}) for record in records]

    def finish(self) -> None:
        """Nothing is left to do."""

    def _write(self, record: Record, creators: Mapping[str, Creator]) -> Outcome:
        values = record.values
        if "amount" not in values:
            return Rejected("The row has no amount.")
        if values["amount"] < 0:
            return Rejected("The amount is below zero.")
        creator = creators.get(values.get("file_id", "")) or (
            creator_by_email(self.workspace, values["email"]) if "email" in values else None
        )
        if creator is None:
            return Rejected(
                f"There is no creator {values.get('file_id') or values.get('email', '')}: import the creators first."
            )
        basis = values.get("basis", "")
        paid_on = values.get("paid_on")
        _, outcome = record_cost(
            workspace=self.workspace, creator=creator, kind=kind_of(basis), amount=cents(values["amount"]),
            currency=values.get("currency", self.workspace.currency), source=SOURCE, external_id=record.key[:120],
            incurred_on=paid_on.date() if paid_on else None, note=_note(values, basis),
        )  # fmt: skip
        return as_outcome(outcome)


def _note(values: Mapping[str, Any], basis: str) -> str:
    parts = [
        basis.replace("_", " "),
        f"rate {values['rate']}" if "rate" in values else "",
        f"{values['orders']} orders" if "orders" in values else "",
    ]
    return ", ".join(part for part in parts if part)[:300]


KIND = Kind(
    name="payouts",
    label="Payouts",
    fields=FIELDS,
    required=(("amount",), ("file_id", "email"), ("payout_id", "basis", "rate")),
    order=65,
    writer=PayoutsWriter,
    key=record_key,
    repeats=True,
)
