"""Products, and what the brand owes, by script."""

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Router, Schema

from groundswell.api.auth import ApiRequest
from groundswell.campaigns import queries, services
from groundswell.campaigns.owed_documents import owing_document, product_document
from groundswell.kit import clock

router = Router()


class ProductIn(Schema):
    """What is left out stays as it is."""

    sku: str
    name: str = ""
    price: Decimal | None = None
    cost: Decimal | None = None
    currency: str = ""
    url: str = ""
    active: bool = True


class SettledIn(Schema):
    on: date | None = None
    note: str = ""


class ParcelIn(Schema):
    """`state`: to_send, sent, delivered or returned. What is left out stays as it is."""

    state: str
    on: date | None = None
    carrier: str | None = None
    tracking_number: str | None = None
    tracking_url: str | None = None
    shipping_cost: Decimal | None = None


@router.get("/products")
def products(request: ApiRequest, text: str = "") -> list[dict[str, Any]]:
    """The workspace's products by name."""
    return [product_document(row) for row in queries.products(request.auth.workspace, text=text, active=False)]


@router.put("/products")
def save_product(request: ApiRequest, body: ProductIn) -> dict[str, Any]:
    """The product of that SKU, new or brought up to date."""
    facts = services.ProductFacts(**body.model_dump(), source="API")
    row, word = services.save_product(workspace=request.auth.workspace, facts=facts)
    return product_document(row) | {"outcome": word}


@router.get("/owed")
def owed(request: ApiRequest, campaign: str = "") -> list[dict[str, Any]]:
    """What was promised to creators: open ones first by their day."""
    workspace = request.auth.workspace
    found = queries.campaign_of(workspace, campaign) if campaign else None
    rows = queries.owings(queries.obligations(workspace, campaign=found), clock.today())
    return [owing_document(owing) for owing in rows]


@router.post("/owed/{obligation_id}/settle")
def settle(request: ApiRequest, obligation_id: int, body: SettledIn) -> dict[str, Any]:
    """It is done; 409 for products, which are settled by their parcel."""
    found = queries.obligation_of(request.auth.workspace, obligation_id)
    services.settle_obligation(obligation=found, on=body.on, note=body.note, user=request.auth.user)
    return _one(request, obligation_id)


@router.post("/owed/{obligation_id}/reopen")
def reopen(request: ApiRequest, obligation_id: int) -> dict[str, Any]:
    """It is owed again."""
    found = queries.obligation_of(request.auth.workspace, obligation_id)
    services.reopen_obligation(obligation=found, user=request.auth.user)
    return _one(request, obligation_id)


@router.post("/shipments/{shipment_id}")
def move(request: ApiRequest, shipment_id: int, body: ParcelIn) -> dict[str, Any]:
    """The parcel's state and tracking; postage becomes a cost of the campaign."""
    found = queries.shipment_of(request.auth.workspace, shipment_id)
    services.move_shipment(shipment=found, parcel=services.Parcel(**body.model_dump()), user=request.auth.user)
    return _one(request, found.obligation_id)


def _one(request: ApiRequest, pk: int) -> dict[str, Any]:
    return owing_document(queries.owings([queries.obligation_of(request.auth.workspace, pk)], clock.today())[0])
