"""The few plain answers that an own domain has of its own."""

from groundswell.links.redirect.wire import Scope, Send

NOTHING = (
    b'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    b"<title>Nothing here</title><p>This link leads nowhere. Please ask whoever gave it to you.</p></html>"
)
_PLAIN = (
    (b"cache-control", b"private, no-store"),
    (b"x-robots-tag", b"noindex"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)


async def say(send: Send, status: int, kind: bytes, body: bytes, scope: Scope) -> None:
    headers = [(b"content-type", kind), (b"content-length", b"%d" % len(body)), *_PLAIN]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
