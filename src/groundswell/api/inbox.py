"""The inbox by script."""

from datetime import datetime

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.outreach import queries, services
from groundswell.outreach.models import Thread

router = Router()
MOST = 200


class ThreadOut(Schema):
    id: int
    creator_id: int
    subject: str
    state: str
    unread: bool
    snippet: str
    last_at: datetime


class MailOut(Schema):
    """A mail of a conversation; `kind` is sent for ours, else reply, automatic, bounce, complaint or stop."""

    at: datetime
    kind: str
    from_email: str
    text: str
    doubt: str


class AnswerIn(Schema):
    body: str
    idempotency_key: str


@router.get("/threads", response=list[ThreadOut])
def threads(request: ApiRequest, view: str = "open", offset: int = 0) -> list[Thread]:
    """Newest first, 200 at a time; `view` is open, mine, snoozed or done."""
    start = max(offset, 0)
    return list(queries.threads(request.auth.workspace, view, request.auth.user)[start : start + MOST])


@router.get("/threads/{int:thread_id}/mails", response=list[MailOut])
def mails(request: ApiRequest, thread_id: int) -> list[dict[str, object]]:
    """Every mail of one conversation, oldest first; of what came in only the new part."""
    found = queries.thread_of(request.auth.workspace, thread_id)
    told: list[dict[str, object]] = []
    for entry in queries.entries_of(found):
        if mail := entry.incoming:
            facts = {"kind": mail.kind, "from_email": mail.from_email, "text": mail.new_text, "doubt": mail.doubt}
        else:
            text = entry.message.body if entry.message else ""
            facts = {"kind": "sent", "from_email": found.mailbox.from_email, "text": text, "doubt": ""}
        told.append({"at": entry.at, **facts})
    return told


@router.post("/threads/{int:thread_id}/answer", response={201: dict[str, int]})
def answer(request: ApiRequest, thread_id: int, body: AnswerIn) -> Status[dict[str, int]]:
    """Answers in the same conversation; the same key again answers once."""
    workspace = request.auth.workspace
    made = services.answer_thread(
        workspace=workspace, thread=queries.thread_of(workspace, thread_id), user=request.auth.user, **body.dict()
    )
    return Status(201, {"message_id": made.pk})
