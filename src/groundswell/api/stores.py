"""Shops: connecting them, what they sent, and asking them for orders of the past, over HTTP."""

from datetime import date
from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from groundswell.api.auth import ApiRequest
from groundswell.api.orders import Pk
from groundswell.links import queries, services
from groundswell.links.documents import backfill_document, delivery_document, store_document
from groundswell.links.tasks import continue_backfill

router = Router()
PAGE = 100


class NewStore(Schema):
    """`kind`: shopify, woocommerce or stripe. The secret is kept encrypted and never told again."""

    kind: str
    name: str = Field(max_length=120)
    secret: str = Field(max_length=200)


class ApiAccess(Schema):
    url: str = Field("", max_length=300)
    key: str = Field("", max_length=400)


class Since(Schema):
    since: date


@router.get("/stores")
def list_stores(request: ApiRequest) -> dict[str, Any]:
    return {"stores": [store_document(store) for store in queries.stores(request.auth.workspace)]}


@router.post("/stores", response={201: dict[str, Any]})
def create_store(request: ApiRequest, payload: NewStore) -> Status[dict[str, Any]]:
    """A store; the shop sends its events to the `hook` of the answer."""
    auth = request.auth
    made = services.create_store(workspace=auth.workspace, user=auth.user, **payload.model_dump())
    return Status(201, store_document(made))


@router.put("/stores/{pk}/api")
def set_api_access(request: ApiRequest, pk: Pk, payload: ApiAccess) -> dict[str, Any]:
    """Where the shop's API is and the key to it."""
    store = queries.store_of(request.auth.workspace, pk)
    services.set_api_access(store=store, url=payload.url, key=payload.key, user=request.auth.user)
    return store_document(store)


@router.get("/stores/{pk}/deliveries")
def list_deliveries(request: ApiRequest, pk: Pk) -> dict[str, Any]:
    """The last 100 events, with the reason where one could not be used."""
    found = queries.deliveries(queries.store_of(request.auth.workspace, pk))
    return {"total": found.count(), "deliveries": [delivery_document(one) for one in found[:PAGE]]}


@router.post("/deliveries/{pk}/replay")
def replay(request: ApiRequest, pk: Pk) -> dict[str, Any]:
    """Processes a kept event again; nothing is counted twice."""
    delivery = queries.delivery_of(request.auth.workspace, pk)
    return {"outcome": services.replay_delivery(delivery=delivery), "error": delivery.error}


@router.post("/stores/{pk}/backfills", response={202: dict[str, Any]})
def start_backfill(request: ApiRequest, pk: Pk, payload: Since) -> Status[dict[str, Any]]:
    """Asks the shop for its orders since that day; the worker does it."""
    store = queries.store_of(request.auth.workspace, pk)
    started = services.start_backfill(store=store, since=payload.since, user=request.auth.user)
    continue_backfill.enqueue(started.pk)
    return Status(202, backfill_document(started))


@router.get("/stores/{pk}/backfills")
def list_backfills(request: ApiRequest, pk: Pk) -> dict[str, Any]:
    found = queries.backfills(queries.store_of(request.auth.workspace, pk))
    return {"backfills": [backfill_document(one) for one in found[:PAGE]]}
