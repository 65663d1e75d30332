"""Events that networks send by themselves: proved, kept, answered; they are read later."""

import base64
import hmac
import json
from collections.abc import Mapping

import structlog
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from groundswell.accounts.errors import Forbidden
from groundswell.kit.errors import BadInput, GroundswellError, NotFound
from groundswell.kit.rate_limit import check_rate
from groundswell.platforms.hooks import Hook
from groundswell.platforms.models import ConnectorSetup, NetworkNotice
from groundswell.platforms.registry import plugins
from groundswell.platforms.services.opening import secrets_of

SALT = "groundswell.platforms.hooks"
LONGEST_KEY = 120
BAD_SIGNATURES = "60/m"
log = structlog.get_logger("groundswell.platforms")


class NotSigned(GroundswellError):
    """The event does not carry the signature of the network."""

    code = "not_signed"
    status = 401


def hook_address(connector: str) -> str:
    """Where the network sends its events; nobody guesses it, and the database alone does not give it away."""
    return f"{settings.PUBLIC_URL}/hooks/{connector}/{_derived(connector, 'address')}"


def verify_token(connector: str) -> str:
    """What the network must know when it asks whether the address is ours."""
    return _derived(connector, "verify")


def answer_challenge(*, connector: str, token: str, params: Mapping[str, str]) -> str:
    """The text that proves to the network that the address is ours. `NotFound` for a wrong address, `Forbidden` for a
    wrong verify token."""
    answer = _hook(connector, token).challenge(params, verify_token(connector))
    if answer is None:
        log.warning("hook.refused", connector=connector, what="challenge")
        raise Forbidden("The verify token is not the one of the page Platforms.", where="verify_token")
    return answer


def receive_event(*, connector: str, token: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Keeps what is worth it of an event and answers how much of that is new; the same event again changes nothing.

    `NotFound` for a wrong address; `NotSigned` for an event that is forged or damaged, or while the signing secret is not
    given; `TooMany` when that happens again and again; `BadInput` for what is no JSON.
    """
    hook = _hook(connector, token)
    setup = ConnectorSetup.objects.filter(connector=connector).first()
    secret = secrets_of(setup).get(hook.secret, "") if setup else ""
    if not secret or not hook.signed(body, headers, secret):
        log.warning("hook.refused", connector=connector, what="signature", bytes=len(body), secret=bool(secret))
        check_rate(cache, f"hook:{connector}", BAD_SIGNATURES)
        raise NotSigned(
            "The event is not signed with the app’s secret.", where="signature",
            cure="Enter the current secret on the page Platforms.",
        )  # fmt: skip
    try:
        document = json.loads(body)
    except ValueError as error:
        raise BadInput("The event is no JSON.", where="body") from error
    notices = {notice.key[:LONGEST_KEY]: notice for notice in hook.notices(document)}
    before = NetworkNotice.objects.filter(connector=connector, key__in=notices).count()
    rows = [NetworkNotice(connector=connector, key=key, data=dict(one.data)) for key, one in notices.items()]
    NetworkNotice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows) - before


def _hook(connector: str, token: str) -> Hook:
    plugin = plugins().get(connector)
    expected = _derived(connector, "address")
    if plugin is None or plugin.hook is None or not hmac.compare_digest(token.encode(), expected.encode()):
        raise NotFound("Nothing is received here.")
    return plugin.hook


def _derived(connector: str, what: str) -> str:
    digest = salted_hmac(SALT, f"{connector}:{what}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
