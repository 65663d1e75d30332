"""The largest body the server takes, held before Django writes any of it to disk."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class UploadLimit:
    """Answers 413 to a request whose body is, or is announced to be, longer than `limit` bytes."""

    def __init__(self, app: App, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"")
        if announced.isdigit() and int(announced) > self.limit:
            await self._refuse(scope, send)
            return
        body = _Counted(receive, self.limit)
        answer = _Answer(send, body)
        await self.app(scope, body, answer)
        if body.passed and not answer.started:
            await self._refuse(scope, send)

    async def _refuse(self, scope: Scope, send: Send) -> None:
        document = {"error": "too_large", "message": self._message(), "where": scope["path"]}
        wants_json = scope["path"].startswith("/api/") or (b"hx-request", b"true") in scope["headers"]
        kind, text = (
            ("application/json", json.dumps(document)) if wants_json else ("text/plain; charset=utf-8", self._message())
        )
        headers = [(b"content-type", kind.encode()), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": text.encode()})

    def _message(self) -> str:
        return f"A file may be at most {self.limit // 1_048_576} MB. Split it, or raise UPLOAD_LIMIT_MB."


class _Counted:
    """Counts what is received; past the limit the reader is told that the client has gone."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive = receive
        self.left = limit
        self.passed = False

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            self.passed = True
            return {"type": "http.disconnect"}
        return message


class _Answer:
    """Passes the answer on unless the body has gone past its limit."""

    def __init__(self, send: Send, body: _Counted) -> None:
        self.send = send
        self.body = body
        self.started = False

    async def __call__(self, message: Message) -> None:
        if self.body.passed and not self.started:
            return
        self.started = True
        await self.send(message)
