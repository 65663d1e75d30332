"""A network that exists only in tests and does OAuth for real: codes count once, PKCE and the redirect are checked."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from groundswell.platforms.facts import PostFacts, ProfileFacts
from groundswell.platforms.port import Need, Plugin
from groundswell.platforms.sign_in import AudienceShare, OAuth, OwnFacts
from groundswell.platforms.tests import toy
from groundswell.platforms.wire import Wire

CLIENT, SECRET = "public-client", "s3cret-of-app"
VIDEO = "https://www.tiktok.com/@maya.cooks/video/74300"


def plugin_at(address: str) -> Plugin:
    """A connector whose creators connect at the fake network of that address."""

    def read(wire: Wire, token: str) -> OwnFacts:
        told = wire.get_json(f"{address}/me", headers={"Authorization": f"Bearer {token}"}).data
        url = f"https://www.tiktok.com/@{told['handle']}"
        profile = ProfileFacts(
            platform="tiktok", external_id="open-1", handle=told["handle"], url=url,
            metrics={"followers": told["followers"]},
        )  # fmt: skip
        post = PostFacts(
            platform="tiktok",
            external_id="74300",
            url=VIDEO,
            author_id="open-1",
            caption="Soup",
            metrics={"views": 900.0},
        )
        shares = tuple(AudienceShare("country", value, share) for value, share in told["audience"].items())
        return OwnFacts(profile=profile, posts=(post,), audience=shares, sample=told["followers"])

    oauth = OAuth(
        authorize_url=f"{address}/authorize", exchange_url=f"{address}/token", revoke_url=f"{address}/revoke",
        scopes=("profile", "posts"), gives=("your profile", "your posts"), read=read, after="Settings → Apps.",
    )  # fmt: skip
    needs = (Need(name="client_id", label="Client ID"), Need(name="client_secret", label="Client secret"))
    return toy.plugin(name="tiktok", label="TikTok", needs=needs, connect=oauth)


class FakeNetwork:
    """`agrees` is whether the person agrees; `person` what it tells of them; `revoked` the tokens that were taken back."""

    def __init__(self) -> None:
        self.agrees, self.failing = True, 0
        self.person: dict[str, Any] = {"handle": "maya.cooks", "followers": 48210, "audience": {"US": 0.6, "GB": 0.2}}
        self.revoked: list[str] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.access, self.refresh = {"at-1"}, {"rt-1"}
        self.asked: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def plugin(self) -> Plugin:
        return plugin_at(self.url)

    def answer(self, path: str, told: dict[str, str], bearer: str) -> tuple[int, dict[str, Any]]:
        self.asked.append(path)
        if self.failing:
            return self.failing, {}
        if path == "/token":
            return self._token(told)
        if path == "/revoke":
            self.revoked.append(told["token"])
            self.access.clear()
            self.refresh.clear()
            return 200, {}
        return (200, self.person) if bearer.removeprefix("Bearer ") in self.access else (401, {})

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the person's browser is sent after their answer."""
        back = {"state": asked["state"]}
        if not self.agrees:
            return f"{asked['redirect_uri']}?{urlencode({**back, 'error': 'access_denied'})}"
        code = f"code-{len(self.codes) + 1}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({**back, 'code': code})}"

    def _token(self, told: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if (told["client_id"], told["client_secret"]) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        if told["grant_type"] == "refresh_token":
            if told["refresh_token"] not in self.refresh:
                return 400, {"error": "invalid_grant"}
            self.access = {"at-2"}
            return 200, {"access_token": "at-2", "expires_in": 3600}
        asked = self.codes.pop(told["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(told["code_verifier"].encode()).digest()).decode().rstrip("=")
        if asked is None or asked["code_challenge"] != proof or asked["redirect_uri"] != told["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "at-1", "refresh_token": "rt-1", "expires_in": 3600, "scope": "profile posts"}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(network: FakeNetwork) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            told = dict(parse_qsl(self.rfile.read(length).decode()))
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", network.authorize(dict(parse_qsl(parts.query))))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            status, document = network.answer(parts.path, told, self.headers.get("Authorization", ""))
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815  # http.server's names

        def log_message(self, format: str, *args: object) -> None:
            """Tests print nothing."""

    return Handler


@pytest.fixture
def network() -> Iterator[FakeNetwork]:
    """Import it into your test module."""
    server = FakeNetwork()
    yield server
    server.close()
