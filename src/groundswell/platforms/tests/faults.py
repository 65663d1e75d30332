"""A network that misbehaves, for every connector's fault suite.

    from groundswell.platforms.tests.faults import FAULTS, Fault, faulty  # `faulty` is a fixture

    @pytest.mark.parametrize("fault", FAULTS, ids=str)
    def test_every_fault_has_its_error(faulty: FaultyServer, fault: Fault) -> None:
        faulty.always(fault.reply)
        with pytest.raises(fault.error):
            MyConnector(faulty.wire(), {"key": "secret"}).profile("maya")

`faulty.wire()` is the true wire over HTTP, without budget and without long pauses, and it sends **every** address to
the faulty server: `https://graph.example/v1/me?x=1` is asked as `/graph.example/v1/me?x=1`, so a connector needs no
setting for tests. `faulty.reply(part, *replies)` answers paths that hold `part`: the replies in turn, the last one
again and again. `faulty.asked` lists what was asked. Field missing, cursor that repeats, renamed handle: prepare
`Reply.of({...})` in your network's shape.
"""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import httpx
import pytest

from groundswell.kit import safe_http
from groundswell.platforms.errors import Gone, PlatformError, SignInRefused, Slow, Unreachable, Unreadable
from groundswell.platforms.gate import Gate, OpenGate
from groundswell.platforms.http_wire import HttpWire

TIMEOUT_SECONDS = 0.3
CLIENT = safe_http.client


@dataclass(frozen=True, slots=True)
class Reply:
    """`body` is sent as it is; `cut` sends half of it and hangs up; `hang` says nothing for that many seconds."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    hang: float = 0.0

    @classmethod
    def of(cls, document: Any, status: int = 200, **headers: str) -> Self:
        """JSON; headers are written with _ for -: `retry_after="5"`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(status, json.dumps(document).encode(), {"Content-Type": "application/json", **named})


@dataclass(frozen=True, slots=True)
class Fault:
    """What the network does and the error that must come of it, whatever the connector."""

    name: str
    reply: Reply
    error: type[PlatformError]

    def __str__(self) -> str:
        return self.name


FAULTS = (
    Fault("401", Reply.of({}, 401), SignInRefused),
    Fault("403", Reply.of({}, 403), SignInRefused),
    Fault("404", Reply.of({}, 404), Gone),
    Fault("410", Reply.of({}, 410), Gone),
    Fault("429 with Retry-After", Reply.of({}, 429, retry_after="120"), Slow),
    Fault("429 without", Reply.of({}, 429), Slow),
    Fault("500", Reply.of({}, 500), Unreachable),
    Fault("timeout", Reply(hang=TIMEOUT_SECONDS * 4), Unreachable),
    Fault("half a body", Reply(body=b'{"items": [1, 2, 3, 4]}', cut=True), Unreachable),
    Fault("wrong JSON", Reply(body=b"<html>Maintenance</html>"), Unreadable),
)


class FaultyServer:
    """Answers what it was told to, on this machine. `asked` lists "GET /host/path?query" in order."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self._replies: dict[str, list[Reply]] = {}
        self._server = _Quiet(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self._wires: list[HttpWire] = []

    def always(self, *replies: Reply) -> None:
        """Whatever is asked."""
        self._replies = {"": list(replies)}

    def reply(self, part: str, *replies: Reply) -> None:
        """Addresses that hold `part`; the longest part that fits decides."""
        self._replies[part] = list(replies)

    def wire(self, gate: Gate | None = None) -> HttpWire:
        """The true wire, led here."""
        wire = HttpWire(gate or OpenGate(), self.http(), sleep=lambda seconds: None)
        self._wires.append(wire)
        return wire

    def http(self) -> httpx.Client:
        client = CLIENT(allow_private=True, timeout=httpx.Timeout(TIMEOUT_SECONDS))
        client._transport = _Leading(self.url, client._transport)
        return client

    def close(self) -> None:
        for wire in self._wires:
            wire.close()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def next_reply(self, address: str) -> Reply:
        fitting = [part for part in self._replies if part in address]
        if not fitting:
            return Reply.of({"error": "nothing was prepared for this address"}, 404)
        replies = self._replies[max(fitting, key=len)]
        return replies.pop(0) if len(replies) > 1 else replies[0]


class _Leading(httpx.BaseTransport):
    """Whatever the address, `url` is asked; who asks sees the address they asked."""

    def __init__(self, url: str, inner: httpx.BaseTransport) -> None:
        self._url = url
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if str(request.url).startswith(self._url):
            return self._inner.handle_request(request)
        url = httpx.URL(f"{self._url}/{request.url.host}{request.url.raw_path.decode()}")
        headers = request.headers.copy()
        headers["Host"] = url.netloc.decode()
        led = httpx.Request(request.method, url, headers=headers, stream=request.stream, extensions=request.extensions)
        return self._inner.handle_request(led)

    def close(self) -> None:
        self._inner.close()


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Clients of tests hang up whenever they like."""


def _handler(server: FaultyServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            server.asked.append(f"{self.command} {self.path}")
            server.headers.append(dict(self.headers))
            self._give(server.next_reply(self.path))

        do_POST = do_GET  # noqa: N815  # http.server's names

        def _give(self, reply: Reply) -> None:
            if reply.hang:
                time.sleep(reply.hang)
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 304:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body[: len(reply.body) // 2] if reply.cut else reply.body)
            self.close_connection = reply.cut or self.close_connection

        def log_message(self, format: str, *args: object) -> None:
            """Tests print nothing."""

    return Handler


@pytest.fixture
def faulty() -> Iterator[FaultyServer]:
    """Import it into your test module or conftest."""
    server = FaultyServer()
    yield server
    server.close()


@pytest.fixture
def led(faulty: FaultyServer, monkeypatch: pytest.MonkeyPatch) -> FaultyServer:
    """The same server, which every connector that is opened by its name asks too."""
    monkeypatch.setattr(safe_http, "client", lambda **_: faulty.http())
    return faulty
