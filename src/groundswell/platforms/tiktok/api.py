"""Asking TikTok's open API: its refusals in our words, and the app's own sign-in.

https://developers.tiktok.com/doc/tiktok-api-v2-error-handling
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from groundswell.kit import clock
from groundswell.platforms import told
from groundswell.platforms.errors import NotAvailable, PlatformError, SignInRefused, Slow, Unreachable, Unreadable
from groundswell.platforms.sign_in import tokens_told
from groundswell.platforms.wire import Answer, Wire

API = "https://open.tiktokapis.com/v2"
REFUSED = frozenset({"access_token_invalid", "scope_not_authorized", "scope_permission_missed", "invalid_client"})
AGAIN_AFTER = timedelta(minutes=5)


class Api:
    """TikTok as whoever the token stands for."""

    def __init__(self, wire: Wire, token: str) -> None:
        self._wire = wire
        self._headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str, fields: str) -> Mapping[str, Any]:
        return data_of(self._wire.get_json(f"{API}/{path}/", params={"fields": fields}, headers=self._headers))

    def post(self, path: str, fields: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        url = f"{API}/{path}/"
        return data_of(self._wire.post_json(url, params={"fields": fields}, body=body, headers=self._headers))


def app_token(wire: Wire, key: str, secret: str) -> str:
    """A token of the operator's own app (client credentials), for what needs nobody's consent."""
    body = {"client_key": key, "client_secret": secret, "grant_type": "client_credentials"}
    try:
        return tokens_told(wire.post_form(f"{API}/oauth/token/", body=body).data).access
    except PlatformError as error:
        if type(error) not in (PlatformError, SignInRefused):
            raise
        raise SignInRefused(
            "TikTok does not accept the client key and secret.", where="research_secret",
            cure="See developers.tiktok.com, and enter them anew on the page Platforms.",
        ) from error  # fmt: skip


def data_of(answer: Answer) -> Mapping[str, Any]:
    """What stands under `data`, unless `error` names something else than "ok"."""
    error = answer.data.get("error") if isinstance(answer.data, Mapping) else None
    code = told.optional(error, "code") if isinstance(error, Mapping) else ""
    if code in REFUSED:
        raise SignInRefused(f"TikTok refuses this ({code}).", where="tiktok", cure="Ask the creator to connect again.")
    if code == "rate_limit_exceeded":
        raise Slow("TikTok was asked too often.", until=clock.now() + AGAIN_AFTER, where="tiktok")
    if code == "internal_error":
        raise Unreachable("TikTok is not well at the moment, it says.", where="tiktok")
    if code not in ("", "ok"):
        raise NotAvailable(f"TikTok refuses this ({code[:60]}).", where="tiktok")
    if not isinstance(answer.data, Mapping):
        raise Unreadable("TikTok's answer is no object.", where="data")
    return told.mapping(answer.data, "data")
