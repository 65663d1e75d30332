"""The addresses of shops' events in front of Django: `POST /hooks/KIND/TOKEN`."""

import asyncio
from typing import Any

from groundswell.links.hooks.door import HookDoor
from groundswell.links.redirect.wire import Application, Receive, Scope, Send

PREFIX = "/hooks/"
LARGEST = 512 * 1024
REST_EVERY = 600.0
_START = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]}
_END = {"type": "http.response.body", "body": b""}


class StoreHooks:
    """An ASGI application: answers a rightly signed event of a store that is in memory, hands everything else on.

    So refusals, pings, and events of stores or secrets a second old are Django's own view's; so are larger bodies,
    which would not fit the step in which journals are loaded.
    """

    def __init__(self, otherwise: Application, door: HookDoor) -> None:
        self.otherwise = otherwise
        self.door = door
        self.resting: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.otherwise(scope, receive, send)
            return
        if self.resting is None:
            self.door.stores.watch()
            self.resting = asyncio.create_task(self._rest())
        path: str = scope["path"]
        if not path.startswith(PREFIX) or scope["method"] != "POST":
            await self.otherwise(scope, receive, send)
            return
        kind, _, token = path[len(PREFIX) :].partition("/")
        store = self.door.find(kind, token)
        if store is None:
            await self.otherwise(scope, receive, send)
            return
        heard = _Heard(receive)
        body = await heard.body()
        if body is not None and self.door.take(kind, store, scope["headers"], body):
            await send(_START)
            await send(_END)
        else:
            await self.otherwise(scope, heard, send)

    async def _rest(self) -> None:
        """Buyers' names lie in the journal: it is let go of now and then, so that the loader clears it away."""
        while True:
            await asyncio.sleep(REST_EVERY)
            self.door.journal.close()


class _Heard:
    """Receives, and tells again what it received: whoever comes after it hears everything from the start."""

    def __init__(self, receive: Receive) -> None:
        self.receive = receive
        self.messages: list[Any] = []

    async def body(self) -> bytes | None:
        """The whole body; None when it is too large or the sender went away before its end."""
        size = 0
        while True:
            message = await self.receive()
            self.messages.append(message)
            size += len(message.get("body", b""))
            if message["type"] != "http.request" or size > LARGEST:
                return None
            if not message.get("more_body", False):
                return b"".join(one.get("body", b"") for one in self.messages)

    async def __call__(self) -> Any:
        return self.messages.pop(0) if self.messages else await self.receive()
