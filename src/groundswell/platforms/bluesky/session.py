"""The operator's own sign-in, for what signed-out visitors may not do."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from groundswell.kit import clock
from groundswell.platforms.errors import Unreadable
from groundswell.platforms.wire import Wire

PDS = "https://bsky.social"
LIFETIME = timedelta(minutes=60)  # half of what the PDS grants


class Session:
    """Signs in when first asked, and again when the token grows old."""

    def __init__(self, wire: Wire, secrets: Mapping[str, str]) -> None:
        self.pds = (secrets.get("pds") or PDS).rstrip("/")
        self._wire = wire
        self._identifier = secrets.get("identifier", "").strip().removeprefix("@")
        self._password = secrets.get("app_password", "")
        self._token = ""
        self._signed_in_at: datetime | None = None

    @property
    def possible(self) -> bool:
        return bool(self._identifier and self._password)

    def headers(self) -> dict[str, str]:
        """The header that names the operator; `SignInRefused` when the app password does not fit."""
        if self._signed_in_at is None or clock.now() - self._signed_in_at > LIFETIME:
            body = {"identifier": self._identifier, "password": self._password}
            answer = self._wire.post_json(f"{self.pds}/xrpc/com.atproto.server.createSession", body=body)
            token = answer.data.get("accessJwt") if isinstance(answer.data, Mapping) else None
            if not isinstance(token, str) or not token:
                raise Unreadable("Bluesky's sign-in answer has no “accessJwt”.", where="accessJwt")
            self._token, self._signed_in_at = token, clock.now()
        return {"Authorization": f"Bearer {self._token}"}
