"""The pixel's addresses in front of Django: `/px/KEY/p.js`, `/px/KEY/view.gif`, `/px/KEY/order.gif`."""

import base64
from pathlib import Path

from groundswell.links.pixel.door import PixelDoor
from groundswell.links.redirect.wire import Application, Receive, Scope, Send, visit_of

PREFIX = "/px/"
GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
SCRIPT = Path(__file__).with_name("pixel.js").read_bytes()
_ANYWHERE = (
    (b"access-control-allow-origin", b"*"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-robots-tag", b"noindex"),
)
_GIF_HEADERS = (
    (b"content-type", b"image/gif"), (b"cache-control", b"private, no-store"), (b"content-length", b"%d" % len(GIF)), *_ANYWHERE,
)  # fmt: skip
_SCRIPT_HEADERS = (
    (b"content-type", b"text/javascript; charset=utf-8"), (b"cache-control", b"public, max-age=3600"),
    (b"content-length", b"%d" % len(SCRIPT)), *_ANYWHERE,
)  # fmt: skip
_GIFS = {"view.gif": "view", "order.gif": "order"}


class Pixels:
    """An ASGI application: answers for the pixel, hands everything else on."""

    def __init__(self, otherwise: Application, door: PixelDoor) -> None:
        self.otherwise = otherwise
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(PREFIX) and scope["method"] in ("GET", "HEAD"):
            key, _, name = scope["path"][len(PREFIX) :].partition("/")
            head = scope["method"] == "HEAD"
            if name == "p.js":
                await _answer(send, 200, _SCRIPT_HEADERS, b"" if head else SCRIPT)
                return
            if name in _GIFS:
                visit = visit_of(scope, dict(scope["headers"]))
                status = self.door.take(_GIFS[name], key, scope.get("query_string", b""), visit)
                await _answer(send, status, _GIF_HEADERS, b"" if head else GIF)
                return
        await self.otherwise(scope, receive, send)


async def _answer(send: Send, status: int, headers: tuple[tuple[bytes, bytes], ...], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
