"""From the journals into the database: every click exactly once.

The position in a journal moves in the same transaction in which its clicks arrive, and a click's id is unique, so a
loader that dies anywhere, or two that meet, neither lose nor double a click.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import structlog
from crawlerdetect import CrawlerDetect
from django.conf import settings
from django.db import transaction

from groundswell.creators.imports.writing import bulk
from groundswell.kit import clock
from groundswell.links.models import Click, JournalPosition, Link
from groundswell.links.redirect.journal import journals, remove_if_abandoned
from groundswell.links.redirect.visitors import destroy_keys_before, name_of
from groundswell.links.rules.journal import JournalClick, parsed, whole_lines
from groundswell.links.services.attribution import attribute_by_clicks
from groundswell.links.services.going_live import go_live

log = structlog.get_logger(__name__)
CHUNK = 2 * 1024 * 1024
BATCH = 500
COLUMNS = ("click_id", "workspace_id", "link_id", "at", "visitor", "referrer", "user_agent", "excluded")
KNOWN = "SELECT click_id FROM links_click WHERE click_id {wanted}"
_crawlers = CrawlerDetect()
Take = Callable[[Sequence[bytes]], tuple[int, int]]
"""Brings whole lines in: (how many were new, how many were unreadable)."""


class Loaded(NamedTuple):
    """What one run did: clicks that were new, lines that were no click, journals cleared away."""

    clicks: int
    unreadable: int
    removed: int


def load_clicks(folder: Path | None = None) -> Loaded:
    """Loads every journal to its end, clears finished ones away and destroys visitor keys of past days."""
    return load_journals(folder or settings.HOME / "clicks", _take)


def load_journals(folder: Path, take: Take) -> Loaded:
    """The same for lines of any kind, which `take` brings in within the transaction that moves the position."""
    clicks = unreadable = removed = 0
    for path in journals(folder):
        new, bad = _load_journal(path, take)
        clicks, unreadable = clicks + new, unreadable + bad
        removed += _clear(path)
    destroy_keys_before(folder, name_of(int(clock.now().timestamp() * 1000)))
    if clicks or unreadable:
        log.info("journals.loaded", folder=folder.name, clicks=clicks, unreadable=unreadable, removed=removed)
    return Loaded(clicks, unreadable, removed)


def _load_journal(path: Path, take: Take) -> tuple[int, int]:
    clicks = unreadable = 0
    while True:
        step = _load_chunk(path, take)
        if step is None:
            return clicks, unreadable
        clicks, unreadable = clicks + step[0], unreadable + step[1]


@transaction.atomic
def _load_chunk(path: Path, take: Take) -> tuple[int, int] | None:
    """One chunk and the position after it, together; None at the journal's end."""
    JournalPosition.objects.get_or_create(journal=path.name)
    position = JournalPosition.objects.select_for_update().get(journal=path.name)
    try:
        with path.open("rb") as file:
            file.seek(position.offset)
            lines, taken = whole_lines(file.read(CHUNK))
    except FileNotFoundError:  # another loader was faster and cleared it away
        position.delete()
        return None
    if not taken:
        return None
    done = take(lines)
    position.offset += taken
    position.save(update_fields=["offset"])
    return done


def _take(lines: Sequence[bytes]) -> tuple[int, int]:
    found = [parsed(line) for line in lines if line]
    return _insert([click for click in found if click is not None]), found.count(None)


def _insert(clicks: Sequence[JournalClick]) -> int:
    known = {row[0] for row in bulk.select(KNOWN, [], [click.click_id for click in clicks])}
    fresh = {click.click_id: click for click in clicks if click.click_id not in known}
    rows_of = Link.objects.filter(pk__in={c.link_id for c in fresh.values()})
    told = {
        pk: (owner, minutes)
        for pk, owner, minutes in rows_of.values_list("pk", "workspace", "workspace__repeat_minutes")
    }
    owners = {pk: owner for pk, (owner, _) in told.items()}
    wanted = sorted((click for click in fresh.values() if click.link_id in owners), key=lambda click: click.at)
    repeats = _Repeats(wanted, {pk: timedelta(minutes=minutes) for pk, (_, minutes) in told.items()})
    rows = [
        (
            c.click_id, owners[c.link_id], c.link_id, bulk.moment(c.at), c.visitor, c.referrer, c.user_agent,
            c.flag or crawler(c.user_agent) or repeats.flag(c),
        )
        for c in wanted
    ]  # fmt: skip
    bulk.insert(Click, COLUMNS, rows, "DO NOTHING")
    attribute_by_clicks(click_ids=[click.click_id for click in wanted])
    go_live({click.link_id for click in wanted})
    return len(rows)


@lru_cache(maxsize=20_000)
def crawler(user_agent: str) -> str:
    """`bot` for a program that says so, or says nothing; else empty."""
    return "bot" if not user_agent or _crawlers.isCrawler(user_agent) else ""


class _Repeats:
    """Which clicks are the same visitor's on the same link within the workspace's window of one that counted.

    It looks both ways in time: two journals may be loaded in either order.
    """

    def __init__(self, clicks: Iterable[JournalClick], windows: Mapping[int, timedelta]) -> None:
        self.windows = windows
        self.counted: dict[tuple[str, int], list[datetime]] = {}
        visitors = {click.visitor for click in clicks}
        first, last = (f((c.at for c in clicks), default=None) for f in (min, max))
        if first is None or last is None:
            return
        longest = max(windows.values())
        for visitor, link, at in _counted_clicks(sorted(visitors), first - longest, last + longest):
            self.counted.setdefault((visitor, link), []).append(at)

    def flag(self, click: JournalClick) -> str:
        times = self.counted.setdefault((click.visitor, click.link_id), [])
        if any(abs(click.at - at) < self.windows[click.link_id] for at in times):
            return "repeat"
        times.append(click.at)
        return ""


def _counted_clicks(visitors: Sequence[str], first: datetime, last: datetime) -> Iterator[tuple[str, int, datetime]]:
    for start in range(0, len(visitors), BATCH):
        some = Click.objects.filter(visitor__in=visitors[start : start + BATCH], at__range=(first, last), excluded="")
        yield from some.values_list("visitor", "link_id", "at")


def _clear(path: Path) -> bool:
    position = JournalPosition.objects.filter(journal=path.name).first()
    try:
        gone = remove_if_abandoned(path, position.offset if position else 0)
    except FileNotFoundError:
        return False
    if gone:
        JournalPosition.objects.filter(journal=path.name).delete()
    return gone
