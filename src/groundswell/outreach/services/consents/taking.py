"""Taking consent back, here and with the provider."""

import structlog
from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit.errors import GroundswellError
from groundswell.outreach.models import Mailbox, MailConsent
from groundswell.outreach.services.consents.provider import line, unseal, way_of
from groundswell.outreach.services.owners import only_owner
from groundswell.platforms.sign_in import Tokens

log = structlog.get_logger("groundswell.outreach")
MOVED = "The server was changed, and tokens are sent to no server but the one they were given for. Sign in again."


def withdraw_mail_consent(*, workspace: Workspace, mailbox: Mailbox, user: User | None = None) -> bool:
    """The mailbox signs in by its password again; False where there was no consent.

    The provider is told where it can be. That it cannot be reached keeps nothing: the tokens are gone from here.
    """
    only_owner(workspace, user)
    row = MailConsent.objects.of(workspace).filter(mailbox=mailbox).first()
    if row is None:
        return False
    with transaction.atomic():
        row.delete()
        Mailbox.objects.filter(pk=mailbox.pk).update(imap_error="", checks=[], checked_at=None)
        record_audit(workspace=workspace, user=user, action="mailbox.consent_withdrawn", subject=mailbox.from_email)
    if row.sealed:
        _tell(row)
    return True


def void_mail_consent(mailbox: Mailbox) -> None:
    """The mailbox's server or user name changes: what was given counts no more, until an owner signs in again."""
    MailConsent.objects.filter(mailbox=mailbox).exclude(given_at=None).update(sealed="", expires_at=None, problem=MOVED)


def _tell(row: MailConsent) -> None:
    kept = unseal(row.sealed)
    facts = {name: getattr(row, name) for name in ("provider", "client_id", "authorize_url", "token_url", "scopes")}
    oauth, keys = way_of({**facts, "client_secret": kept["client_secret"]})
    try:
        with line() as wire:
            oauth.revoke(wire, keys, Tokens(kept["access"], kept["refresh"]))
    except GroundswellError as error:
        log.warning("consent.not_revoked", provider=row.provider, error=error.code)
