"""Open calls and applications by script."""

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.campaigns import queries, services
from groundswell.campaigns.call_documents import application_document, call_document
from groundswell.creators.queries import creator_of
from groundswell.outreach.queries import mailbox_of

router = Router()
MOST = 200


class QuestionIn(Schema):
    """`kind`: line, text, yes_no or choice (then 2 to 12 `choices`)."""

    text: str
    kind: str = "line"
    choices: list[str] = []
    required: bool = False


class CallIn(Schema):
    """Empty `platforms` allow every network; an empty `consent_text` takes the usual words."""

    is_open: bool = True
    headline: str = ""
    intro: str = ""
    gives: str = ""
    colour: str = ""
    questions: list[QuestionIn] = []
    platforms: list[str] = []
    accounts_needed: int = 1
    closes_on: date | None = None
    consent_text: str = ""


class DecisionIn(Schema):
    """`creator_id` says whom the application is from; without a mailbox nobody is written to. Texts are Liquid."""

    reason: str
    creator_id: int | None = None
    mailbox_id: int | None = None
    subject: str = ""
    body: str = ""


class ApplicationOut(Schema):
    id: int
    campaign: str
    name: str
    email: str
    country: str
    accounts: list[dict[str, str]]
    answers: list[dict[str, str]]
    message: str
    state: str
    match: str
    creator_id: int | None
    suggestions: list[dict[str, Any]]
    reason: str
    consent_version: str
    consent_text: str
    at: datetime
    decided_at: datetime | None


class DecidedOut(Schema):
    application: ApplicationOut
    creator_id: int
    participant_id: int | None
    unsent: str


@router.get("/campaigns/{slug}/open-call")
def open_call(request: ApiRequest, slug: str) -> dict[str, Any]:
    """The campaign's public page for applications; `address` is null while there is none."""
    return call_document(queries.call_of(queries.campaign_of(request.auth.workspace, slug)))


@router.put("/campaigns/{slug}/open-call")
def save(request: ApiRequest, slug: str, body: CallIn) -> dict[str, Any]:
    """Makes or changes it. Other words of consent are the next version."""
    facts = body.model_dump()
    is_open = facts.pop("is_open")
    campaign = queries.campaign_of(request.auth.workspace, slug)
    made = services.save_open_call(
        campaign=campaign, facts=services.CallFacts(**facts), is_open=is_open, user=request.auth.user
    )
    return call_document(made)


@router.get("/applications", response=list[ApplicationOut])
def applications(
    request: ApiRequest, campaign: str = "", state: str = "", limit: int = 100, offset: int = 0
) -> list[dict[str, Any]]:
    """Applications of one campaign or all; `state` new, accepted or refused."""
    workspace = request.auth.workspace
    found = queries.campaign_of(workspace, campaign) if campaign else None
    start, count = max(offset, 0), min(max(limit, 1), MOST)
    rows = queries.applications_of(workspace, campaign=found, state=state)
    return [application_document(row) for row in rows[start : start + count]]


@router.post("/applications/{application_id}/accept", response=DecidedOut)
def accept(request: ApiRequest, application_id: int, body: DecisionIn) -> dict[str, Any]:
    """The applicant takes part in the campaign; `unsent` says why no mail went out."""
    return _decided(services.accept_application(**_facts(request, application_id, body)))


@router.post("/applications/{application_id}/refuse", response=DecidedOut)
def refuse(request: ApiRequest, application_id: int, body: DecisionIn) -> dict[str, Any]:
    """Keeps the refusal and its reason."""
    return _decided(services.refuse_application(**_facts(request, application_id, body)))


@router.delete("/applications/{application_id}", response={204: None})
def discard(request: ApiRequest, application_id: int) -> Status[None]:
    """Deletes rubbish; 409 once it was decided."""
    found = queries.application_of(request.auth.workspace, application_id)
    services.discard_application(application=found, user=request.auth.user)
    return Status(204, None)


def _facts(request: ApiRequest, pk: int, body: DecisionIn) -> dict[str, Any]:
    workspace = request.auth.workspace
    letter = body.mailbox_id is not None
    return {
        "application": queries.application_of(workspace, pk),
        "reason": body.reason,
        "creator": creator_of(workspace, body.creator_id) if body.creator_id is not None else None,
        "letter": services.Letter(
            mailbox=mailbox_of(workspace, body.mailbox_id or 0), subject=body.subject, body=body.body
        )
        if letter
        else None,
        "user": request.auth.user,
    }


def _decided(told: services.Decided) -> dict[str, Any]:
    return {
        "application": application_document(told.application),
        "creator_id": told.creator.pk,
        "participant_id": told.participant.pk if told.participant else None,
        "unsent": told.unsent,
    }
