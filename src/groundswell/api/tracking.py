"""Posts and deliverables by script."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from groundswell.api.auth import ApiRequest
from groundswell.campaigns.models import Deliverable
from groundswell.campaigns.queries import campaign_of, deliverables_of, participant_of
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.queries import latest_check, with_verdict
from groundswell.disclosure.services import Shown, receive_post
from groundswell.kit import clock
from groundswell.outreach.queries import mailbox_of
from groundswell.tracking import queries, services
from groundswell.tracking.models import PostMatch
from groundswell.tracking.rules.overdue import days_left, standing

router = Router()


class PostIn(Schema):
    """`readings` are figures such as {"likes": 120, "views": 4100}."""

    participant_id: int
    url: str
    caption: str
    surface: str = ""
    title: str = ""
    overlay_text: str | None = None
    transcript: str | None = None
    published_at: datetime | None = None
    readings: dict[str, float] = {}


class Chosen(Schema):
    """Which posts: of one campaign, waiting for a place, with one verdict; `limit` is 1 to 500."""

    campaign: str = ""
    unmatched: bool = False
    verdict: Literal["", "pass", "fail", "review"] = ""
    limit: Annotated[int, Field(ge=1, le=500)] = 100
    offset: Annotated[int, Field(ge=0)] = 0


class PostOut(Schema):
    id: int
    participant_id: int
    creator: str
    campaign: str
    url: str
    caption: str
    deliverable_id: int | None
    also_answers: list[int]
    reasons: list[dict[str, Any]]
    verdict: str | None
    at: datetime


class CheckOut(Schema):
    id: int
    verdict: str
    jurisdictions: dict[str, str]
    findings: list[dict[str, Any]]
    disclosure: dict[str, Any] | None
    connection: str
    text_sha256: str
    rules_version: str
    checked_at: datetime


class PostWithCheck(PostOut):
    check: CheckOut | None


class DeliverableOut(Schema):
    id: int
    participant_id: int
    creator: str
    campaign: str
    activity: str
    platform: str
    window_start: date | None
    due_on: date | None
    fee_share: Decimal | None
    launch_hour: int | None
    state: str
    standing: str
    grace_left: int | None


class DueOut(DeliverableOut):
    clashes: list[str]


class Step(Schema):
    state: str


class MoreTime(Schema):
    due_on: date


class LaunchHour(Schema):
    hour: int | None


class Reminding(Schema):
    mailbox: Annotated[int, Field(ge=1, le=2**63 - 1)] | None


class Placing(Schema):
    deliverable_id: int


@router.get("/posts", response=list[PostOut])
def posts(request: ApiRequest, chosen: Query[Chosen]) -> list[dict[str, Any]]:
    """Posts handed in, newest first."""
    workspace = request.auth.workspace
    found = campaign_of(workspace, chosen.campaign) if chosen.campaign else None
    rows = with_verdict(queries.posts_of(workspace, campaign=found, unmatched=chosen.unmatched), verdict=chosen.verdict)
    return [_out(row, row.verdict) for row in rows[chosen.offset : chosen.offset + chosen.limit]]  # type: ignore[attr-defined]  # annotated


@router.post("/posts", response={201: PostWithCheck})
def submit(request: ApiRequest, body: PostIn) -> Status[dict[str, Any]]:
    """Hands in a post: it is matched and its disclosure checked. The same address again is the same post."""
    received = receive_post(
        participant=participant_of(request.auth.workspace, body.participant_id),
        url=body.url,
        caption=body.caption,
        submitted_by="team",
        surface=body.surface,
        title=body.title,
        shown=Shown(overlay_text=body.overlay_text, transcript=body.transcript),
        published_at=body.published_at,
        readings=body.readings,
    )
    return Status(201, _with_check(received.match, received.check))


@router.get("/posts/{post_id}", response=PostWithCheck)
def post(request: ApiRequest, post_id: int) -> dict[str, Any]:
    """One post with its newest check."""
    found = queries.post_match_of(request.auth.workspace, post_id)
    return _with_check(found, latest_check(request.auth.workspace, found.post))


@router.get("/posts/{post_id}/readings")
def readings(request: ApiRequest, post_id: int) -> dict[str, Any]:
    """A post's figures over time, by age beside the creator's own normal and the tier's, and what is odd about it."""
    found = queries.post_match_of(request.auth.workspace, post_id)
    return queries.curve_document(queries.curve_of(request.auth.workspace, found.post))


@router.post("/posts/{post_id}/place", response=PostWithCheck)
def place(request: ApiRequest, post_id: int, body: Placing) -> dict[str, Any]:
    """A person decides which deliverable the post answers."""
    workspace = request.auth.workspace
    found = queries.post_match_of(workspace, post_id)
    wanted = queries.deliverable_of(workspace, body.deliverable_id)
    services.place_post(match=found, deliverable=wanted, user=request.auth.user)
    return _with_check(found, latest_check(workspace, found.post))


@router.delete("/posts/{post_id}", response={204: None})
def remove(request: ApiRequest, post_id: int) -> Status[None]:
    """Takes a wrongly submitted post out of the programme."""
    services.remove_post(match=queries.post_match_of(request.auth.workspace, post_id), user=request.auth.user)
    return Status(204, None)


@router.get("/deliverables", response=list[DeliverableOut])
def deliverables(
    request: ApiRequest, campaign: str = "", late: bool = False, only: Literal["", "late", "missed", "ghosted"] = ""
) -> list[dict[str, Any]]:
    """What was agreed in a campaign; `late`: past its date without a post (then over all campaigns if none is named),
    `only` those of one kind."""
    workspace = request.auth.workspace
    found = campaign_of(workspace, campaign) if campaign else None
    if late or only or found is None:
        rows = queries.late_deliverables(workspace, today=clock.today(), campaign=found, only=only)
        return [_deliverable(row) for row in rows]
    return [_deliverable(row) for row in deliverables_of(found).select_related("participant__campaign")]


@router.get("/calendar", response=list[DueOut])
def calendar(request: ApiRequest, first: date, last: date, campaign: str = "") -> list[dict[str, Any]]:
    """What is due from the first to the last day, both included, with why it clashes. Move it with `…/extend`."""
    workspace = request.auth.workspace
    chosen = campaign_of(workspace, campaign) if campaign else None
    entries = queries.calendar_entries(workspace, first=first, last=last, today=clock.today(), campaign=chosen)
    return [_deliverable(one.deliverable) | {"clashes": list(one.clashes)} for one in entries]


@router.post("/deliverables/{deliverable_id}/state", response=DeliverableOut)
def move(request: ApiRequest, deliverable_id: int, body: Step) -> dict[str, Any]:
    """The next step: draft, approved, verified or paid; 409 for one that cannot be taken from here."""
    found = queries.deliverable_of(request.auth.workspace, deliverable_id)
    return _deliverable(services.move_deliverable(deliverable=found, state=body.state, user=request.auth.user))


@router.post("/deliverables/{deliverable_id}/extend", response=DeliverableOut)
def extend(request: ApiRequest, deliverable_id: int, body: MoreTime) -> dict[str, Any]:
    """A new last day for one that no post has answered; what was missed is planned again."""
    found = queries.deliverable_of(request.auth.workspace, deliverable_id)
    return _deliverable(services.extend_deliverable(deliverable=found, due_on=body.due_on, user=request.auth.user))


@router.post("/deliverables/{deliverable_id}/hour", response=DeliverableOut)
def set_hour(request: ApiRequest, deliverable_id: int, body: LaunchHour) -> dict[str, Any]:
    """The hour of its last day in which it goes live, in the workspace's time; null for any."""
    found = queries.deliverable_of(request.auth.workspace, deliverable_id)
    return _deliverable(services.set_launch_hour(deliverable=found, hour=body.hour, user=request.auth.user))


@router.get("/calendar.ics")
def calendar_ics(request: ApiRequest) -> HttpResponse:
    """A year back and a year ahead as an iCalendar file."""
    workspace = request.auth.workspace
    text = queries.calendar_file(workspace, today=clock.today(), at=clock.now(), base=queries.week_address(workspace))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@router.put("/reminders")
def set_reminders(request: ApiRequest, body: Reminding) -> dict[str, Any]:
    """Reminds creators by mail from this mailbox; null: nobody is reminded any more."""
    workspace = request.auth.workspace
    mailbox = None if body.mailbox is None else mailbox_of(workspace, body.mailbox)
    services.set_reminders(workspace=workspace, mailbox=mailbox, user=request.auth.user)
    return {"mailbox": body.mailbox}


@router.post("/deliverables/{deliverable_id}/verify", response=DeliverableOut)
def verify(request: ApiRequest, deliverable_id: int) -> dict[str, Any]:
    """What is live is what was agreed."""
    found = queries.deliverable_of(request.auth.workspace, deliverable_id)
    services.verify_deliverable(deliverable=found, user=request.auth.user)
    return _deliverable(found)


def _out(row: PostMatch, verdict: str | None) -> dict[str, Any]:
    return {
        "id": row.pk,
        "participant_id": row.participant_id,
        "creator": row.participant.creator.name,
        "campaign": row.participant.campaign.slug,
        "url": row.post.url,
        "caption": row.post.caption,
        "deliverable_id": row.deliverable_id,
        "also_answers": [one.pk for one in row.also.all()],
        "reasons": row.reasons,
        "verdict": verdict,
        "at": row.at,
    }


def _with_check(row: PostMatch, check: DisclosureCheck | None) -> dict[str, Any]:
    return _out(row, check.verdict if check else None) | {"check": check}


def _deliverable(row: Deliverable) -> dict[str, Any]:
    names = ("activity", "platform", "window_start", "due_on", "fee_share", "launch_hour", "state", "participant_id")
    return {name: getattr(row, name) for name in names} | {
        "id": row.pk,
        "creator": row.participant.creator.name,
        "campaign": row.participant.campaign.slug,
        "standing": standing(row.due_on, clock.today()),
        "grace_left": days_left(row.due_on, clock.today()),
    }
