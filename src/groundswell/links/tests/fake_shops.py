"""Small servers that speak the three shops' APIs over a real socket, with paging, keys and moods of their own."""

import json
import threading
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, parse_qsl, urlsplit

WOO_KEY, STRIPE_KEY, SHOPIFY_KEY = "ck_madeup12:cs_madeup12", "rk_live_madeup12", "shpat_madeup12"


class Shop:
    """`orders`, `lists` (Stripe's, by path) and `codes` are what it has; `moods` are answers it gives first: status codes."""

    def __init__(self, per_page: int = 2) -> None:
        self.per_page = per_page
        self.orders: list[dict[str, Any]] = []
        self.lists: dict[str, list[dict[str, Any]]] = {}
        self.codes: dict[str, str] = {}
        self.moods: list[int] = []
        self.asked: list[str] = []
        self.url = ""

    def coupons(self, ask: "Asked") -> "Answer | None":
        """What a shop that makes codes answers; None for anything else. See fake_coupons."""
        return None

    def woocommerce(self, query: dict[str, list[str]]) -> tuple[Any, dict[str, str]]:
        page = int(query["page"][0])
        pages = -(-len(self.orders) // self.per_page)
        return self.orders[(page - 1) * self.per_page : page * self.per_page], {"X-WP-TotalPages": str(pages)}

    def stripe(self, path: str, query: dict[str, list[str]]) -> dict[str, Any]:
        rows = self.lists.get(path, [])
        after = query.get("starting_after", [""])[0]
        start = next((place + 1 for place, row in enumerate(rows) if row["id"] == after), 0)
        return {
            "object": "list",
            "data": rows[start : start + self.per_page],
            "has_more": len(rows) > start + self.per_page,
        }

    def shopify(self, asked: dict[str, Any]) -> dict[str, Any]:
        start = int(asked["variables"]["after"] or 0)
        end = start + self.per_page
        info = {"hasNextPage": end < len(self.orders), "endCursor": str(end)}
        return {"data": {"orders": {"pageInfo": info, "nodes": self.orders[start:end]}}}


class Asked(NamedTuple):
    """A request whose key is right: `body` is a JSON document or the fields of a form."""

    method: str
    path: str
    query: dict[str, list[str]]
    body: dict[str, Any]
    headers: Mapping[str, str]


class Answer(NamedTuple):
    """`lost`: the shop did what it was asked, and breaks the connection off."""

    status: int
    document: Any
    lost: bool = False


@contextmanager
def serving(shop: Shop) -> Iterator[Shop]:
    """The shop behind an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.respond({})

        def do_DELETE(self) -> None:
            self.respond({})

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.respond(json.loads(text) if text.startswith("{") else dict(parse_qsl(text)))

        def respond(self, asked: dict[str, Any]) -> None:
            shop.asked.append(self.path)
            parts = urlsplit(self.path)
            if shop.moods and (mood := shop.moods.pop(0)):
                return self.send(mood, {}, {"Retry-After": "0"})
            login = b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
            keys = {WOO_KEY, f"{STRIPE_KEY}:"}
            if self.headers.get("X-Shopify-Access-Token") != SHOPIFY_KEY and login not in keys:
                return self.send(401, {}, {})
            headers, query = dict(self.headers), parse_qs(parts.query)
            if made := shop.coupons(Asked(self.command, parts.path, query, asked, headers)):
                self.close_connection = made.lost
                return None if made.lost else self.send(made.status, made.document, {})
            if parts.path.endswith("graphql.json"):
                return self.send(200, shop.shopify(asked), {})
            if login == WOO_KEY:
                return self.send(200, *shop.woocommerce(query))
            return self.send(200, shop.stripe(parts.path, query), {})

        def send(self, status: int, document: Any, headers: dict[str, str]) -> None:
            body = json.dumps(document).encode()
            self.send_response(status)
            for name, value in {
                **headers,
                "Content-Length": str(len(body)),
                "Content-Type": "application/json",
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Silent."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that was killed in the middle is no news."""

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    shop.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
