"""Creators' claims to orders, over HTTP."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema, Status
from pydantic import Field

from groundswell.api.auth import ApiRequest
from groundswell.campaigns.queries import campaign_of
from groundswell.creators.queries import creator_of
from groundswell.links import queries, services
from groundswell.links.documents import order_claim_document
from groundswell.links.rules.claims import ClaimFacts
from groundswell.links.rules.event_reading import buyer_digest

router = Router()
PAGE = 100
Pk = Annotated[int, Field(ge=1, le=2**63 - 1)]


class Chosen(Schema):
    """An empty `state` means all."""

    state: Literal["", "waiting", "accepted", "refused"] = "waiting"
    offset: int = Field(0, ge=0, le=10_000_000)


class ClaimIn(Schema):
    """What a creator told you: a number, or a day with an amount, or `buyer_email`, of which only a digest is kept."""

    creator: Pk
    campaign: str
    number: str = Field("", max_length=60)
    placed_on: date | None = None
    amount: Decimal | None = Field(None, max_digits=14, decimal_places=2)
    currency: str = Field("", max_length=3)
    buyer_email: str = Field("", max_length=254)
    note: str = Field("", max_length=500)


class AcceptIn(Schema):
    """`order` may be left out when one alone fits."""

    order: Pk | None = None


class RefuseIn(Schema):
    """The creator reads the reason."""

    reason: str = Field(max_length=300)


@router.get("/order-claims")
def list_claims(request: ApiRequest, chosen: Query[Chosen]) -> dict[str, Any]:
    """100 claims from `offset`; waiting ones with the orders that each may mean and what speaks against them."""
    workspace = request.auth.workspace
    rows = queries.order_claims(workspace, chosen.state)
    page = list(rows[chosen.offset : chosen.offset + PAGE])
    fits = queries.fits_of(workspace, [row for row in page if row.state == "waiting"])
    return {"total": rows.count(), "results": [order_claim_document(row, fits.get(row.pk, ())) for row in page]}


@router.post("/order-claims", response={201: dict[str, Any]})
def file_claim(request: ApiRequest, body: ClaimIn) -> Status[dict[str, Any]]:
    """Files what a creator told you; the same once more is the claim that is there."""
    workspace = request.auth.workspace
    facts = ClaimFacts(
        buyer=buyer_digest(body.buyer_email),
        **body.model_dump(exclude={"creator", "campaign", "buyer_email"}),
    )
    row = services.file_claim(
        creator=creator_of(workspace, body.creator), facts=facts, campaign=campaign_of(workspace, body.campaign).pk,
        user=request.auth.user,
    )  # fmt: skip
    return Status(201, order_claim_document(row, queries.fits_of(workspace, [row])[row.pk]))


@router.post("/order-claims/{pk}/accept")
def accept_claim(request: ApiRequest, pk: Pk, body: AcceptIn) -> dict[str, Any]:
    """The order counts for the claimant where no stronger sign speaks; 409 names what speaks against it."""
    workspace = request.auth.workspace
    order = queries.order_of(workspace, body.order) if body.order is not None else None
    claim = queries.order_claim_of(workspace, pk)
    return order_claim_document(services.accept_claim(claim=claim, order=order, user=request.auth.user))


@router.post("/order-claims/{pk}/refuse")
def refuse_claim(request: ApiRequest, pk: Pk, body: RefuseIn) -> dict[str, Any]:
    """Refuses it; one that was accepted stops counting."""
    claim = queries.order_claim_of(request.auth.workspace, pk)
    return order_claim_document(services.refuse_claim(claim=claim, reason=body.reason, user=request.auth.user))
