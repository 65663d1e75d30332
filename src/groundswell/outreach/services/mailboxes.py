"""Mail servers we send through. Only owners set them up: the server may then reach whatever host they name."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import ProtectedError

from groundswell.accounts.errors import Forbidden
from groundswell.accounts.models import Membership, Role, User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit.errors import BadInput, Conflict
from groundswell.kit.secret_box import SecretBox
from groundswell.outreach.errors import MailboxProblem, TransportError
from groundswell.outreach.mail import as_test_email
from groundswell.outreach.models import Mailbox
from groundswell.outreach.rules import is_local_host, one_line
from groundswell.outreach.transport import Server, deliver

FIELDS = ("name", "from_name", "from_email", "host", "port", "security", "username", "password")
HOST = re.compile(r"\[?[\w.:-]{1,253}\]?\Z")


@transaction.atomic
def create_mailbox(
    *,
    workspace: Workspace,
    name: str,
    from_name: str,
    from_email: str,
    host: str,
    port: int = 587,
    security: str = "starttls",
    username: str = "",
    password: str = "",
    user: User | None = None,
) -> Mailbox:
    """Adds a mailbox; the password is kept encrypted. `Forbidden` unless `user` is an owner (None: a command)."""
    _only_owner(workspace, user)
    mailbox = Mailbox(workspace=workspace)
    given = (name, from_name, from_email, host, port, security, username, password)
    _fill(mailbox, dict(zip(FIELDS, given, strict=True)))
    mailbox.save()
    record_audit(
        workspace=workspace,
        user=user,
        action="mailbox.created",
        subject=mailbox.from_email,
        detail={"host": host, "port": port},
    )
    return mailbox


@transaction.atomic
def update_mailbox(
    *, workspace: Workspace, mailbox: Mailbox, changes: dict[str, Any], user: User | None = None
) -> Mailbox:
    """Changes some fields; an empty password keeps the old one, unless host or user name change with it.

    So nobody can have a stored password sent to a server of their own choice.
    """
    _only_owner(workspace, user)
    kept = {field: getattr(mailbox, field) for field in FIELDS if field != "password"}
    moved = any(changes.get(field, kept[field]) != kept[field] for field in ("host", "username", "port", "security"))
    if not changes.get("password") and mailbox.password and moved:
        raise BadInput("Enter the password again: the server or user name changes.", where="password")
    _fill(mailbox, kept | {"password": ""} | {k: v for k, v in changes.items() if k in FIELDS})
    mailbox.save()
    record_audit(
        workspace=workspace,
        user=user,
        action="mailbox.changed",
        subject=mailbox.from_email,
        detail={"fields": sorted(changes)},
    )
    return mailbox


@transaction.atomic
def delete_mailbox(*, workspace: Workspace, mailbox: Mailbox, user: User | None = None) -> None:
    """Deletes a mailbox that has sent nothing; `Conflict` otherwise, as the messages name it."""
    _only_owner(workspace, user)
    try:
        mailbox.delete()
    except ProtectedError as error:
        raise Conflict("This mailbox has messages, so it stays.", where="mailbox") from error
    record_audit(workspace=workspace, user=user, action="mailbox.deleted", subject=mailbox.from_email)


def send_test_mail(*, workspace: Workspace, mailbox: Mailbox, to_email: str, user: User | None = None) -> None:
    """Sends one mail now; `MailboxProblem` with the server's words when it does not go out."""
    _only_owner(workspace, user)
    try:
        deliver(server_of(mailbox), as_test_email(mailbox, to_email))
    except TransportError as error:
        raise MailboxProblem(
            error.message, where="mailbox", cure="Check host, port, security, user name and password."
        ) from error


def server_of(mailbox: Mailbox) -> Server:
    """How to reach the mailbox's server, password opened."""
    password = SecretBox(settings.SECRET_KEY).open(mailbox.password) if mailbox.password else ""
    return Server(mailbox.host, mailbox.port, mailbox.security, mailbox.username, password)


def _only_owner(workspace: Workspace, user: User | None) -> None:
    if user is not None and not Membership.objects.of(workspace).filter(user=user, role=Role.OWNER).exists():
        raise Forbidden("Only an owner sets up mailboxes.", cure="Ask an owner of this workspace.")


def _fill(mailbox: Mailbox, facts: dict[str, Any]) -> None:
    for field in ("name", "from_name", "from_email"):
        setattr(mailbox, field, one_line(str(facts[field]), field, 120 if field != "from_email" else 254))
    try:
        validate_email(mailbox.from_email)
    except ValidationError as error:
        raise BadInput("That is no e-mail address.", where="from_email") from error
    mailbox.host = str(facts["host"]).strip()
    mailbox.port = _port(facts["port"])
    mailbox.security = str(facts["security"])
    mailbox.username = str(facts["username"]).strip()
    if not HOST.match(mailbox.host):
        raise BadInput("That is no host name or address.", where="host")
    if mailbox.security not in Mailbox.Security.values:
        raise BadInput("Security is starttls, tls or none.", where="security")
    if mailbox.security == Mailbox.Security.NONE and not is_local_host(mailbox.host):
        raise BadInput(
            "Without encryption only a server of your own network may be used.",
            where="security",
            cure="Choose STARTTLS or TLS.",
        )
    if facts["password"]:
        mailbox.password = SecretBox(settings.SECRET_KEY).seal(str(facts["password"]))
        if len(mailbox.password) > 500:
            raise BadInput("That password is too long.", where="password")
    elif not mailbox.username:
        mailbox.password = ""


def _port(value: object) -> int:
    text = str(value).strip()
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise BadInput("A port is a number from 1 to 65535.", where="port")
    return int(text)
