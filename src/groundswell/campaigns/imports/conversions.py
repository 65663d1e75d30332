"""Conversions as a tracking tool reports them: one row per sale or per bundle of sales, with channel, campaign and creator."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.campaigns.services import CampaignFacts, create_campaign
from groundswell.creators.imports.fields import of_type, text
from groundswell.creators.imports.kinds import Kind, Outcome, Record, Rejected
from groundswell.creators.models import ImportRun
from groundswell.creators.queries.keys import creators_by_file_id
from groundswell.kit.errors import GroundswellError
from groundswell.kit.ids import digest
from groundswell.kit.money import ZERO
from groundswell.links.imports.orders import as_outcome
from groundswell.links.rules.orders import OrderFacts, checked, click_id_in
from groundswell.links.services import record_orders

FIELDS = (
    of_type("id", "conversion_id", "Conversion id", "tracking id", "conversion id", "event id", "transaction id", "sale id", weight=3),
    text("channel", "Channel", "source", "channel", "traffic source", "kanal", weight=2, limit=20),
    text("campaign", "Campaign", "campaign name", "kampagne", "campagne", "campana", limit=200),
    of_type("id", "file_id", "Creator's id in the file", "influencer id", "creator id", "affiliate id", "partner id", weight=1.5),
    of_type("id", "buyer", "Buyer's id", "user id", "customer id", "buyer id", weight=1.5),
    text("product", "Product", "product name", "item", limit=200),
    of_type("date", "at", "When", "transaction date", "conversion date", "converted at", "sale date", "date", "created at", weight=2),
    of_type("count", "orders", "Orders", "conversions", "sales count", "number of orders", weight=2),
    of_type("money", "revenue", "Revenue", "sales amount", "order value", "sale amount", "amount", "umsatz", "chiffre d affaires", "ingresos", weight=2.5),
    of_type("currency", "currency", "Currency", "currency code"),
    text("code", "Purchase code", "coupon code", "promo code", "discount code", "coupon", limit=64),
    text("click_id", "Click id", "cid", "gs click id", weight=2, limit=0),
)  # fmt: skip


def record_key(values: Mapping[str, Any]) -> str:
    return str(values.get("conversion_id", ""))


class ConversionsWriter:
    """Each row is an order that the report names the creator of; rows without one keep their channel and are nobody's."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.workspace = workspace
        self.ids = str(run.options.get("ids", "id:file"))
        self.campaigns: dict[str, int] = {}

    def write(self, records: Sequence[Record]) -> Sequence[Outcome]:
        named = {record.values["file_id"] for record in records if "file_id" in record.values}
        creators = creators_by_file_id(self.workspace, named, self.ids)
        read = [self._read(record, creators) for record in records]
        outcomes = iter(
            record_orders(workspace=self.workspace, facts=[one for one in read if isinstance(one, OrderFacts)])
        )
        return [one if isinstance(one, Rejected) else as_outcome(next(outcomes)) for one in read]

    def finish(self) -> None:
        """Nothing is left to do."""

    def _read(self, record: Record, creators: Mapping[str, int]) -> OrderFacts | Rejected:
        values = record.values
        for name, label in (("at", "date"), ("revenue", "revenue")):
            if name not in values:
                return Rejected(f"The row has no {label}.")
        creator = values.get("file_id")
        if creator is not None and creator not in creators:
            return Rejected(f"There is no creator with the id {creator}: import the creators first.")
        revenue = values["revenue"]
        try:
            return checked(
                OrderFacts(
                    source="conversions", external_id=record.key[:120], number=str(values.get("conversion_id", ""))[:60],
                    placed_at=values["at"], currency=values.get("currency", self.workspace.currency),
                    subtotal=max(revenue, ZERO), total=max(revenue, ZERO), order_count=values.get("orders", 1),
                    channel=values.get("channel", "").lower(), codes=(values["code"],) if "code" in values else (),
                    click_id=click_id_in([values.get("click_id")]), customer=digest(values["buyer"]) if "buyer" in values else "",
                    lines=({"title": values["product"], "sku": "", "quantity": 1, "price": ""},) if "product" in values else (),
                    named_creator=creators[creator] if creator is not None else None,
                    named_campaign=self._campaign(values["campaign"]) if "campaign" in values else None,
                )
            ) if revenue >= 0 else Rejected("The revenue is below zero: a refund belongs to its order.")  # fmt: skip
        except GroundswellError as refusal:
            return Rejected(f"{refusal.message} {refusal.cure}".strip())

    def _campaign(self, name: str) -> int:
        """The campaign of that name or slug, made running when there is none."""
        key = name.strip().casefold()
        if key not in self.campaigns:
            mine = Campaign.objects.of(self.workspace)
            found = (
                mine.filter(name__iexact=name.strip()).order_by("pk").first() or mine.filter(slug=name.strip()).first()
            )
            facts = CampaignFacts(name=name.strip(), state=Campaign.State.RUNNING)
            self.campaigns[key] = (found or create_campaign(workspace=self.workspace, facts=facts)).pk
        return self.campaigns[key]


KIND = Kind(
    name="conversions",
    label="Conversions",
    fields=FIELDS,
    required=(("revenue",), ("at",), ("conversion_id", "channel", "file_id")),
    order=60,
    writer=ConversionsWriter,
    key=record_key,
    repeats=True,
)
