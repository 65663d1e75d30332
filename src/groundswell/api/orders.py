"""Orders and whom they are owed to, over HTTP."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema
from pydantic import AwareDatetime, Field

from groundswell.api.auth import ApiRequest
from groundswell.campaigns.queries import campaign_of
from groundswell.creators.queries.creators import creator_of
from groundswell.links import queries, services
from groundswell.links.documents import order_document
from groundswell.links.queries import OrderFilter
from groundswell.links.rules.orders import OrderFacts

router = Router()
PAGE = 100
Pk = Annotated[int, Field(ge=1, le=2**63 - 1)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]


class Chosen(Schema):
    owed: Literal["", "yes", "no", "held", "never"] = ""
    method: Literal["", "code", "link", "survey", "report", "claim", "person"] = ""
    campaign: str = ""
    creator: Pk | None = None
    text: str = ""
    offset: int = Field(0, ge=0, le=10_000_000)


class NewOrder(Schema):
    """One order by `source` and `external_id`: sending it again changes nothing. Amounts in `currency`."""

    external_id: str = Field(min_length=1, max_length=120)
    source: str = Field("api", pattern=r"^[a-z0-9_-]{1,40}$")
    placed_at: AwareDatetime
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    subtotal: Amount
    total: Amount
    number: str = Field("", max_length=60)
    discount: Amount = Decimal("0.00")
    shipping: Amount = Decimal("0.00")
    tax: Amount = Decimal("0.00")
    refunded: Amount | None = None
    codes: list[Annotated[str, Field(max_length=64)]] = Field(default_factory=list, max_length=20)
    click_id: str = Field("", pattern=r"^([A-Za-z0-9_-]{12})?$")
    survey: str = Field("", max_length=200)
    creator: Pk | None = None
    campaign: str = ""
    is_test: bool = False
    cancelled_at: AwareDatetime | None = None


class Decision(Schema):
    """`creator: null` means that nobody is owed."""

    creator: Pk | None
    reason: str = Field(max_length=300)


@router.get("/orders")
def list_orders(request: ApiRequest, chosen: Query[Chosen]) -> dict[str, Any]:
    """100 orders from `offset`, newest first. `owed`: yes, no, held (apart, in no figure), or never (cancelled and test orders)."""
    wanted = OrderFilter(chosen.owed, chosen.method, chosen.campaign, chosen.creator, chosen.text)
    found = queries.orders(request.auth.workspace, wanted)
    sums = [
        row._asdict() | {"net": str(row.net), "attributed_net": str(row.attributed_net), "refunded": str(row.refunded)}
        for row in queries.totals(request.auth.workspace, wanted)
    ]
    page = found[chosen.offset : chosen.offset + PAGE]
    return {"total": found.count(), "sums": sums, "orders": [order_document(order) for order in page]}


@router.post("/orders")
def record_order(request: ApiRequest, payload: NewOrder) -> dict[str, Any]:
    """Records an order and attributes it; `outcome` is created, updated or unchanged."""
    workspace = request.auth.workspace
    values = payload.model_dump(exclude={"creator", "campaign", "codes"})
    facts = OrderFacts(
        **values,
        codes=tuple(payload.codes),
        named_creator=creator_of(workspace, payload.creator).pk if payload.creator is not None else None,
        named_campaign=campaign_of(workspace, payload.campaign).pk if payload.campaign else None,
    )
    outcome = services.record_order(workspace=workspace, facts=facts)
    order = queries.orders(workspace).get(source=facts.source, external_id=facts.external_id)
    return {"outcome": outcome, "order": order_document(order)}


@router.get("/orders/{pk}")
def get_order(request: ApiRequest, pk: Pk) -> dict[str, Any]:
    """One order with its trail: everything known of how the buyer came."""
    order = queries.order_of(request.auth.workspace, pk)
    steps = [{"at": _text(step.at), "text": step.text, "decides": step.decides} for step in queries.trail(order)]
    return order_document(order) | {"trail": steps}


@router.put("/orders/{pk}/decision")
def decide(request: ApiRequest, pk: Pk, payload: Decision) -> dict[str, Any]:
    """A person's decision whom the order is owed to; it stands above the rules."""
    workspace = request.auth.workspace
    creator = creator_of(workspace, payload.creator) if payload.creator is not None else None
    order = queries.order_of(workspace, pk)
    services.rule_on_order(order=order, creator=creator, reason=payload.reason, user=request.auth.user)
    return get_order(request, pk)


@router.delete("/orders/{pk}/decision")
def withdraw(request: ApiRequest, pk: Pk) -> dict[str, Any]:
    """Takes the decision back: the rules apply again."""
    services.withdraw_ruling(order=queries.order_of(request.auth.workspace, pk), user=request.auth.user)
    return get_order(request, pk)


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
