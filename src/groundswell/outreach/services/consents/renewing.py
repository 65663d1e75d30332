"""Access tokens: renewed before they end, by one at a time, as many providers take the old refresh token back."""

import time
from datetime import timedelta

import structlog
from django.db.models import Q

from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.outreach.errors import TransportError
from groundswell.outreach.models import Mailbox, MailConsent
from groundswell.outreach.services.consents.asking import UNTOLD
from groundswell.outreach.services.consents.provider import line, seal, unseal, way_of
from groundswell.platforms.errors import SignInRefused
from groundswell.platforms.sign_in import Tokens

log = structlog.get_logger("groundswell.outreach")
BEFORE = timedelta(minutes=5)
LEASE = timedelta(seconds=90)
PATIENCE, LOOK = 25.0, 0.1


def access_of(consent: MailConsent) -> str:
    """An access token that lasts for a while yet. `TransportError` with `server` where there is none to be had."""
    if consent.problem:
        raise TransportError(consent.problem, server=True)
    if _lasts(consent):
        return unseal(consent.sealed)["access"]
    until = time.monotonic() + PATIENCE
    while not _claimed(consent):
        time.sleep(LOOK)
        consent.refresh_from_db()
        if _lasts(consent) or consent.problem:
            return access_of(consent)
        if time.monotonic() > until:
            raise TransportError(f"The consent of {consent.label} is just being renewed.", server=True)
    consent.refresh_from_db()  # whoever had the claim before may just have renewed it
    try:
        return unseal(consent.sealed)["access"] if _lasts(consent) else _renewed(consent)
    finally:
        MailConsent.objects.filter(pk=consent.pk).update(renewing_until=None)


def distrust_access(mailbox: Mailbox) -> None:
    """The mail server did not take the access token: the next one who wants it has it renewed, and so learns why."""
    MailConsent.objects.filter(mailbox=mailbox, problem="").update(expires_at=clock.now())


def _lasts(consent: MailConsent) -> bool:
    return consent.expires_at is not None and consent.expires_at > clock.now() + BEFORE


def _claimed(consent: MailConsent) -> bool:
    free = Q(renewing_until=None) | Q(renewing_until__lt=clock.now())
    return bool(MailConsent.objects.filter(free, pk=consent.pk).update(renewing_until=clock.now() + LEASE))


def _renewed(consent: MailConsent) -> str:
    kept = unseal(consent.sealed)
    facts = {name: getattr(consent, name) for name in ("provider", "client_id", "authorize_url", "token_url", "scopes")}
    oauth, keys = way_of({**facts, "client_secret": kept["client_secret"]})
    try:
        with line() as wire:
            tokens = oauth.renew(wire, keys, Tokens(kept["access"], kept["refresh"]))
    except SignInRefused as error:
        _pause(consent, error)
        raise TransportError(consent.problem, server=True) from error
    except GroundswellError as error:
        raise TransportError(f"{consent.label} gave no access token: {error.message}", server=True) from error
    consent.sealed = seal({**kept, "access": tokens.access, "refresh": tokens.refresh})
    consent.expires_at = tokens.expires_at or clock.now() + UNTOLD
    consent.save(update_fields=["sealed", "expires_at"])
    log.info("consent.renewed", mailbox=consent.mailbox_id, provider=consent.provider)
    return tokens.access


def _pause(consent: MailConsent, error: SignInRefused) -> None:
    """Only a person can cure it, so nothing is tried until they do."""
    code = _code(error)
    why = (
        "does not know the client or its secret any more" if code in ("invalid_client", "unauthorized_client")
        else "does not accept the consent any more: it ran out or was taken back"
    )  # fmt: skip
    consent.problem = f"{consent.label} {why}{f' ({code})' if code else ''}. Nothing is sent or read until an owner signs in again under Mailboxes."
    MailConsent.objects.filter(pk=consent.pk).update(problem=consent.problem)
    Mailbox.objects.filter(pk=consent.mailbox_id).update(imap_error=consent.problem)
    log.warning("consent.refused", mailbox=consent.mailbox_id, provider=consent.provider, error=code)


def _code(error: SignInRefused) -> str:
    """The provider's own word (RFC 6749, 5.2)."""
    answer = getattr(error.__cause__, "answer", None)
    told = answer.data.get("error") if answer and isinstance(answer.data, dict) else ""
    return told[:40] if isinstance(told, str) else ""
