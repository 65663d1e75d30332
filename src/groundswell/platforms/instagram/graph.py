"""Asking the Graph API, and its refusals in our words.

Codes: https://developers.facebook.com/docs/graph-api/guides/error-handling and
https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from groundswell.kit import clock
from groundswell.platforms import patience
from groundswell.platforms.errors import Gone, NotAvailable, PlatformError, SignInRefused, Slow, Unreachable, Unreadable
from groundswell.platforms.wire import Wire

GRAPH = "https://graph.facebook.com/v23.0"
WHERE = "instagram"
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
PLAIN_REFUSALS = (PlatformError, SignInRefused, Gone)


class Graph:
    """The Graph API as the operator's own professional account; the token goes in a header, never in an address."""

    def __init__(self, wire: Wire, token: str, base: str = GRAPH) -> None:
        self._wire = wire
        self._base = base
        self._headers = {"Authorization": f"Bearer {token}"}

    def ask(self, path: str, **params: Any) -> Mapping[str, Any]:
        """The decoded answer. Meta tells most refusals as 400 with a code: here they become the house's errors."""
        told = {name: value for name, value in params.items() if value is not None}
        try:
            data = self._wire.get_json(f"{self._base}/{path}", params=told, headers=self._headers).data
        except PlatformError as error:
            raise _in_our_words(error) from error
        if not isinstance(data, Mapping):
            raise Unreadable("Instagram's answer is no object.", where=path)
        return data


def _in_our_words(error: PlatformError) -> PlatformError:
    words = error.answer.data.get("error") if error.answer and isinstance(error.answer.data, Mapping) else None
    if type(error) not in PLAIN_REFUSALS or not isinstance(words, Mapping):
        return error
    found = _refusal(words.get("code"), words.get("error_subcode"), _until(error))
    if found is not None:
        found.answer = error.answer
    return found or error


def _until(error: PlatformError) -> datetime:
    now = clock.now()
    told = patience.told_to_wait(error.answer.headers, now) if error.answer else None
    return told or now + timedelta(minutes=15)


def _refusal(code: Any, subcode: Any, until: datetime) -> PlatformError | None:
    """Subcodes are the more telling ones."""
    for known, told in ((subcode, SUBCODES), (code, CODES)):
        if isinstance(known, int) and known in told:
            return told[known]()
    if code in SPENT:
        return Slow("Instagram's limit of calls an hour is reached.", until=until, where=WHERE)
    if code == TOO_MANY_HASHTAGS:
        return Slow("Instagram has answered 30 different hashtags in 7 days already.", until=until, where="hashtag")
    return None
