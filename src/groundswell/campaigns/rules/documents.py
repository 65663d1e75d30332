"""An offer's terms as a JSON document: the body of the API and the file of the command line."""

from datetime import UTC, date, datetime
from decimal import Decimal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from groundswell.campaigns.rules.terms import Item, OfferTerms, PlannedPost
from groundswell.kit.money import ZERO


class PlannedDocument(BaseModel):
    """Posts asked for; dates as 2026-12-14. `fee_share` is what of the fee they earn together, 0 to 1."""

    model_config = ConfigDict(extra="forbid")

    activity: str
    platform: str
    quantity: int = 1
    window_start: date | None = None
    due_on: date | None = None
    requirements: str = ""
    fee_share: Decimal | None = None


class ItemDocument(BaseModel):
    """A product; what stands in the workspace's list under `sku` fills in what is left out."""

    model_config = ConfigDict(extra="forbid")

    sku: str = ""
    name: str = ""
    quantity: int = 1
    price: Decimal | None = None
    cost: Decimal | None = None


class TermsDocument(BaseModel):
    """Without a clause, the one for the campaign's countries is taken. `commission_rate` is a share, 0 to 1."""

    model_config = ConfigDict(extra="forbid")

    expires_at: AwareDatetime
    fee: Decimal = ZERO
    product: str = ""
    product_value: Decimal | None = None
    product_cost: Decimal | None = None
    items: list[ItemDocument] = []
    event: str = ""
    event_on: date | None = None
    other: str = ""
    other_value: Decimal | None = None
    pay_by: date | None = None
    ship_by: date | None = None
    commission_rate: Decimal | None = None
    discount: str = ""
    deliverables: list[PlannedDocument] = []
    usage_rights: str = ""
    disclosure_clause: str = ""
    greeting: str = ""

    def terms(self, *, currency: str, clause: str) -> OfferTerms:
        """The terms in the campaign's currency; `clause` stands in for one that was not given."""
        facts = {
            name: getattr(self, name) for name in TermsDocument.model_fields if name not in ("deliverables", "items")
        }
        expires: datetime = facts["expires_at"]
        return OfferTerms(
            currency=currency,
            items=tuple(Item(**item.model_dump()) for item in self.items),
            deliverables=tuple(PlannedPost(**planned.model_dump()) for planned in self.deliverables),
            **facts | {"disclosure_clause": self.disclosure_clause or clause, "expires_at": expires.astimezone(UTC)},
        )
