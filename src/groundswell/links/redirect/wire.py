"""The server's side of a request, as ASGI names it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from groundswell.links.redirect.door import Visit

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


def visit_of(scope: Scope, headers: Mapping[bytes, bytes]) -> Visit:
    """The visit of a request whose headers were read already."""
    client = scope.get("client")
    return Visit(scope["method"], headers, client[0].encode() if client else b"")
