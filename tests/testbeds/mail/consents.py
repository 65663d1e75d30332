"""The OAuth server of the mail bed: who is asked agrees at once, codes and refresh tokens count once, consents end."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

CLIENT, SECRET = "mail-client", "mail-secret"
LASTS = 3600
BAD = (400, {"error": "invalid_grant"})
Answer = tuple[int, dict[str, Any]]


class Consents:
    """`POST /about?user=…` takes facts of one person as JSON: `lasts` (seconds of an access token), `status` (what the
    token endpoint answers instead), `revoked` (everything given so far is void)."""

    def __init__(self) -> None:
        self.codes: dict[str, dict[str, str]] = {}
        self.access: dict[str, tuple[str, float]] = {}
        self.refresh: dict[str, str] = {}
        self.facts: dict[str, dict[str, Any]] = {}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes after the person agreed."""
        code = secrets.token_urlsafe(9)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'state': asked['state'], 'code': code})}"

    def answer(self, path: str, told: dict[str, str], facts: dict[str, Any]) -> Answer:
        if path == "/tokeninfo":
            user, until = self.access.get(told.get("access_token", ""), ("", 0.0))
            return (200, {"email": user}) if until > time.time() else (401, {"error": "invalid_token"})
        if path == "/about":
            return self._about(told["user"], facts)
        if (told.get("client_id"), told.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        if told["grant_type"] == "refresh_token":
            user = self.refresh.get(told["refresh_token"], "")
            return self._give(user, told["refresh_token"])
        return self._exchange(told)

    def _exchange(self, told: dict[str, str]) -> Answer:
        asked = self.codes.pop(told["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(told["code_verifier"].encode()).digest()).decode().rstrip("=")
        if asked is None or asked["code_challenge"] != proof or asked["redirect_uri"] != told["redirect_uri"]:
            return BAD
        return self._give(asked["login_hint"])

    def _give(self, user: str, used: str = "") -> Answer:
        facts = self.facts.get(user, {})
        if status := facts.get("status"):
            return status, {}
        self.refresh.pop(used, None)
        if not user:
            return BAD
        token, again, lasts = secrets.token_urlsafe(18), secrets.token_urlsafe(18), facts.get("lasts", LASTS)
        self.access[token], self.refresh[again] = (user, time.time() + lasts), user
        return 200, {"access_token": token, "refresh_token": again, "expires_in": lasts, "token_type": "Bearer"}

    def _about(self, user: str, facts: dict[str, Any]) -> Answer:
        if facts.pop("revoked", False):
            self.access = {token: row for token, row in self.access.items() if row[0] != user}
            self.refresh = {token: who for token, who in self.refresh.items() if who != user}
        self.facts[user] = facts
        return 200, {"access": sum(row[0] == user for row in self.access.values())}


@contextmanager
def consents() -> Iterator[str]:
    """Its address while the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(Consents()))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _handler(kept: Consents) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            told, body = dict(parse_qsl(parts.query)), self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", kept.authorize(told))
                answer = b""
            else:
                about = parts.path == "/about"
                status, document = kept.answer(
                    parts.path,
                    told if about else told | dict(parse_qsl(body.decode())),
                    json.loads(body) if about else {},
                )
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                answer = json.dumps(document).encode()
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_POST = do_GET  # noqa: N815  # http.server's names

        def log_message(self, format: str, *args: object) -> None:
            """The bed prints one line only."""

    return Handler
