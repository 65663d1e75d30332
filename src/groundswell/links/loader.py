"""From the journals into the database: every click exactly once.

The position in a journal moves in the same transaction in which its clicks arrive, and a click's id is unique, so a
loader that dies anywhere, or two that meet, neither lose nor double a click.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import structlog
from django.conf import settings
from django.db import transaction

from groundswell.kit import clock
from groundswell.links.arrivals import take_clicks
from groundswell.links.models import JournalPosition
from groundswell.links.redirect.journal import journals, remove_if_abandoned
from groundswell.links.redirect.visitors import destroy_keys_before, name_of
from groundswell.links.rules.journal import whole_lines

log = structlog.get_logger(__name__)
CHUNK = 8 * 1024 * 1024  # some 50,000 clicks, for a second: other writers wait so long
Take = Callable[[bytes], tuple[int, int]]
"""Brings whole lines in: (how many were new, how many were unreadable)."""


class Loaded(NamedTuple):
    """What one run did: clicks that were new, lines that were no click, journals cleared away."""

    clicks: int
    unreadable: int
    removed: int


def load_clicks(folder: Path | None = None) -> Loaded:
    """Loads every journal to its end, clears finished ones away and destroys visitor keys of past days."""
    return load_journals(folder or settings.HOME / "clicks", take_clicks)


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
            body = whole_lines(file.read(CHUNK))
    except FileNotFoundError:  # another loader was faster and cleared it away
        position.delete()
        return None
    if not body:
        return None
    done = take(body)
    position.offset += len(body)
    position.save(update_fields=["offset"])
    return done


def _clear(path: Path) -> bool:
    position = JournalPosition.objects.filter(journal=path.name).first()
    try:
        gone = remove_if_abandoned(path, position.offset if position else 0)
    except FileNotFoundError:
        return False
    if gone:
        JournalPosition.objects.filter(journal=path.name).delete()
    return gone
