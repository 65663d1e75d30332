"""A server in the shape of Bluesky's PDS with its chat behind it, for one test; it can misbehave."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

NAME, PASSWORD, TOKEN = "brand.example", "abcd-efgh", "jwt-of-brand"
PROXY = "did:web:api.bsky.chat#bsky_chat"


class Chat:
    """`came` holds (recipient, text) of every message taken; `fault` is what happens to the next: "drop" cuts the line
    after taking it, "500" too, "refuse" before."""

    def __init__(self) -> None:
        self.came: list[tuple[str, str]] = []
        self.fault = ""
        self.may_chat = True
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def answer(self, name: str, asked: dict[str, Any], bearer: str, proxy: str) -> tuple[int, dict[str, Any]]:
        if name == "com.atproto.server.createSession":
            right = (asked.get("identifier"), asked.get("password")) == (NAME, PASSWORD)
            return (
                (200, {"accessJwt": TOKEN, "handle": NAME})
                if right
                else (401, {"message": "Invalid identifier or password"})
            )
        if bearer != f"Bearer {TOKEN}" or proxy != PROXY or not self.may_chat:
            return 401, {"error": "InvalidToken", "message": "Bad token scope"}
        if name == "chat.bsky.convo.listConvos":
            return 200, {"convos": []}
        if name == "chat.bsky.convo.getConvoForMembers":
            return 200, {"convo": {"id": f"convo-{asked['members'][0]}"}}
        if self.fault == "refuse":
            return 400, {"error": "InvalidRequest", "message": "recipient has disabled incoming messages"}
        self.came.append((asked["convoId"].removeprefix("convo-"), asked["message"]["text"]))
        return (
            (500, {}) if self.fault == "500" else (200, {"id": f"m{len(self.came)}", "text": asked["message"]["text"]})
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(chat: Chat) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            name = parts.path.removeprefix("/xrpc/")
            asked = json.loads(body) if body else parse_qs(parts.query)
            status, told = chat.answer(
                name, asked, self.headers.get("Authorization", ""), self.headers.get("atproto-proxy", "")
            )
            if chat.fault == "drop" and name.endswith("sendMessage"):
                self.close_connection = True
                return
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815  # http.server's names

        def log_message(self, format: str, *args: object) -> None:
            """Tests print nothing."""

    return Handler


@pytest.fixture
def chat() -> Iterator[Chat]:
    """Import it into your test module."""
    server = Chat()
    yield server
    server.close()
