"""The fast path in front of Django: short links that are in memory never reach it, and own domains never do."""

from groundswell.links.redirect.door import HEADERS, Door
from groundswell.links.redirect.hosts import host_named
from groundswell.links.redirect.own_domains import answer_on
from groundswell.links.redirect.wire import Application, Receive, Scope, Send, visit_of

PREFIX = "/l/"
_END = {"type": "http.response.body", "body": b""}


class ShortLinks:
    """An ASGI application: answers for live short links, hands everything else on.

    What is not in memory (a brand-new link, a mistyped one, an expired one) goes to Django's own view of the same
    address, which asks the database. What is for a host of nobody's goes to Django too, which refuses it.
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
            headers = dict(scope["headers"])
            host = host_named(headers.get(b"host", b""))
            if not host.ours:
                if await answer_on(host.name, scope, headers, send, self.door):
                    return
            elif scope["path"].startswith(PREFIX) and scope["method"] in ("GET", "HEAD"):
                entry = self.door.table.entries.get(scope["path"][3:])
                location = self.door.location(entry, visit_of(scope, headers)) if entry else None
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

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            event = (await receive())["type"]
            await send({"type": f"{event}.complete"})
            if event == "lifespan.shutdown":
                self.door.journal.close()
                return
