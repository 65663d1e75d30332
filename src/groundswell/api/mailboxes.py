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


class ConsentOut(Schema):
    """Signing in by consent (OAuth): `problem` says why nothing is sent or read, `given_at` is empty before the answer."""

    provider: str
    client_id: str
    given_at: datetime | None
    expires_at: datetime | None
    problem: str


class ConsentIn(Schema):
    """`provider` is google, microsoft or other; the addresses and scopes are for other. With a `refresh_token` that you
    have, no browser is needed."""

    provider: str
    client_id: str
    client_secret: str = ""
    authorize_url: str = ""
    token_url: str = ""
    scopes: str = ""
    refresh_token: str = ""


class Asked(Schema):
    """Where an owner's browser goes (the one of the token's user, signed in here too), within 15 minutes; empty when done."""

    address: str
    redirect_uri: str


class MailboxOut(Settings):
    id: int
    consent: ConsentOut | None = None
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


@router.post("/mailboxes/{int:mailbox_id}/consent", response=Asked)
def ask_consent(request: ApiRequest, mailbox_id: int, body: ConsentIn) -> dict[str, str]:
    """Lets a mailbox sign in by consent instead of a password; 403 unless the token's user is an owner."""
    workspace, user = request.auth.workspace, request.auth.user
    found, client, back = queries.mailbox_of(workspace, mailbox_id), body.dict(), services.redirect_uri()
    if token := client.pop("refresh_token"):
        services.adopt_mail_consent(workspace=workspace, mailbox=found, client=client, refresh_token=token, user=user)
        return {"address": "", "redirect_uri": back}
    address = services.begin_mail_consent(workspace=workspace, mailbox=found, client=client, user=user)
    return {"address": address, "redirect_uri": back}


@router.delete("/mailboxes/{int:mailbox_id}/consent", response={204: None})
def withdraw_consent(request: ApiRequest, mailbox_id: int) -> Status[None]:
    """Forgets the consent and tells the provider; the mailbox signs in by its password."""
    workspace, user = request.auth.workspace, request.auth.user
    found = queries.mailbox_of(workspace, mailbox_id)
    services.withdraw_mail_consent(workspace=workspace, mailbox=found, user=user)
    return Status(204, None)
