"""Direct messages by a network's official interface: one person's own, sent from the brand's own account."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from groundswell.kit.errors import GroundswellError
from groundswell.kit.safe_http import AddressRefused, TooLarge

NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
TROUBLE = (httpx.TransportError, httpx.DecodingError, TooLarge, ValueError)
NO_INTERFACE = {
    "instagram": "Its interface lets an app answer people who wrote first, for 24 hours. It has no first message.",
    "facebook": "Its interface lets an app answer people who wrote first, for 24 hours. It has no first message.",
    "threads": "Its interface has no messages.",
    "tiktok": "No interface for messages to creators is open to a brand.",
    "youtube": "YouTube has no direct messages.",
    "x": "Paid for by the call, and unasked messages by a machine are against its rules.",
    "twitch": "Whispers to strangers are held back by Twitch, so none are sent from here.",
    "pinterest": "Its interface has no messages.",
    "linkedin": "Its interface for messages is closed to all but partners.",
    "reddit": "Its builder policy forbids direct messages without consent.",
    "snapchat": "Its interface has no messages.",
}
"""Why a network's direct messages stay in your own hands."""


class DirectTrouble(GroundswellError):
    """A direct message that did not go out, or may not have (`unsure`)."""

    code = "direct_trouble"
    status = 502

    def __init__(self, message: str, *, unsure: bool = False) -> None:
        super().__init__(message, where="direct")
        self.unsure = unsure


@dataclass(frozen=True, slots=True)
class Sender:
    """The brand's own account: `host` is its server's address, `name` how it signs in, `secret` its token or app password."""

    host: str
    name: str
    secret: str


class DirectLine(Protocol):
    """One network's way. Both ask at most once: nothing here is tried again by itself."""

    longest: int

    def whoami(self, http: httpx.Client, sender: Sender) -> str:
        """The handle that the keys belong to; `DirectTrouble` with the network's words when they do not fit."""

    def send(self, http: httpx.Client, sender: Sender, to: str, text: str, key: str) -> str:
        """Sends to a lasting id and answers the message's id. `key` is the same for the same message."""


def asked(
    http: httpx.Client, method: str, url: str, headers: Mapping[str, str], *, decisive: bool = False, **parts: Any
) -> Any:
    """The decoded answer to one call. `decisive`: this is the call that sends, so a broken line or an answer that is none
    leaves it unsure; before it, nothing was sent."""
    host = httpx.URL(url).host
    try:
        response = http.request(method, url, headers=dict(headers), follow_redirects=False, **parts)
        told = response.json() if response.content else {}
    except AddressRefused as error:
        raise DirectTrouble(f"{error.message} {error.cure}".strip()) from error
    except NOTHING_SENT as error:
        raise DirectTrouble(f"{host} could not be reached; nothing was sent.") from error
    except TROUBLE as error:
        raise DirectTrouble(f"{host} gave no whole answer ({type(error).__name__}).", unsure=decisive) from error
    if response.is_success:
        return told
    words = told.get("message") or told.get("error_description") or told.get("error") if isinstance(told, dict) else ""
    unsure = decisive and response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR
    raise DirectTrouble(f"{host} answered {response.status_code}. {str(words or '')[:200]}".strip(), unsure=unsure)


def text_of(told: Any, name: str, host: str, *, unsure: bool = False) -> str:
    """A word of an answer that must be there."""
    value = told.get(name) if isinstance(told, dict) else None
    if not isinstance(value, str) or not value:
        raise DirectTrouble(f"{host} answered without “{name}”.", unsure=unsure)
    return value
