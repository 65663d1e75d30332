"""All live links in memory, kept as fresh as one look a second at the newest change allows."""

import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog
from django.db import close_old_connections
from django.db.models import Count, Max, QuerySet

from groundswell.links.models import Domain, Link
from groundswell.links.rules.targets import prepared

log = structlog.get_logger(__name__)
LOOK_EVERY = 1.0
# Clocks of several hosts differ and transactions end late: what changed shortly before the newest change is read again.
MARGIN = timedelta(seconds=10)


class Entry(NamedTuple):
    """`head + click id + tail` is where a click goes; `expires` in milliseconds since 1970, 0 for never;
    `elsewhere` has another head and tail for some platforms."""

    head: bytes
    tail: bytes
    link_id: bytes
    expires: int
    workspace: int
    elsewhere: Mapping[str, tuple[bytes, bytes]] | None = None


class OwnDomain(NamedTuple):
    """Whose links it answers for, and where everything else on it leads; empty for nowhere."""

    workspace: int
    home: bytes


class Table:
    """Slug to entry; None stands for a link that leads nowhere (inactive)."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry | None] = {}
        self.domains: dict[str, OwnDomain] = {}
        self.looked = False
        self.seen: tuple[datetime | None, int] = (None, 0)
        self._watcher: threading.Thread | None = None
        self._starting = threading.Lock()

    def watch(self) -> None:
        """Starts the one thread that keeps this process's table fresh."""
        with self._starting:
            if self._watcher is None:
                self._watcher = threading.Thread(target=self._watch_for_ever, name="short-links", daemon=True)
                self._watcher.start()

    def _watch_for_ever(self) -> None:
        pause = threading.Event()
        while True:
            try:
                close_old_connections()
                self.refresh()
            except Exception:  # the database may be away for a while: the old table still serves
                log.exception("short_links.refresh_failed")
            pause.wait(LOOK_EVERY)

    def refresh(self) -> bool:
        """Takes in what changed since the last look; True when anything had."""
        domains = read_domains()
        moved = domains != self.domains
        self.domains = domains
        changed = self._refresh_links()
        self.looked = True
        return changed or moved

    def _refresh_links(self) -> bool:
        state = Link.objects.aggregate(newest=Max("changed_at"), count=Count("pk"))
        newest, count = state["newest"], state["count"]
        if (newest, count) == self.seen:
            return False
        since, _ = self.seen
        if since is not None:
            self.entries.update(read(Link.objects.filter(changed_at__gte=since - MARGIN)))
        if since is None or len(self.entries) != count:
            self.entries = read(Link.objects.all())
        self.seen = (newest, count)
        return True

    def look_up(self, slug: str) -> Entry | None:
        """The entry as the database has it now, which this table then knows too."""
        found = read(Link.objects.filter(slug=slug))
        self.entries.update(found)
        return found.get(slug)


def read(links: QuerySet[Link]) -> dict[str, Entry | None]:
    """Prepared entries of these links. The door is public, so this is read over all workspaces."""
    rows = links.values_list(
        "slug", "target_url", "utm", "carries", "pk", "active", "expires_at", "workspace", "platform_targets"
    )
    return {
        slug: Entry(
            *prepared(target, utm, carries),
            b"%d" % pk,
            _milliseconds(expires),
            workspace,
            {name: prepared(url, utm) for name, url in elsewhere.items()} or None,
        )
        if active
        else None
        for slug, target, utm, carries, pk, active, expires, workspace, elsewhere in rows.iterator()
    }


def read_domains() -> dict[str, OwnDomain]:
    """Every domain that was found to lead here: few rows, so all are read at each look."""
    rows = Domain.objects.filter(verified_at__isnull=False).values_list("name", "workspace", "home_url")
    return {name: OwnDomain(workspace, home.encode("ascii")) for name, workspace, home in rows}


def _milliseconds(moment: datetime | None) -> int:
    return int(moment.timestamp() * 1000) if moment else 0
