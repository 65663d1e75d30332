"""Creators' pages in campaigns by script: their address, how all look, and what creators ask for there."""

from typing import Any, Literal

from ninja import Router, Schema

from groundswell.api.auth import ApiRequest
from groundswell.campaigns import queries, services
from groundswell.campaigns.models import OwnPageSetting, Participant
from groundswell.creators.own_record import (
    apply_request,
    record_of,
    refuse_request,
    request_document,
    request_of,
    waiting_requests,
)
from groundswell.creators.queries import creator_of
from groundswell.outreach.queries import mailbox_of

router = Router()


class PageIn(Schema):
    """`do`: renew (a new address; the old one stops working), close or open."""

    do: Literal["renew", "close", "open"]


class SendIn(Schema):
    mailbox: int


class LookIn(Schema):
    """`colour` like #0b6b70, empty for ours; `shows` of clicks, orders, revenue, commission."""

    colour: str = ""
    shows: list[str] = []


class DecideIn(Schema):
    """`do`: apply or refuse; a refusal needs a reason, which the creator reads."""

    do: Literal["apply", "refuse"]
    reason: str = ""


@router.get("/participants/{int:participant_id}/page")
def page(request: ApiRequest, participant_id: int) -> dict[str, Any]:
    """The address of a creator's page in a campaign, whether it is open, and when it was last seen."""
    return page_document(queries.participant_of(request.auth.workspace, participant_id))


@router.post("/participants/{int:participant_id}/page")
def change_page(request: ApiRequest, participant_id: int, body: PageIn) -> dict[str, Any]:
    """Renews, closes or opens the page."""
    found = queries.participant_of(request.auth.workspace, participant_id)
    acts = {"renew": services.renew_page, "close": services.close_page, "open": services.reopen_page}
    acts[body.do](participant=found, user=request.auth.user)
    return page_document(found)


@router.post("/participants/{int:participant_id}/page/send")
def send_page(request: ApiRequest, participant_id: int, body: SendIn) -> dict[str, Any]:
    """Queues the mail with the address; 409 for a closed page."""
    workspace = request.auth.workspace
    found = queries.participant_of(workspace, participant_id)
    message = services.send_page(participant=found, mailbox=mailbox_of(workspace, body.mailbox), user=request.auth.user)
    return {"message": message.pk, "state": message.state}


@router.get("/creator-pages")
def look(request: ApiRequest) -> dict[str, Any]:
    """How creators' pages look, and which results they show."""
    return look_document(queries.page_setting(request.auth.workspace))


@router.put("/creator-pages")
def save_look(request: ApiRequest, body: LookIn) -> dict[str, Any]:
    """Sets both."""
    workspace, user = request.auth.workspace, request.auth.user
    return look_document(
        services.save_page_setting(workspace=workspace, colour=body.colour, shows=body.shows, user=user)
    )


@router.get("/creator-requests")
def requests(request: ApiRequest) -> list[dict[str, Any]]:
    """What creators asked for on their pages and waits for an answer, oldest first."""
    return [request_document(row) for row in waiting_requests(request.auth.workspace)]


@router.post("/creator-requests/{int:request_id}")
def decide(request: ApiRequest, request_id: int, body: DecideIn) -> dict[str, Any]:
    """Applies or refuses it; 409 when it was answered already."""
    found = request_of(request.auth.workspace, request_id)
    if body.do == "apply":
        apply_request(request=found, user=request.auth.user)
    else:
        refuse_request(request=found, reason=body.reason, user=request.auth.user)
    return request_document(request_of(request.auth.workspace, request_id))


@router.get("/creators/{int:creator_id}/record")
def record(request: ApiRequest, creator_id: int) -> dict[str, Any]:
    """Everything known of a creator as they may take it along: for requests that came by mail."""
    return record_of(creator_of(request.auth.workspace, creator_id))


def page_document(row: Participant) -> dict[str, Any]:
    """One page for scripts."""
    return {
        "participant": row.pk,
        "creator_id": row.creator_id,
        "campaign": row.campaign.slug,
        "page": queries.own_page_address(row),
        "open": row.page_closed_at is None,
        "seen_at": row.page_seen_at,
    }


def look_document(setting: OwnPageSetting) -> dict[str, Any]:
    """How pages look, for scripts."""
    return {"colour": setting.colour, "shows": setting.shows}
