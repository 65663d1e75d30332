"""Asking the Graph API, and its refusals in our words.

Codes: https://developers.facebook.com/docs/graph-api/guides/error-handling and
https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from groundswell.kit import clock
from groundswell.platforms import patience
from groundswell.platforms.errors import (
    BudgetSpent,
    Gone,
    NotAvailable,
    PlatformError,
    SignInRefused,
    Slow,
    Unreachable,
    Unreadable,
)
from groundswell.platforms.wire import Answer, Wire

GRAPH = "https://graph.facebook.com/v23.0"
WHERE, AGAIN_AFTER = "instagram", timedelta(minutes=15)
SPENT, TOO_MANY_HASHTAGS = frozenset({4, 17, 32, 613, 80001, 80002}), 18
PASSING, TOKEN, NO_PERMISSION = (1, 2), (102, 190), (3, 10, *range(200, 300))
NOT_PROFESSIONAL, NO_SUCH_HASHTAG, NO_SUCH_OBJECT = 2207013, 2207024, 33
NO_HASHTAG = "Instagram knows no such hashtag, or hides it."
REVIEW = (
    "Meta grants this permission by app review: in your app, Use cases → Instagram → request advanced access; until then "
    "it works only for people with a role in the app."
)


def _not_professional() -> PlatformError:
    return Gone(
        "Instagram shows no professional account of that name: it is a personal account, was renamed, or is no more.",
        where="profile", cure="Ask the creator to switch to a professional account (free), or to upload their insights.",
    )  # fmt: skip


def _bad_token() -> PlatformError:
    return SignInRefused(
        "Instagram does not accept the access token: it has expired or was revoked.", where="access_token",
        cure="Make a new long-lived token and enter it on the page Platforms.",
    )  # fmt: skip


Make = Callable[[], PlatformError]
SUBCODES: dict[int, Make] = {
    NOT_PROFESSIONAL: _not_professional,
    NO_SUCH_HASHTAG: lambda: NotAvailable(NO_HASHTAG, where="hashtag"),
    NO_SUCH_OBJECT: lambda: Gone("Instagram has no such post (any more).", where=WHERE),
}
CODES: dict[int, Make] = {
    **dict.fromkeys(PASSING, lambda: Unreachable("Instagram is not well at the moment, it says.", where=WHERE)),
    **dict.fromkeys(TOKEN, _bad_token),
    **dict.fromkeys(
        NO_PERMISSION, lambda: SignInRefused("The app may not ask Instagram this.", where=WHERE, cure=REVIEW)
    ),
}


class Graph:
    """The Graph API as the operator's own professional account; the token goes in a header, never in an address."""

    def __init__(self, wire: Wire, token: str, base: str = GRAPH) -> None:
        self._wire = wire
        self._base = base
        self._headers = {"Authorization": f"Bearer {token}"}

    def ask(self, path: str, **params: Any) -> Mapping[str, Any]:
        """The decoded answer. Meta tells most refusals as 400 with a code: here they become the house's errors."""
        told = {name: value for name, value in params.items() if value is not None}
        url = f"{self._base}/{path}"
        data = self._wire.get_json(url, params=told, headers=self._headers, refused=in_our_words).data
        if not isinstance(data, Mapping):
            raise Unreadable("Instagram's answer is no object.", where=path)
        return data


def in_our_words(answer: Answer) -> PlatformError | None:
    """What Meta means with a refusal; None where it says nothing known."""
    words = answer.data.get("error") if isinstance(answer.data, Mapping) else None
    if not isinstance(words, Mapping):
        return None
    now = clock.now()
    until = patience.told_to_wait(answer.headers, now) or now + AGAIN_AFTER
    return _refusal(words.get("code"), words.get("error_subcode"), until)


def _refusal(code: Any, subcode: Any, until: datetime) -> PlatformError | None:
    """Subcodes are the more telling ones."""
    for known, told in ((subcode, SUBCODES), (code, CODES)):
        if type(known) is int and known in told:
            return told[known]()
    if type(code) is int and code in SPENT:
        return Slow("Instagram's limit of calls an hour is reached.", until=until, where=WHERE)
    if code == TOO_MANY_HASHTAGS:
        return BudgetSpent("Instagram was asked for 30 different hashtags in 7 days.", until=until, where="hashtag")
    return None
