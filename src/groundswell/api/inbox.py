"""The inbox by script."""

from datetime import datetime

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.outreach import html_mail, queries, services
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
    """A mail of a conversation; `kind` is sent for ours, else reply, automatic, bounce, complaint or stop.

    `has_html`: there is HTML as well, at `/mails/ID/html`."""

    id: int
    at: datetime
    kind: str
    from_email: str
    text: str
    doubt: str
    has_html: bool = False


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
            facts = {
                "id": mail.pk, "kind": mail.kind, "from_email": mail.from_email, "text": mail.new_text, "doubt": mail.doubt,
                "has_html": getattr(mail, "has_html", False),
            }  # fmt: skip
        else:
            pk, text = (entry.message.pk, entry.message.body) if entry.message else (0, "")
            facts = {"id": pk, "kind": "sent", "from_email": found.mailbox.from_email, "text": text, "doubt": ""}
        told.append({"at": entry.at, **facts})
    return told


@router.get("/mails/{int:mail_id}/html")
def html(request: ApiRequest, mail_id: int) -> dict[str, str]:
    """The HTML of a mail that came in, cleaned: no script, style sheet, form or frame. Show it in a sandbox all the same."""
    return {"html": html_mail.clean(queries.incoming_of(request.auth.workspace, mail_id).html)}


@router.post("/threads/{int:thread_id}/answer", response={201: dict[str, int]})
def answer(request: ApiRequest, thread_id: int, body: AnswerIn) -> Status[dict[str, int]]:
    """Answers in the same conversation; the same key again answers once."""
    workspace = request.auth.workspace
    made = services.answer_thread(
        workspace=workspace, thread=queries.thread_of(workspace, thread_id), user=request.auth.user, **body.dict()
    )
    return Status(201, {"message_id": made.pk})
