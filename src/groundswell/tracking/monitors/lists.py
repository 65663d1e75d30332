"""All monitors of the installation as one thing to look posts up in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

from groundswell.links.models import Domain, Link
from groundswell.links.queries.bases import base_of
from groundswell.platforms.facts import PostFacts
from groundswell.platforms.places import Place, place_of
from groundswell.platforms.watch import Reason, Watch, seen
from groundswell.tracking.models import Monitor, MonitorScan

WATCHED_AS = {"hashtag": "hashtag", "name": "name", "handle": "mention", "link": "link"}


class Row(NamedTuple):
    """A monitor as it is looked up. `also` are other things that mean it: ids behind a handle, short links to a page."""

    pk: int
    workspace_id: int
    kind: str
    value: str
    platform: str
    also: tuple[str, ...] = ()


@dataclass(slots=True)
class WatchList:
    """The monitors that matter on one network."""

    rows: dict[int, Row] = field(default_factory=dict)
    meaning: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def terms(self) -> dict[str, list[str]]:
        """The keywords of `Watch`."""
        found: dict[str, list[str]] = {"names": [], "hashtags": [], "mentions": [], "links": []}
        for kind, value in self.meaning:
            found[f"{kind}s"].append(value)
        return found

    def monitors(self, reasons: Iterable[Reason]) -> list[Row]:
        """The monitors that these reasons speak for, each once."""
        pks = dict.fromkeys(pk for reason in reasons for pk in self.meaning.get((reason.kind, reason.value), ()))
        return [self.rows[pk] for pk in pks]


class Lookup:
    """The active monitors as they stand now; asked for many posts, it reads the database once."""

    def __init__(self) -> None:
        self._rows = _rows()

    def met(self, facts: PostFacts) -> list[Row]:
        """The monitors that a post meets, of all workspaces."""
        if not self._rows:
            return []
        listed, watch = _built(facts.platform, self._rows)
        return listed.monitors(watch.reasons(seen(facts)))

    def on(self, platform: str) -> WatchList:
        """Those that matter on this network."""
        return _built(platform, self._rows)[0]


def _rows() -> tuple[Row, ...]:
    fields = ("pk", "workspace_id", "kind", "value", "platform")
    rows = [Row(*one) for one in Monitor.objects.filter(paused_at=None).order_by("pk").values_list(*fields)]
    if not rows:
        return ()
    also: dict[int, list[str]] = defaultdict(list)
    handles = MonitorScan.objects.exclude(identity="").filter(monitor__paused_at=None)
    for pk, identity in handles.order_by("pk").values_list("monitor_id", "identity"):
        also[pk].append(identity)
    pages = {row.pk: place for row in rows if row.kind == "link" and (place := place_of(row.value))}
    for pk, address in _short_links(rows, pages):
        also[pk].append(address)
    return tuple(row._replace(also=tuple(also[row.pk])) for row in rows)


def _short_links(rows: Iterable[Row], pages: dict[int, Place]) -> Iterable[tuple[int, str]]:
    """Our own short links that lead to a watched page of the same workspace."""
    if not pages:
        return
    wanted = [row for row in rows if row.pk in pages]
    workspaces = {row.workspace_id for row in wanted}
    links = Link.objects.filter(workspace__in=workspaces).order_by("pk")
    bases: dict[int, list[str]] = {pk: [f"{settings.PUBLIC_URL}/l"] for pk in workspaces}
    named = Domain.objects.filter(workspace__in=workspaces, verified_at__isnull=False).order_by("name")
    for owner, name in named.values_list("workspace_id", "name"):
        bases[owner].append(base_of(name))
    for workspace, slug, target in links.values_list("workspace_id", "slug", "target_url"):
        if (place := place_of(target)) is None:
            continue
        for row in wanted:
            if row.workspace_id == workspace and pages[row.pk].holds(place):
                yield from ((row.pk, f"{base}/{slug}") for base in bases[workspace])


@lru_cache(maxsize=32)
def _built(platform: str, rows: tuple[Row, ...]) -> tuple[WatchList, Watch]:
    listed = WatchList()
    for row in rows:
        if row.platform in ("", platform):
            listed.rows[row.pk] = row
            for value in (row.value, *row.also):
                listed.meaning[WATCHED_AS[row.kind], value].append(row.pk)
    return listed, Watch(**listed.terms())
