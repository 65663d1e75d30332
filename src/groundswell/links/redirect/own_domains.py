"""What an own domain answers: its workspace's links, the proof that it leads here, and nothing of the application."""

from collections.abc import Mapping

from groundswell.links.models import Domain
from groundswell.links.redirect.asking import asked
from groundswell.links.redirect.door import HEADERS, Door
from groundswell.links.redirect.saying import NOTHING, say
from groundswell.links.redirect.table import OwnDomain
from groundswell.links.redirect.wire import Scope, Send, visit_of
from groundswell.links.rules.domains import PROOF, slug_in
from groundswell.links.rules.names import is_slug


async def answer_on(name: str, scope: Scope, headers: Mapping[bytes, bytes], send: Send, door: Door) -> bool:
    """Answers a request for a host that is not the application's; False when that host is nobody's own domain."""
    path, table = scope["path"], door.table
    if path.startswith(PROOF) and await asked(_proves, name, path.removeprefix(PROOF)):
        await say(send, 200, b"text/plain; charset=us-ascii", path.removeprefix(PROOF).encode(), scope)
        return True
    if not table.looked:
        await asked(table.refresh)
    own = table.domains.get(name)
    if own is None:
        return False
    location = await _location(own, scope, headers, door) if scope["method"] in ("GET", "HEAD") else b""
    if location:
        await send({"type": "http.response.start", "status": 302, "headers": [(b"location", location), *HEADERS]})
        await send({"type": "http.response.body", "body": b""})
    else:
        await say(send, 404, b"text/html; charset=utf-8", NOTHING, scope)
    return True


async def _location(own: OwnDomain, scope: Scope, headers: Mapping[bytes, bytes], door: Door) -> bytes:
    """Where the link of this workspace leads, else the domain's home, else empty."""
    slug, entries = slug_in(scope["path"]), door.table.entries
    entry = entries.get(slug)
    if entry is None and slug not in entries and is_slug(slug):
        entry = await asked(door.table.look_up, slug)
    if entry is None or entry.workspace != own.workspace:
        return own.home
    return door.location(entry, visit_of(scope, headers)) or own.home


def _proves(name: str, token: str) -> bool:
    """Whether a workspace waits for this answer, or has got it before."""
    return token.isascii() and "\0" not in token and Domain.objects.filter(name=name, token=token).exists()
