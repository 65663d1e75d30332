"""The toy network's server: what it knows can be changed while it runs, and it counts what it is asked."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

PAGE = 10


class ToyServer:
    """`comments` are answers by post, `people` profiles by id, `posts`, `follows` (followers) and `following` lists by id, newest first; `pause` seconds before each answer.

    A page is ten items, its cursor the number of the next item. `lines` are the addresses as they were asked, in order;
    `most_at_once` how many were under way together.
    """

    def __init__(self) -> None:
        self.people: dict[str, dict[str, Any]] = {}
        self.posts: dict[str, list[dict[str, Any]]] = {}
        self.follows: dict[str, list[str]] = {}
        self.following: dict[str, list[str]] = {}
        self.comments: dict[str, list[dict[str, Any]]] = {}
        self.asked: Counter[str] = Counter()
        self.lines: list[str] = []
        self.under_way = self.most_at_once = 0
        self.failing: dict[str, int] = {}
        self.pause = 0.0
        self.start = datetime(2026, 11, 1, tzinfo=UTC)
        self._server = _Quiet(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def join(self, name: str, *, posts: int = 0, followers: int = 0, **facts: Any) -> str:
        """Somebody with that many posts, one an hour from `start`, and followers; answers the id."""
        pk = f"id:{name}"
        self.people[pk] = {
            "platform": "bluesky", "external_id": pk, "handle": f"{name}.example", "url": f"https://toy.example/{name}",
            "display_name": name.title(), "metrics": {"followers": float(followers)}, **facts,
        }  # fmt: skip
        self.posts[pk] = [self.post(pk, number) for number in range(posts, 0, -1)]
        self.follows[pk] = [f"id:{name}-{number}" for number in range(followers)]
        return pk

    def post(self, pk: str, number: int) -> dict[str, Any]:
        published = self.start + timedelta(hours=number)
        return {
            "platform": "bluesky", "external_id": f"{pk}/{number}", "url": f"https://toy.example/{pk}/{number}",
            "author_id": pk, "caption": f"Post {number}", "metrics": {"likes": float(number), "comments": 1.0},
            "published_at": published.isoformat(), "raw": {"number": number},
        }  # fmt: skip

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.asked[path] += 1
        time.sleep(self.pause)
        if path in self.failing:
            return self.failing[path], {}
        if path == "/profile":
            found = [one for one in self.people.values() if query["ref"] in (one["external_id"], one["handle"])]
            return (200, found[0]) if found else (404, {})
        if path == "/comments":
            told = self.comments.get(query["post"])
            return (404, {}) if told is None else (200, {"items": told})
        if path == "/search":
            return 200, self._found(query)
        pk, start = query["account"], int(query.get("cursor", 0))
        if pk not in self.people:
            return 404, {}
        if path == "/posts":
            since = query.get("since", "")
            items: list[Any] = [one for one in self.posts[pk] if one["published_at"] >= since]
        elif path == "/readings":
            known = {one["external_id"]: one["metrics"] for one in self.posts[pk]}
            return 200, {"items": {key: known.get(key) for key in json.loads(query["ids"])}}
        else:
            listed = self.follows[pk] if query["direction"] == "followers" else self.following.get(pk, [])
            items = [
                {"platform": "bluesky", "external_id": one, "handle": f"{one[3:]}.example", "url": ""} for one in listed
            ]
        more = str(start + PAGE) if start + PAGE < len(items) else None
        return 200, {"items": items[start : start + PAGE], "cursor": more}

    def say(self, pk: str, caption: str, **facts: Any) -> dict[str, Any]:
        """A new post of somebody, the newest; answers it."""
        number = len(self.posts[pk]) + 1
        told = {**self.post(pk, number), "caption": caption, **facts}
        self.posts[pk].insert(0, told)
        return told

    def _found(self, query: dict[str, str]) -> dict[str, Any]:
        start, words = int(query.get("cursor", 0)), query["words"].casefold()
        items = [
            one
            for posts in self.posts.values()
            for one in posts
            if words in str(one).casefold() and one["published_at"] >= query.get("since", "")
        ]
        items.sort(key=lambda one: str(one["published_at"]), reverse=True)
        more = str(start + PAGE) if start + PAGE < len(items) else None
        return {"items": items[start : start + PAGE], "cursor": more}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Clients of tests hang up whenever they like."""


def _handler(server: ToyServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            server.lines.append(unquote(self.path))
            server.under_way += 1
            server.most_at_once = max(server.most_at_once, server.under_way)
            status, document = server.answer(parts.path, dict(parse_qsl(parts.query)))
            server.under_way -= 1
            body = json.dumps(document).encode()
            # Head and body in one packet: else the kernel holds the second back for 40 ms.
            head = f"HTTP/1.1 {status} Toy\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            self.wfile.write(head.encode() + body)

        def log_message(self, format: str, *args: object) -> None:
            """Tests print nothing."""

    return Handler


@pytest.fixture
def toy_server() -> Iterator[ToyServer]:
    """Import it into your test module or conftest."""
    server = ToyServer()
    yield server
    server.close()
