"""Reports over HTTP."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from groundswell.api.auth import ApiRequest
from groundswell.creators.queries.creators import creator_of
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotFound
from groundswell.reports import fees, files, queries, services
from groundswell.reports.glance import digest, glance, glance_dict
from groundswell.reports.lift import effect
from groundswell.reports.period import period_of
from groundswell.reports.queries.signs import beside
from groundswell.reports.queries.worth import worth
from groundswell.reports.report import RoiReport

router = Router()
Pk = Annotated[int, Field(ge=1, le=2**63 - 1)]


@router.get("/reports/roi")
def roi(request: ApiRequest, campaign: str = "", first: date | None = None, last: date | None = None) -> dict[str, Any]:
    """Spend, clicks, orders and ROI per creator and campaign, of all days or from `first` to `last`; the same document as
    `groundswell reports roi --json`."""
    report, workspace = _report(request, campaign, first, last), request.auth.workspace
    told = beside(report, workspace, queries.campaign_of(workspace, campaign) if campaign else None)
    return {**report.as_dict(), "signs": told.as_dicts(workspace.slug)}


@router.get("/reports/roi.{format}")
def roi_file(
    request: ApiRequest, format: str, campaign: str = "", first: date | None = None, last: date | None = None
) -> HttpResponse:
    """The same as a pdf, csv or xlsx file."""
    report, workspace = _report(request, campaign, first, last), request.auth.workspace
    told = beside(report, workspace, queries.campaign_of(workspace, campaign) if campaign else None)
    content = files.write_report(report, format, told)
    return HttpResponse(content, content_type=files.CONTENT_TYPES[format])


class DigestWish(Schema):
    wanted: bool


@router.get("/reports/glance")
def glance_now(request: ApiRequest, days: Annotated[int, Field(ge=1, le=90)] = 1) -> dict[str, Any]:
    """The programme at a glance; `days` is how far back its posts reach. As `groundswell reports glance --json`."""
    return glance_dict(glance(request.auth.workspace, today=clock.today(), days=days))


@router.put("/reports/digest")
def set_digest(request: ApiRequest, payload: DigestWish) -> dict[str, bool]:
    """Whether the token's owner is mailed the glance every Monday."""
    if request.auth.user is None:
        raise BadInput("This token belongs to nobody whom one could mail.", where="token")
    return {
        "wanted": digest.set_digest(workspace=request.auth.workspace, user=request.auth.user, wanted=payload.wanted)
    }


@router.get("/creators/{pk}/suggested-fee")
def suggested_fee(
    request: ApiRequest, pk: Pk, campaign: str = "", posts: Annotated[int, Field(ge=1, le=100)] = 1
) -> dict[str, Any]:
    """A fee from the cost per engaged person of past deals, with its range and why; null with a reason where it cannot be told."""
    workspace = request.auth.workspace
    chosen = queries.campaign_of(workspace, campaign) if campaign else None
    return fees.fee_dict(fees.suggested_fee(workspace, creator_of(workspace, pk), campaign=chosen, posts=posts))


def _report(request: ApiRequest, campaign: str, first: date | None, last: date | None) -> RoiReport:
    workspace = request.auth.workspace
    chosen = queries.campaign_of(workspace, campaign) if campaign else None
    return queries.roi(workspace=workspace, campaign=chosen, period=period_of(first, last))


@router.get("/reports/worth")
def worth_now(
    request: ApiRequest, campaign: str = "", first: date | None = None, last: date | None = None
) -> dict[str, Any]:
    """What rests on assumptions: the army of creators against one giant for the same money, and earned media value, with all
    that is assumed; the same document as `groundswell reports worth --json`."""
    workspace = request.auth.workspace
    chosen = queries.campaign_of(workspace, campaign) if campaign else None
    return worth(workspace=workspace, campaign=chosen, period=period_of(first, last))[0].as_dict()


class Assume(Schema):
    """From `low` to `high` (`low` alone is both) in the workspace's currency; without `low` what is published speaks again."""

    key: str
    low: Decimal | None = None
    high: Decimal | None = None
    source: str = Field("", max_length=200)
    read_on: date | None = None


@router.put("/reports/assumptions")
def set_assumption(request: ApiRequest, payload: Assume) -> dict[str, Any]:
    """Assumes something else than what is published; keys as in `/reports/worth`."""
    services.assume(workspace=request.auth.workspace, user=request.auth.user, **payload.dict())
    return dict(payload.dict())


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


@router.get("/reports/traffic")
def traffic(request: ApiRequest, start: date) -> dict[str, Any]:
    """Visits of landing pages since `start` against their own days before, each source apart: a sign, no money."""
    rows = queries.landing_trends(request.auth.workspace, start)
    return {"landing_pages": [row.as_dict() for row in rows]}
