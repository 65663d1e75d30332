"""Drafts by script: shown, talked about, approved or sent back."""

from datetime import datetime
from typing import Any, Literal

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.campaigns.queries import campaign_of
from groundswell.disclosure.services import receive_draft
from groundswell.tracking import queries, services
from groundswell.tracking.documents import draft_document

router = Router()
State = Literal["", "waiting", "changes", "approved", "replaced"]


class DraftIn(Schema):
    """What is to be published; at least a caption, words on screen or a link to the media."""

    caption: str = ""
    surface: str = "feed"
    title: str = ""
    overlay_text: str = ""
    media_url: str = ""


class DraftOut(Schema):
    id: int
    deliverable_id: int
    creator: str
    campaign: str
    platform: str
    version: int
    state: str
    surface: str
    title: str
    caption: str
    overlay_text: str
    media_url: str
    submitted_by: str
    submitted_at: datetime
    decided_at: datetime | None
    disclosure: dict[str, Any]
    guidelines: list[dict[str, Any]]


class CommentOut(Schema):
    by: str
    text: str
    at: datetime


class DraftWithTalk(DraftOut):
    comments: list[CommentOut]


class DraftDecision(Schema):
    """`note` is needed where changes are asked for."""

    approved: bool
    note: str = ""


class DraftWord(Schema):
    text: str


@router.get("/drafts", response=list[DraftOut])
def drafts(request: ApiRequest, campaign: str = "", state: State = "") -> list[dict[str, Any]]:
    """Drafts, newest first; replaced versions only where `state` asks for them."""
    workspace = request.auth.workspace
    chosen = campaign_of(workspace, campaign) if campaign else None
    return [draft_document(row) for row in queries.drafts_of(workspace, campaign=chosen, state=state)[:500]]


@router.post("/deliverables/{deliverable_id}/drafts", response={201: DraftOut})
def submit(request: ApiRequest, deliverable_id: int, body: DraftIn) -> Status[dict[str, Any]]:
    """Hands in a draft for a creator: it is checked at once and waits. The same content again is the same version."""
    found = queries.deliverable_of(request.auth.workspace, deliverable_id)
    content = services.DraftContent(**body.dict())
    return Status(201, draft_document(receive_draft(deliverable=found, content=content, submitted_by="team")))


@router.get("/drafts/{draft_id}", response=DraftWithTalk)
def draft(request: ApiRequest, draft_id: int) -> dict[str, Any]:
    """One version with its checks and everything that was said about the deliverable's drafts."""
    return _with_talk(request, draft_id)


@router.post("/drafts/{draft_id}/decision", response=DraftWithTalk)
def decide(request: ApiRequest, draft_id: int, body: DraftDecision) -> dict[str, Any]:
    """Approves the newest draft or asks for changes; 409 for one that does not wait."""
    found = queries.draft_of(request.auth.workspace, draft_id)
    services.decide_draft(draft=found, approved=body.approved, note=body.note, user=request.auth.user)
    return _with_talk(request, draft_id)


@router.post("/drafts/{draft_id}/comments", response={201: DraftWithTalk})
def comment(request: ApiRequest, draft_id: int, body: DraftWord) -> Status[dict[str, Any]]:
    """A word to the creator; it shows on their page."""
    found = queries.draft_of(request.auth.workspace, draft_id)
    services.comment_draft(deliverable=found.deliverable, text=body.text, user=request.auth.user)
    return Status(201, _with_talk(request, draft_id))


def _with_talk(request: ApiRequest, draft_id: int) -> dict[str, Any]:
    found = queries.draft_of(request.auth.workspace, draft_id)
    said = [
        {"by": "creator" if row.by_creator else str(row.user or "team"), "text": row.text, "at": row.at}
        for row in queries.conversation(found)
    ]
    return draft_document(found) | {"comments": said}
