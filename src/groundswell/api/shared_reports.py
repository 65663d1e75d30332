"""Shared reports over HTTP."""

from datetime import date
from typing import Any

from ninja import Router, Schema
from pydantic import Field

from groundswell.api.auth import ApiRequest
from groundswell.reports import queries, services
from groundswell.reports.period import period_of
from groundswell.reports.queries import sharing

router = Router()


class Share(Schema):
    """The report of a campaign (its slug; of the programme when left out) from `first` to `last`, open for `days`."""

    name: str = Field(min_length=1, max_length=100)
    first: date
    last: date
    campaign: str = ""
    days: int = Field(30, ge=1, le=366)
    hide_names: bool = False


@router.get("/reports/shares")
def list_shares(request: ApiRequest) -> dict[str, Any]:
    """Addresses that were given away, the newest first; the addresses themselves are not kept."""
    return {"shares": [sharing.share_document(one) for one in sharing.shared_reports(request.auth.workspace)]}


@router.post("/reports/shares")
def share_report(request: ApiRequest, payload: Share) -> dict[str, Any]:
    """A new address at which the report is read without signing in: `address` in the answer is the only time it is told."""
    auth = request.auth
    campaign = queries.campaign_of(auth.workspace, payload.campaign) if payload.campaign else None
    shared, token = services.share_report(
        workspace=auth.workspace, campaign=campaign, period=period_of(payload.first, payload.last), name=payload.name,
        days=payload.days, hide_names=payload.hide_names, user=auth.user,
    )  # fmt: skip
    return sharing.share_document(shared) | {"address": sharing.share_address(token)}


@router.delete("/reports/shares/{share_id}")
def revoke_share(request: ApiRequest, share_id: int) -> dict[str, Any]:
    """Closes an address at once; again, it changes nothing."""
    auth = request.auth
    services.revoke_share(shared=sharing.shared_report_of(auth.workspace, share_id), user=auth.user)
    return sharing.share_document(sharing.shared_report_of(auth.workspace, share_id))
