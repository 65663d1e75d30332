"""Reports by mail, over HTTP."""

from typing import Any, Literal

from ninja import Router, Schema
from pydantic import Field

from groundswell.api.auth import ApiRequest
from groundswell.reports import queries, services
from groundswell.reports.queries import schedules

router = Router()


class Schedule(Schema):
    """The report of a campaign (its slug; of the programme when left out), after every week or month."""

    every: Literal["week", "month"]
    addresses: list[str] = Field(min_length=1, max_length=20)
    campaign: str = ""
    hide_names: bool = False


@router.get("/reports/schedules")
def list_schedules(request: ApiRequest) -> dict[str, Any]:
    """Who is mailed which report, the newest first."""
    return {"schedules": [schedules.schedule_document(one) for one in schedules.schedules(request.auth.workspace)]}


@router.post("/reports/schedules")
def schedule_report(request: ApiRequest, payload: Schedule) -> dict[str, Any]:
    """Mails the report of each period that ends from now on, once to each address."""
    auth = request.auth
    campaign = queries.campaign_of(auth.workspace, payload.campaign) if payload.campaign else None
    made = services.schedule_report(
        workspace=auth.workspace, campaign=campaign, every=payload.every, addresses=payload.addresses,
        hide_names=payload.hide_names, user=auth.user,
    )  # fmt: skip
    return schedules.schedule_document(made)


@router.delete("/reports/schedules/{schedule_id}")
def stop_schedule(request: ApiRequest, schedule_id: int) -> dict[str, Any]:
    """Mails it no more."""
    auth = request.auth
    services.stop_schedule(schedule=schedules.schedule_of(auth.workspace, schedule_id), user=auth.user)
    return {"id": schedule_id, "state": "stopped"}
