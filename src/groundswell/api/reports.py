"""Reports over HTTP."""

from typing import Any

from django.http import HttpResponse
from ninja import Router

from groundswell.api.auth import ApiRequest
from groundswell.reports import files, queries

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
