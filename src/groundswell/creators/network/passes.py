"""Reading long lists page by page, so that a worker that dies loses nothing and doubles nothing.

Each page is stored in one transaction together with where to go on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from groundswell.creators.models import Account, NetworkPass
from groundswell.kit import clock
from groundswell.platforms.errors import BudgetSpent, PlatformError, Slow, Unreachable, Unreadable
from groundswell.platforms.facts import Page

CURSORS_LAST = timedelta(hours=12)


@dataclass(slots=True)
class Reading:
    """The pass under way. `whole` turns False when it stopped at the most pages instead of at the end."""

    row: NetworkPass
    whole: bool = True


def begin(account: Account, what: str, *, since: Callable[[datetime | None], datetime | None]) -> Reading:
    """The pass that was broken off, unless its cursor is too old to be of use; else a new one.

    `since` says how far back to read, given when the last whole pass began.
    """
    row, _ = NetworkPass.objects.get_or_create(account=account, what=what)
    if row.started_at is None or row.started_at < clock.now() - CURSORS_LAST:
        row.started_at, row.cursor, row.pages = clock.now(), "", 0
        row.since = since(row.read_at)
        row.save()
    return Reading(row)


def read_since(account: Account, what: str, moment: datetime) -> bool:
    """Whether the whole list was read after `moment`, and no pass is under way."""
    return NetworkPass.objects.filter(account=account, what=what, started_at=None, read_at__gt=moment).exists()


def read(
    reading: Reading,
    ask: Callable[[str | None], Page[Any]],
    store: Callable[[tuple[Any, ...]], None],
    end: Callable[[Reading], None],
    *,
    most_pages: int,
) -> None:
    """Asks page after page, stores each, and ends the pass with the last one in its transaction."""
    row = reading.row
    while row.started_at is not None:
        page = _asked(row, ask)
        if page.cursor is not None and page.cursor == row.cursor:
            raise Unreadable("The list repeats the same page for ever.", where="cursor")
        with transaction.atomic():
            store(page.items)
            row.cursor, row.pages = page.cursor or "", row.pages + 1
            row.save()
            if page.cursor is None or row.pages >= most_pages:
                reading.whole = page.cursor is None
                end(reading)


def close(row: NetworkPass) -> None:
    """The pass is over: the next one begins anew."""
    row.read_at, row.started_at, row.cursor, row.pages = row.started_at, None, "", 0
    row.save()


def _asked(row: NetworkPass, ask: Callable[[str | None], Page[Any]]) -> Page[Any]:
    try:
        return ask(row.cursor or None)
    except (Slow, BudgetSpent, Unreachable):
        raise
    except PlatformError:
        # A cursor may have been refused: the next try begins at the first page.
        NetworkPass.objects.filter(pk=row.pk).update(cursor="", pages=0)
        raise
