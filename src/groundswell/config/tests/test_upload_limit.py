"""The body's limit, spoken to as a server speaks to it."""

import asyncio
import json
from typing import Any

import pytest

from groundswell.config.upload_limit import Message, Receive, Scope, Send, UploadLimit

read: list[bytes] = []


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads the whole body, then answers 200; like Django it answers nothing to a client that has gone."""
    read.clear()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        read.append(message["body"])
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})


def ask(pieces: list[bytes], headers: list[tuple[bytes, bytes]] | None = None, path: str = "/") -> list[Message]:
    sent: list[Message] = []
    left = list(pieces)

    async def receive() -> Message:
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {"type": "http", "path": path, "headers": headers or []}
    asyncio.run(UploadLimit(application, 10)(scope, receive, send))
    return sent


def test_a_body_within_the_limit_passes() -> None:
    assert ask([b"12345", b"67890"])[0]["status"] == 200


def test_an_announced_giant_is_refused_unread() -> None:
    read[:] = [b"untouched"]
    assert ask([b"x"], [(b"content-length", b"11")])[0]["status"] == 413
    assert read == [b"untouched"]


def test_an_unannounced_giant_is_cut_off() -> None:
    answer = ask([b"12345", b"67890", b"1", b"never asked for"])
    assert answer[0]["status"] == 413
    assert read == [b"12345", b"67890"]
    assert b"UPLOAD_LIMIT_MB" in answer[1]["body"]


@pytest.mark.parametrize(("path", "headers"), [("/api/v1/imports", []), ("/w/x/", [(b"hx-request", b"true")])])
def test_scripts_get_json(path: str, headers: list[tuple[bytes, bytes]]) -> None:
    answer = ask([b"12345678901"], headers, path)
    assert json.loads(answer[1]["body"])["error"] == "too_large"
