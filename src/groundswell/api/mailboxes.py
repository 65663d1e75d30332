"""Mailboxes by script."""

from datetime import datetime
from typing import Any, Literal

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.outreach import queries, services
from groundswell.outreach.models import Mailbox

router = Router()
Security = Literal["starttls", "tls", "none"]


class Settings(Schema):
    """How it reads and how fast it writes; without `imap_host` answers are not read."""

    name: str
    from_name: str
    from_email: str
    host: str
    port: int = 587
    security: Security = "starttls"
    username: str = ""
    imap_host: str = ""
    imap_port: int = 993
    imap_security: Security = "tls"
    imap_username: str = ""
    daily_cap: int = 40
    ramp_start: int = 10
    ramp_step: int = 5
    gap_least: int = 40
    gap_most: int = 180
    hours_from: int = 9
    hours_to: int = 17
    dkim_selector: str = ""


class MailboxIn(Settings):
    password: str = ""
    imap_password: str = ""


class MailboxOut(Settings):
    id: int
    checks: list[dict[str, Any]]
    checked_at: datetime | None


@router.get("/mailboxes", response=list[MailboxOut])
def mailboxes(request: ApiRequest) -> list[Mailbox]:
    """All mailboxes, without passwords."""
    return list(queries.mailboxes(request.auth.workspace))


@router.post("/mailboxes", response={201: MailboxOut})
def create_mailbox(request: ApiRequest, body: MailboxIn) -> Status[Mailbox]:
    """Adds a mailbox; 403 unless the token's user is an owner."""
    made = services.create_mailbox(workspace=request.auth.workspace, user=request.auth.user, **body.dict())
    return Status(201, made)


@router.post("/mailboxes/{int:mailbox_id}/test")
def test_mailbox(request: ApiRequest, mailbox_id: int) -> dict[str, str]:
    """Sends the token's user a test mail; 422 with the server's words when it does not go out."""
    workspace, user = request.auth.workspace, request.auth.user
    services.send_test_mail(
        workspace=workspace, mailbox=queries.mailbox_of(workspace, mailbox_id), to_email=user.email, user=user
    )
    return {"sent_to": user.email}


@router.post("/mailboxes/{int:mailbox_id}/check")
def check_mailbox(request: ApiRequest, mailbox_id: int) -> list[dict[str, Any]]:
    """Asks both servers and DNS now: name, state (ok, warn, fail, cannot tell), words, cure."""
    workspace, user = request.auth.workspace, request.auth.user
    found = queries.mailbox_of(workspace, mailbox_id)
    return services.check_mailbox(workspace=workspace, mailbox=found, user=user)
