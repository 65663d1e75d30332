"""Messages and templates by script."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest, Token
from groundswell.creators.queries import creator_of
from groundswell.outreach import queries, services
from groundswell.outreach.models import Message, Template

router = Router()
MOST = 500


class MessageOut(Schema):
    id: int
    creator_id: int
    to_email: str
    subject: str
    body: str
    state: str
    error: str
    attempts: int
    message_id: str
    created_at: datetime
    sent_at: datetime | None


class Letter(Schema):
    """A text, or a template whose text is taken; both are Liquid and filled in for each person."""

    mailbox_id: int
    template_id: int | None = None
    subject: str = ""
    body: str = ""


class MessageIn(Letter):
    creator_id: int
    idempotency_key: str


class PreviewIn(Letter):
    creator_ids: list[int]


class TemplateIn(Schema):
    name: str
    subject: str
    body: str


class TemplateOut(TemplateIn):
    id: int


class Verdict(Schema):
    arrived: bool


class Address(Schema):
    email: str
    reason: str = "asked"


@router.get("/messages", response=list[MessageOut])
def messages(request: ApiRequest, state: str = "", text: str = "", limit: int = 100, offset: int = 0) -> list[Message]:
    """Newest first."""
    start, count = max(offset, 0), min(max(limit, 1), MOST)
    return list(queries.messages(request.auth.workspace, state, text)[start : start + count])


@router.get("/messages/{int:message_id}", response=MessageOut)
def message(request: ApiRequest, message_id: int) -> Message:
    """One message."""
    return queries.message_of(request.auth.workspace, message_id)


@router.post("/messages", response={201: MessageOut})
def write(request: ApiRequest, body: MessageIn) -> Status[Message]:
    """Queues one personal mail; the same key again answers the message that is there. 422 names missing values."""
    workspace, user = request.auth.workspace, request.auth.user
    creator, mailbox = creator_of(workspace, body.creator_id), queries.mailbox_of(workspace, body.mailbox_id)
    template, subject, text = _text(request, body)
    filled_subject, filled_text = queries.filled(workspace, creator, subject, text, mailbox=mailbox, user=user)
    made = services.queue_message(
        workspace=workspace,
        creator=creator,
        mailbox=mailbox,
        subject=filled_subject,
        body=filled_text,
        idempotency_key=body.idempotency_key,
        template=template,
        user=user,
    )
    return Status(201, made)


@router.post("/messages/preview", auth=Token("read"))
def preview(request: ApiRequest, body: PreviewIn) -> list[dict[str, Any]]:
    """What each person would get, and what is missing; nothing is queued."""
    workspace = request.auth.workspace
    people = [creator_of(workspace, pk) for pk in body.creator_ids[:200]]
    mailbox = queries.mailbox_of(workspace, body.mailbox_id)
    _, subject, text = _text(request, body)
    seen = queries.previews(workspace, people, subject, text, mailbox=mailbox, user=request.auth.user)
    return [
        {
            "creator_id": each.creator.pk,
            "subject": each.subject,
            "body": each.body,
            "missing": list(each.missing),
            "problem": each.problem,
            "ready": each.ready,
        }
        for each in seen
    ]


@router.post("/messages/{int:message_id}/settle", response=MessageOut)
def settle(request: ApiRequest, message_id: int, body: Verdict) -> Message:
    """About a message in doubt: it arrived, or it is to be sent again."""
    workspace = request.auth.workspace
    found = queries.message_of(workspace, message_id)
    services.settle_message(workspace=workspace, message=found, arrived=body.arrived, user=request.auth.user)
    return queries.message_of(workspace, message_id)


@router.post("/messages/{int:message_id}/retry", response=MessageOut)
def retry(request: ApiRequest, message_id: int) -> Message:
    """Tries a failed or waiting message now."""
    workspace = request.auth.workspace
    services.retry_message(
        workspace=workspace, message=queries.message_of(workspace, message_id), user=request.auth.user
    )
    return queries.message_of(workspace, message_id)


@router.delete("/messages/{int:message_id}", response={204: None})
def withdraw(request: ApiRequest, message_id: int) -> Status[None]:
    """Deletes a message that has not gone out."""
    workspace = request.auth.workspace
    services.withdraw_message(
        workspace=workspace, message=queries.message_of(workspace, message_id), user=request.auth.user
    )
    return Status(204, None)


@router.get("/templates", response=list[TemplateOut])
def templates(request: ApiRequest) -> list[Template]:
    """All templates."""
    return list(queries.templates(request.auth.workspace))


@router.post("/templates", response={201: TemplateOut})
def create_template(request: ApiRequest, body: TemplateIn) -> Status[Template]:
    """Adds a template; 422 when it does not work."""
    made = services.create_template(workspace=request.auth.workspace, user=request.auth.user, **body.dict())
    return Status(201, made)


@router.put("/templates/{int:template_id}", response=TemplateOut)
def update_template(request: ApiRequest, template_id: int, body: TemplateIn) -> Template:
    """Replaces a template's text."""
    workspace = request.auth.workspace
    found = queries.template_of(workspace, template_id)
    return services.update_template(workspace=workspace, template=found, user=request.auth.user, **body.dict())


@router.delete("/templates/{int:template_id}", response={204: None})
def delete_template(request: ApiRequest, template_id: int) -> Status[None]:
    """Deletes a template."""
    workspace = request.auth.workspace
    services.delete_template(
        workspace=workspace, template=queries.template_of(workspace, template_id), user=request.auth.user
    )
    return Status(204, None)


@router.post("/suppressions", response={201: dict[str, bool]})
def suppress(request: ApiRequest, body: Address) -> Status[dict[str, bool]]:
    """Never write to this address again."""
    new = services.suppress_address(
        workspace=request.auth.workspace, email=body.email, reason=body.reason, user=request.auth.user
    )
    return Status(201, {"new": new})


def _text(request: ApiRequest, letter: Letter) -> tuple[Template | None, str, str]:
    if letter.template_id is None:
        return None, letter.subject, letter.body
    template = queries.template_of(request.auth.workspace, letter.template_id)
    return template, letter.subject or template.subject, letter.body or template.body
