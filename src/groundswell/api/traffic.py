"""Visits of the site: counters that are connected, and the days they and files told, over HTTP."""

from typing import Annotated, Any

from ninja import Router, Schema, Status
from pydantic import Field

from groundswell.api.auth import ApiRequest
from groundswell.api.orders import Pk
from groundswell.reports import services
from groundswell.reports.queries import traffic_sources as queries
from groundswell.reports.services.traffic_sources import FURTHEST, USUAL
from groundswell.reports.tasks import read_traffic_source

router = Router()
MOST = 500
Days = Annotated[int, Field(ge=1, le=FURTHEST)]


class Connect(Schema):
    """`kind`: ga4, plausible or matomo. `site`: property id, site, or the site's number. `secret`: GA4's service-account key
    file, Plausible's API key, Matomo's token; it is kept encrypted and never told again. `address`: of a server of your own."""

    kind: str
    site: str = Field(max_length=120)
    secret: str = Field(max_length=10_000)
    address: str = Field("", max_length=300)
    days: Days = USUAL


class Reread(Schema):
    """So many days up to yesterday, again where they were read; left out, only what is due."""

    days: Days | None = None


class Pause(Schema):
    paused: bool


@router.get("/traffic/sources")
def list_traffic_sources(request: ApiRequest) -> dict[str, Any]:
    """The counters that are connected, how far each was read and what went wrong last."""
    return {"sources": [queries.source_document(one) for one in queries.traffic_sources(request.auth.workspace)]}


@router.put("/traffic/sources")
def connect_traffic(request: ApiRequest, payload: Connect) -> dict[str, Any]:
    """Tries the key, keeps it in place of the one before, and lets the worker read. 403 unless the token's user is an owner."""
    row, seen = services.connect_traffic(workspace=request.auth.workspace, user=request.auth.user, **payload.dict())
    read_traffic_source.enqueue(row.pk)
    return {**queries.source_document(row), "yesterday": seen}


@router.post("/traffic/sources/{pk}/fetch", response={202: dict[str, Any]})
def fetch_traffic(request: ApiRequest, pk: Pk, payload: Reread) -> Status[dict[str, Any]]:
    """Lets the worker ask now."""
    source = queries.traffic_source_of(request.auth.workspace, pk)
    if payload.days is not None:
        services.reread_traffic(source=source, days=payload.days, user=request.auth.user)
    read_traffic_source.enqueue(source.pk)
    return Status(202, queries.source_document(source))


@router.post("/traffic/sources/{pk}/pause")
def pause_traffic(request: ApiRequest, pk: Pk, payload: Pause) -> dict[str, Any]:
    """Asks it no more, or goes on."""
    source = queries.traffic_source_of(request.auth.workspace, pk)
    return queries.source_document(services.pause_traffic(source=source, paused=payload.paused, user=request.auth.user))


@router.delete("/traffic/sources/{pk}", response={204: None})
def disconnect_traffic(request: ApiRequest, pk: Pk) -> Status[None]:
    """Forgets the key; the days that were read stay."""
    services.disconnect_traffic(source=queries.traffic_source_of(request.auth.workspace, pk), user=request.auth.user)
    return Status(204, None)


@router.get("/traffic/days")
def traffic_days(
    request: ApiRequest, source: str = "", page: str | None = None, offset: Annotated[int, Field(ge=0, le=2**31)] = 0
) -> dict[str, Any]:
    """The rows that figures of visits are made of, newest first, 500 at a time: each with who told it and when it was read."""
    found = queries.traffic_days(request.auth.workspace, source=source, page=page)
    return {"total": found.count(), "days": [queries.day_document(row) for row in found[offset : offset + MOST]]}
