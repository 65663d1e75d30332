"""The app's own sign-in (client credentials): https://dev.twitch.tv/docs/authentication/getting-tokens-oauth."""

from collections.abc import Mapping
from typing import Any

from groundswell.platforms import told
from groundswell.platforms.errors import PlatformError, SignInRefused, Unreadable
from groundswell.platforms.wire import Wire

TOKENS = "https://id.twitch.tv/oauth2/token"
HELIX = "https://api.twitch.tv/helix"
UNAUTHORISED = 401


class Session:
    """Asks Helix as the operator's app. The token is fetched when first needed, and anew when Twitch refuses it."""

    def __init__(self, wire: Wire, secrets: Mapping[str, str]) -> None:
        self._wire = wire
        self._client_id = secrets.get("client_id", "").strip()
        self._client_secret = secrets.get("client_secret", "")
        self._token = ""

    def ask(self, path: str, **params: Any) -> Mapping[str, Any]:
        fresh = not self._token
        try:
            return self._asked(path, params)
        except SignInRefused as refused:
            if fresh or not refused.answer or refused.answer.status != UNAUTHORISED:
                raise
        self._token = ""
        return self._asked(path, params)

    def _asked(self, path: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
        if not self._token:
            self._sign_in()
        told_params = {name: value for name, value in params.items() if value is not None}
        headers = {"Authorization": f"Bearer {self._token}", "Client-Id": self._client_id}
        data = self._wire.get_json(f"{HELIX}/{path}", params=told_params, headers=headers).data
        if not isinstance(data, Mapping):
            raise Unreadable("Twitch's answer is no object.", where=path)
        return data

    def _sign_in(self) -> None:
        body = {
            "client_id": self._client_id,
            "client_secret": self._client_secret,
            "grant_type": "client_credentials",
        }
        try:
            answer = self._wire.post_form(TOKENS, body=body)
        except PlatformError as error:
            if error.answer is None or type(error) not in (PlatformError, SignInRefused):
                raise
            raise SignInRefused(
                "Twitch does not accept the client id and secret.", where="client_secret",
                cure="Make a new secret in the Twitch developer console and enter it on the page Platforms.",
            ) from error  # fmt: skip
        self._token = told.text(answer.data, "access_token")
