"""One server in the shapes of Google's token endpoint and Data API, Plausible's Stats API and Matomo, over a real socket."""

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

PROPERTY, SITE, NUMBER = "123456", "shop.example", "7"
PLAUSIBLE_KEY, MATOMO_TOKEN, BEARER = "plausible-made-up", "0123456789abcdef-made-up", "ya29.made-up"
PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
Row = tuple[str, str, str, Any]


class Counters:
    """`rows` are (day, address, medium, visits); `moods` what it answers first: a status, or "garbled". `asked` holds path and
    body of every question."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.moods: list[int | str] = []
        self.metadata: dict[str, Any] = {}
        self.retry_after = "120"
        self.asked: list[tuple[str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def key_file(self, **other: str) -> str:
        """As Google hands it out."""
        pem = PRIVATE.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        facts = {
            "type": "service_account", "project_id": "made-up", "private_key_id": "k1", "private_key": pem.decode(),
            "client_email": "reader@made-up.example", "token_uri": f"{self.url}/token",
        }  # fmt: skip
        return json.dumps(facts | other)

    def within(self, first: str, last: str) -> list[Row]:
        return sorted(row for row in self.rows if first <= row[0] <= last)

    def answer(self, path: str, body: str, bearer: str) -> tuple[int, Any]:
        if path == "/token":
            return self.token(parse_qs(body))
        if path.startswith("/v1beta/"):
            return self.ga4(path, json.loads(body), bearer)
        return self.plausible(json.loads(body), bearer) if path == "/api/v2/query" else self.matomo(path, body)

    def token(self, told: dict[str, list[str]]) -> tuple[int, Any]:
        head, claims, signature = told["assertion"][0].split(".")
        facts = json.loads(_unpacked(claims))
        right = facts["aud"] == f"{self.url}/token" and facts["exp"] - facts["iat"] == 3600
        try:
            PRIVATE.public_key().verify(
                _unpacked(signature), f"{head}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256()
            )
        except InvalidSignature:
            right = False
        if not right or facts["iss"] != "reader@made-up.example":
            return 400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
        return 200, {"access_token": BEARER, "expires_in": 3599, "token_type": "Bearer"}

    def ga4(self, path: str, asked: dict[str, Any], bearer: str) -> tuple[int, Any]:
        if bearer != f"Bearer {BEARER}":
            return 401, {"error": {"code": 401, "message": "Invalid credentials.", "status": "UNAUTHENTICATED"}}
        if path != f"/v1beta/properties/{PROPERTY}:runReport":
            message = "User does not have sufficient permissions for this property."
            return 403, {"error": {"code": 403, "message": message, "status": "PERMISSION_DENIED"}}
        [span] = asked["dateRanges"]
        found = self.within(span["startDate"], span["endDate"])
        start, most = int(asked["offset"]), int(asked["limit"])
        rows = [
            {
                "dimensionValues": [{"value": day.replace("-", "")}, {"value": address}, {"value": medium}],
                "metricValues": [{"value": str(visits)}],
            }
            for day, address, medium, visits in found[start : start + most]
        ]
        # Google leaves out what is empty.
        return 200, {**({"rows": rows, "rowCount": len(found)} if rows else {}), "metadata": self.metadata}

    def plausible(self, asked: dict[str, Any], bearer: str) -> tuple[int, Any]:
        if bearer != f"Bearer {PLAUSIBLE_KEY}" or asked["site_id"] != SITE:
            return 401, {"error": f"Invalid API key or site ID: {bearer}"}
        found = self.within(*asked["date_range"])
        start, most = asked["pagination"]["offset"], asked["pagination"]["limit"]
        rows = [{"dimensions": [day, address], "metrics": [visits]} for day, address, _, visits in found]
        return 200, {"results": rows[start : start + most], "meta": {"total_rows": len(rows)}, "query": asked}

    def matomo(self, path: str, body: str) -> tuple[int, Any]:
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        if path != "/index.php" or asked.get("token_auth") != MATOMO_TOKEN or asked["idSite"] != NUMBER:
            return 200, {"result": "error", "message": f"You can't access this resource: {asked.get('token_auth')}"}
        first, last = asked["date"].split(",")
        days: dict[str, list[Any]] = {first: []}
        for day, address, _, visits in self.within(first, last):
            days.setdefault(day, []).append({"label": address, "entry_nb_visits": visits})
        start, most = int(asked["filter_offset"]), int(asked["filter_limit"])
        return 200, {day: rows[start : start + most] for day, rows in days.items()}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _unpacked(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _handler(counters: Counters) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            counters.asked.append((self.path, body))
            mood = counters.moods.pop(0) if counters.moods and self.path != "/token" else None
            if isinstance(mood, int):
                status, told = mood, {"error": {"message": "Not now."}}
            else:
                status, told = counters.answer(self.path, body, self.headers.get("Authorization", ""))
            content = b"<html>" if mood == "garbled" else json.dumps(told).encode()
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", counters.retry_after)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Tests print nothing."""

    return Handler


@pytest.fixture
def counters(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counters]:
    """Import it into your test module; Google's own address leads here too."""
    from groundswell.reports.traffic_sources import kinds

    settings.ALLOW_PRIVATE_ADDRESSES, settings.OFFLINE = True, False
    server = Counters()
    from dataclasses import replace

    monkeypatch.setitem(kinds.PROVIDERS, "ga4", replace(kinds.PROVIDERS["ga4"], home=server.url))
    yield server
    server.close()
