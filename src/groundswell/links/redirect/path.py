"""The fast path in front of Django: short links that are in memory never reach it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from groundswell.links.redirect.door import HEADERS, Door, Visit

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

PREFIX = "/l/"
_END = {"type": "http.response.body", "body": b""}


class ShortLinks:
    """An ASGI application: answers for live short links, hands everything else on.

    What is not in memory (a brand-new link, a mistyped one, an expired one) goes to Django's own view of the same
    address, which asks the database.
    """

    def __init__(self, otherwise: Application, door: Door) -> None:
        self.otherwise = otherwise
        self.door = door
        self.watching = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self.watching:
            self.watching = True
            self.door.table.watch()
        if scope["type"] == "http":
            path: str = scope["path"]
            if path.startswith(PREFIX) and scope["method"] in ("GET", "HEAD"):
                location = self._location(path[3:], scope)
                if location is not None:
                    await send(
                        {"type": "http.response.start", "status": 302, "headers": [(b"location", location), *HEADERS]}
                    )
                    await send(_END)
                    return
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        await self.otherwise(scope, receive, send)

    def _location(self, slug: str, scope: Scope) -> bytes | None:
        entry = self.door.table.entries.get(slug)
        if entry is None:
            return None
        client = scope.get("client")
        address = client[0].encode() if client else b""
        return self.door.location(entry, Visit(scope["method"], dict(scope["headers"]), address))

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            event = (await receive())["type"]
            await send({"type": f"{event}.complete"})
            if event == "lifespan.shutdown":
                self.door.journal.close()
                return
