"""Reports over HTTP."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from ninja import Router

from groundswell.api.auth import ApiRequest
from groundswell.kit.errors import NotFound
from groundswell.reports import files, queries
from groundswell.reports.lift import effect

router = Router()


@router.get("/reports/roi")
def roi(request: ApiRequest, campaign: str = "") -> dict[str, Any]:
    """Spend, clicks, orders and ROI per creator and campaign; the same document as `groundswell reports roi --json`."""
    workspace = request.auth.workspace
    chosen = queries.campaign_of(workspace, campaign) if campaign else None
    return queries.roi(workspace=workspace, campaign=chosen).as_dict()


@router.get("/reports/roi.{format}")
def roi_file(request: ApiRequest, format: str, campaign: str = "") -> HttpResponse:
    """The same as a pdf, csv or xlsx file."""
    workspace = request.auth.workspace
    chosen = queries.campaign_of(workspace, campaign) if campaign else None
    content = files.write_report(queries.roi(workspace=workspace, campaign=chosen), format)
    return HttpResponse(content, content_type=files.CONTENT_TYPES[format])


@router.get("/reports/attribution")
def attribution(request: ApiRequest, campaign: str = "") -> dict[str, Any]:
    """Seven attribution models side by side; the same document as `groundswell reports attribution --json`."""
    workspace = request.auth.workspace
    chosen = queries.campaign_of(workspace, campaign) if campaign else None
    return queries.attribution_models(workspace=workspace, campaign=chosen).as_dict()


@router.get("/reports/lift")
def lift(request: ApiRequest, start: date, measure: queries.Measure = queries.Measure.NET_REVENUE) -> dict[str, Any]:
    """What the days from `start` on brought beyond what the days before let expect, over the workspace's own orders; the same
    document as `groundswell reports lift`."""
    series = queries.daily_orders(workspace=request.auth.workspace, measure=measure)
    if series is None:
        raise NotFound("There are no orders yet.", where="orders", cure="Import orders or connect the shop.")
    return effect.lift(series, start).as_dict()
