"""Asking for consent: off to the provider with a state and a proof of our own, and back with a code."""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotFound
from groundswell.kit.ids import digest, new_token
from groundswell.outreach.models import Mailbox, MailConsent
from groundswell.outreach.providers import OTHER, PROVIDERS
from groundswell.outreach.rules import is_local_host, one_line
from groundswell.outreach.services.consents.provider import line, seal, unseal, way_of
from groundswell.outreach.services.owners import only_owner
from groundswell.platforms.sign_in import Tokens

BACK = "/mail/back"
CLIENT = ("provider", "client_id", "client_secret", "authorize_url", "token_url", "scopes")
LONGEST = 500
LASTS = timedelta(minutes=15)
UNTOLD = timedelta(hours=1)  # how long an access token lasts where the provider does not say


def redirect_uri() -> str:
    """The one address that providers send owners back to; it is registered with each of them."""
    return f"{settings.PUBLIC_URL}{BACK}"


def begin_mail_consent(
    *, workspace: Workspace, mailbox: Mailbox, client: Mapping[str, str], user: User | None = None
) -> str:
    """Where to send the owner's browser; the answer comes to `redirect_uri()` within 15 minutes.

    `client`: any of CLIENT. An empty secret keeps the old one, unless client or provider change with it. `Forbidden`
    unless `user` is an owner (None: a command; then any owner may bring the answer). Nothing about the mailbox changes
    before the answer.
    """
    only_owner(workspace, user)
    row, facts = _asked(workspace, mailbox, client)
    state, verifier = new_token(), new_token()
    row.asked, row.asked_key = seal({**facts, "verifier": verifier}), digest(state)
    row.asked_at, row.asked_by = clock.now(), user
    row.save(update_fields=["asked", "asked_key", "asked_at", "asked_by"])
    oauth, keys = way_of(facts)
    address = oauth.address(keys, redirect=redirect_uri(), state=state, verifier=verifier)
    return f"{address}&{urlencode({'login_hint': mailbox.username or mailbox.from_email})}"


def adopt_mail_consent(
    *, workspace: Workspace, mailbox: Mailbox, client: Mapping[str, str], refresh_token: str, user: User | None = None
) -> MailConsent:
    """For scripts that were given a refresh token elsewhere: proved by renewing it once, else as `finish_mail_consent`."""
    only_owner(workspace, user)
    row, facts = _asked(workspace, mailbox, client)
    oauth, keys = way_of(facts)
    with line() as wire:
        tokens = oauth.renew(wire, keys, Tokens("", refresh_token.strip()))
    keep_tokens(row, facts, tokens, user)
    return row


def finish_mail_consent(*, state: str, code: str, user: User) -> MailConsent:
    """Takes the answer: exchanges the code and lets the mailbox sign in by it from now on.

    Each state counts once and for the owner who asked. `NotFound` for any other, `SignInRefused` where the provider does
    not take the code, `BadInput` without a refresh token. Must not be called inside a transaction.
    """
    row = MailConsent.objects.select_related("workspace", "mailbox").filter(asked_key=digest(state)).first()
    mine = row is not None and row.asked_by_id in (None, user.pk) and clock.now() - row.asked_at < LASTS
    if row is None or not state or not mine or not MailConsent.objects.filter(
        pk=row.pk, asked_key=row.asked_key
    ).update(asked_key="", asked=""):  # fmt: skip
        raise NotFound(
            "This answer belongs to no question of yours, or it took too long.", where="state",
            cure="Open the mailbox and sign in once more.",
        )  # fmt: skip
    only_owner(row.workspace, user)
    facts = unseal(row.asked)
    oauth, keys = way_of(facts)
    with line() as wire:
        tokens = oauth.exchange(wire, keys, code=code, verifier=facts.pop("verifier"), redirect=redirect_uri())
    if not tokens.refresh:
        raise BadInput(
            "The provider gave no refresh token, so the consent would end within the hour.", where="scopes",
            cure="Ask for the scope that gives one, often offline_access.",
        )  # fmt: skip
    keep_tokens(row, facts, tokens, user)
    return row


@transaction.atomic
def keep_tokens(row: MailConsent, facts: dict[str, str], tokens: Tokens, user: User | None) -> None:
    """The mailbox signs in by these from now on; what was in its way is over."""
    for name in ("provider", "client_id", "authorize_url", "token_url", "scopes"):
        setattr(row, name, facts[name])
    secrets = {"client_secret": facts["client_secret"], "access": tokens.access, "refresh": tokens.refresh}
    row.sealed, row.expires_at = seal(secrets), tokens.expires_at or clock.now() + UNTOLD
    row.given_at, row.problem, row.asked, row.asked_key, row.renewing_until = clock.now(), "", "", "", None
    row.save()
    Mailbox.objects.filter(pk=row.mailbox_id).update(imap_error="", checks=[], checked_at=None)
    detail = {"provider": row.provider, "client_id": row.client_id}
    record_audit(
        workspace=row.workspace,
        user=user,
        action="mailbox.consent_given",
        subject=row.mailbox.from_email,
        detail=detail,
    )


def _asked(workspace: Workspace, mailbox: Mailbox, client: Mapping[str, str]) -> tuple[MailConsent, dict[str, str]]:
    facts = _facts(dict.fromkeys(CLIENT, "") | dict(client))
    row, _ = MailConsent.objects.get_or_create(mailbox=mailbox, defaults={"workspace": workspace})
    same = all(facts[name] == getattr(row, name) for name in ("provider", "client_id", "token_url"))
    if not facts["client_secret"] and row.sealed and same:
        facts["client_secret"] = unseal(row.sealed).get("client_secret", "")
    return row, facts


def _facts(given: Mapping[str, str]) -> dict[str, str]:
    if unknown := given.keys() - set(CLIENT):
        raise BadInput(f"A consent has no “{min(unknown)}”.", where=min(unknown))
    provider = given["provider"]
    if provider not in PROVIDERS:
        raise BadInput(f"The provider is one of {', '.join(PROVIDERS)}.", where="provider")
    known, own = PROVIDERS[provider], provider == OTHER
    told = {
        "provider": provider,
        "client_id": one_line(given["client_id"], "client_id"),
        "client_secret": given["client_secret"].strip(),
        "authorize_url": _address(given["authorize_url"], "authorize_url") if own else known.authorize_url,
        "token_url": _address(given["token_url"], "token_url") if own else known.token_url,
        "scopes": " ".join(given["scopes"].split()) or known.scopes,
    }
    if not told["scopes"] or max(len(told["scopes"]), len(told["client_secret"])) > LONGEST:
        raise BadInput("Name the scopes that allow SMTP and IMAP.", where="scopes", cure="The provider's manual tells.")
    return told


def _address(url: str, where: str) -> str:
    parts = urlsplit(one_line(url, where, 300))
    secure = parts.scheme == "https" or (parts.scheme == "http" and is_local_host(parts.hostname or ""))
    if not secure or not parts.hostname or parts.query or parts.fragment:
        raise BadInput("This is an address that begins with https:// and has no query.", where=where)
    return url.strip()
