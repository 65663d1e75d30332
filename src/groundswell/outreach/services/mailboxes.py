"""Mail servers we send through and read. Only owners set them up: the server may then reach whatever host they name."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit.errors import BadInput, Conflict
from groundswell.kit.secret_box import SecretBox
from groundswell.outreach.errors import MailboxProblem, TransportError
from groundswell.outreach.mail import as_test_email
from groundswell.outreach.models import Mailbox, MailConsent
from groundswell.outreach.services.consents import access_of, void_mail_consent
from groundswell.outreach.services.mailbox_fields import DEFAULTS, READING, SECRETS, fill
from groundswell.outreach.services.owners import only_owner
from groundswell.outreach.transport import Server, deliver


@transaction.atomic
def create_mailbox(
    *,
    workspace: Workspace,
    name: str,
    from_name: str,
    from_email: str,
    host: str,
    user: User | None = None,
    **more: Any,
) -> Mailbox:
    """Adds a mailbox; passwords are kept encrypted. `Forbidden` unless `user` is an owner (None: a command).

    `more`: any of `mailbox_fields.DEFAULTS`: server, reading (`imap_…`), pace.
    """
    only_owner(workspace, user)
    mailbox = Mailbox(workspace=workspace)
    given = {"name": name, "from_name": from_name, "from_email": from_email, "host": host}
    fill(mailbox, DEFAULTS | more | given)
    mailbox.save()
    detail = {"host": mailbox.host, "port": mailbox.port, "imap_host": mailbox.imap_host}
    record_audit(workspace=workspace, user=user, action="mailbox.created", subject=mailbox.from_email, detail=detail)
    return mailbox


@transaction.atomic
def update_mailbox(
    *, workspace: Workspace, mailbox: Mailbox, changes: dict[str, Any], user: User | None = None
) -> Mailbox:
    """Changes some fields; an empty password keeps the old one, unless host or user name change with it.

    So nobody can have a stored password sent to a server of their own choice; a consent does not outlive that either.
    """
    only_owner(workspace, user)
    kept = {field: getattr(mailbox, field) for field in DEFAULTS if field not in SECRETS}
    _ask_again(mailbox, kept, changes)
    if any(changes.get(field, kept[field]) != kept[field] for field in READING):
        mailbox.imap_validity, mailbox.imap_last_uid, mailbox.imap_error = None, 0, ""
    fill(mailbox, kept | dict.fromkeys(SECRETS, "") | {k: v for k, v in changes.items() if k in DEFAULTS})
    mailbox.checks, mailbox.checked_at = [], None
    mailbox.save()
    detail = {"fields": sorted(changes)}
    record_audit(workspace=workspace, user=user, action="mailbox.changed", subject=mailbox.from_email, detail=detail)
    return mailbox


def _ask_again(mailbox: Mailbox, kept: dict[str, Any], changes: dict[str, Any]) -> None:
    def moved(prefix: str) -> bool:
        names = (f"{prefix}{name}" for name in ("host", "username", "port", "security"))
        return any(changes.get(name, kept[name]) != kept[name] for name in names)

    if moved("") or moved("imap_") or changes.get("from_email", kept["from_email"]) != kept["from_email"]:
        void_mail_consent(mailbox)
    if mailbox.password and moved("") and not changes.get("password"):
        raise BadInput("Enter the password again: the server or user name changes.", where="password")
    has_secret = mailbox.imap_password or mailbox.password
    if has_secret and moved("imap_") and changes.get("imap_host", mailbox.imap_host):
        given = changes.get("imap_password") or (not mailbox.imap_password and changes.get("password"))
        if not given:
            raise BadInput("Enter the password again: another server is read.", where="imap_password")


@transaction.atomic
def delete_mailbox(*, workspace: Workspace, mailbox: Mailbox, user: User | None = None) -> None:
    """Deletes a mailbox that has sent nothing; `Conflict` otherwise, as the messages name it."""
    only_owner(workspace, user)
    try:
        mailbox.delete()
    except ProtectedError as error:
        raise Conflict("This mailbox has messages, so it stays.", where="mailbox") from error
    record_audit(workspace=workspace, user=user, action="mailbox.deleted", subject=mailbox.from_email)


def send_test_mail(*, workspace: Workspace, mailbox: Mailbox, to_email: str, user: User | None = None) -> None:
    """Sends one mail now; `MailboxProblem` with the server's words when it does not go out."""
    only_owner(workspace, user)
    try:
        deliver(server_of(mailbox), as_test_email(mailbox, to_email))
    except TransportError as error:
        raise MailboxProblem(
            error.message, where="mailbox", cure="Check host, port, security, user name and password."
        ) from error


def server_of(mailbox: Mailbox) -> Server:
    """How to reach the server that sends, secrets opened. `TransportError` where a consent does not let us in."""
    where = (mailbox.host, mailbox.port, mailbox.security)
    if token := _token_of(mailbox):
        return Server(*where, mailbox.username or mailbox.from_email, "", token)
    return Server(*where, mailbox.username, _opened(mailbox.password))


def reading_server_of(mailbox: Mailbox) -> Server:
    """How to reach the server that is read; user name and password as for sending where none of its own are kept."""
    where = (mailbox.imap_host, mailbox.imap_port, mailbox.imap_security)
    username = mailbox.imap_username or mailbox.username or mailbox.from_email
    if token := _token_of(mailbox):
        return Server(*where, username, "", token)
    return Server(*where, username, _opened(mailbox.imap_password or mailbox.password))


def _token_of(mailbox: Mailbox) -> str:
    consent = MailConsent.objects.filter(mailbox=mailbox).first()
    return access_of(consent) if consent and consent.active else ""


def _opened(secret: str) -> str:
    return SecretBox(settings.SECRET_KEY).open(secret) if secret else ""
