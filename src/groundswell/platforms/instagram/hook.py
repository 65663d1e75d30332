"""How Meta's events are proved, and what the operator sets so that they come.

https://developers.facebook.com/docs/graph-api/webhooks/getting-started
"""

import hashlib
import hmac
from collections.abc import Mapping

from groundswell.platforms.hooks import Hook
from groundswell.platforms.instagram.events import notices
from groundswell.platforms.instagram.mentions import read

PREFIX = "sha256="


def is_signed(body: bytes, headers: Mapping[str, str], secret: str) -> bool:
    """Whether the raw body carries the app secret's HMAC; compared in constant time."""
    expected = PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), headers.get("X-Hub-Signature-256", "").encode())


def challenge(params: Mapping[str, str], verify_token: str) -> str | None:
    """What Meta wants to read when it is given the address: its own challenge, if it knows the verify token."""
    given = params.get("hub.verify_token", "").encode()
    fits = hmac.compare_digest(given, verify_token.encode())
    return params.get("hub.challenge", "") if fits and params.get("hub.mode") == "subscribe" else None


hook = Hook(
    secret="app_secret",  # noqa: S106  # the need's name
    signed=is_signed,
    challenge=challenge,
    notices=notices,
    read=read,
    steps=(
        "Enter the app secret below: your app → App settings → Basic. Events that it did not sign are refused.",
        "Your app → Webhooks → Instagram: give the callback address and the verify token, then subscribe to “mentions” (captions "
        "and comments) and “messages” (stories).",
        "Turn on the page’s subscription: POST PAGE-ID/subscribed_apps with subscribed_fields=messages,feed.",
        "Meta sends events of strangers only to published apps with advanced access to instagram_manage_comments and "
        "instagram_manage_messages (app review).",
    ),
)
