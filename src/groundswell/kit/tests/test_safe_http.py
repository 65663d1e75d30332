"""The client against a real server on loopback: which here stands for everything that must not be reached."""

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
import stamina
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit import safe_http

PUBLIC = "93.184.215.14"


class Pages(BaseHTTPRequestHandler):
    asked: list[str] = []
    failures = 0

    def do_GET(self) -> None:
        Pages.asked.append(self.path)
        if self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", f"http://inside.example:{self.server.server_port}/secret")  # type: ignore[attr-defined]  # a TCPServer's base class does not declare it
            self.end_headers()
        elif self.path == "/busy" and Pages.failures > 0:
            Pages.failures -= 1
            self._answer(503, b"later")
        elif self.path == "/bomb":
            self._answer(200, gzip.compress(b"0" * 3_000_000), {"Content-Encoding": "gzip"})
        elif self.path == "/large":
            self._answer(200, b"0" * 3_000_000)
        elif self.path == "/odd":
            self._answer(200, b"x", {"Content-Encoding": "br"})
        else:
            self._answer(200, gzip.compress(b"hello"), {"Content-Encoding": "gzip"})

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Pages.asked, Pages.failures = [], 0
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Name → what the resolver answers for it."""
    table: dict[str, list[str]] = {}

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in table.get(host, [host])]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return table


def test_private_addresses_are_refused_by_name_and_number(port: int, names: dict[str, list[str]]) -> None:
    names["inside.example"] = ["127.0.0.1"]
    names["both.example"] = [PUBLIC, "10.0.0.8"]
    with safe_http.client() as http:
        for host in ("127.0.0.1", "inside.example", "both.example", "169.254.169.254"):
            with pytest.raises(safe_http.AddressRefused) as refused:
                http.get(f"http://{host}:{port}/secret")
            assert refused.value.where == host
    assert Pages.asked == []


def test_a_redirect_to_the_inside_is_refused(
    port: int, names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    names["inside.example"] = ["10.0.0.8"]
    # Only loopback counts as public here, so the first hop is allowed and the second is judged for real.
    real = safe_http.is_public
    monkeypatch.setattr(safe_http, "is_public", lambda address: address == "127.0.0.1" or real(address))
    with safe_http.client() as http, pytest.raises(safe_http.AddressRefused):
        http.get(f"http://127.0.0.1:{port}/redirect")
    assert Pages.asked == ["/redirect"]


def test_what_was_checked_is_what_is_connected_to(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    asked: list[str] = []

    def rebinding(host: str, port: int, *_: Any, **__: Any) -> list[tuple[Any, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in next(answers)]

    connected: list[str] = []

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        connected.append(address[0])
        raise OSError("nobody is there")

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket, "create_connection", connect)
    with safe_http.client() as http, pytest.raises(httpx.ConnectError):
        http.get(f"http://rebinding.example:{port}/secret")
    assert (asked, connected) == (["rebinding.example"], [PUBLIC])


def test_private_addresses_may_be_allowed(port: int) -> None:
    with safe_http.client(allow_private=True) as http:
        assert http.get(f"http://127.0.0.1:{port}/").text == "hello"


@pytest.mark.parametrize("path", ["/large", "/bomb"])
def test_an_answer_too_large_is_given_up(port: int, path: str) -> None:
    with (
        safe_http.client(allow_private=True, max_bytes=1_000_000) as http,
        pytest.raises(safe_http.TooLarge, match="1 MB"),
    ):
        http.get(f"http://127.0.0.1:{port}{path}")


def test_an_encoding_that_was_not_asked_for_is_refused(port: int) -> None:
    with safe_http.client(allow_private=True) as http, pytest.raises(httpx.DecodingError):
        http.get(f"http://127.0.0.1:{port}/odd")


def test_a_busy_server_is_asked_again(port: int) -> None:
    Pages.failures = 2
    with safe_http.client(allow_private=True) as http, stamina.set_testing(True, attempts=3):
        assert safe_http.get(http, f"http://127.0.0.1:{port}/busy").status_code == 200
    assert Pages.asked == ["/busy"] * 3


def test_a_server_that_stays_busy_has_the_last_word(port: int) -> None:
    Pages.failures = 99
    with safe_http.client(allow_private=True) as http, stamina.set_testing(True, attempts=2):
        assert safe_http.get(http, f"http://127.0.0.1:{port}/busy").status_code == 503
    assert Pages.asked == ["/busy"] * 2


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
     "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "2002:0a00:0001::", "64:ff9b::a00:1", "::"],
)  # fmt: skip
def test_not_public(address: str) -> None:
    assert not safe_http.is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public(address: str) -> None:
    assert safe_http.is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_no_private_address_passes_in_any_wrapping(ip: Any) -> None:
    number = int(ip)
    assert not safe_http.is_public(str(ip))
    assert not safe_http.is_public(f"::ffff:{ip}")
    assert not safe_http.is_public(f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}")
    assert not safe_http.is_public(f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1")
