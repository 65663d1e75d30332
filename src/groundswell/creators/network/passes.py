"""Reading long lists page by page, so that a worker that dies loses nothing and doubles nothing.

Each page is stored in one transaction together with where to go on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from groundswell.creators.models import Account, NetworkPass, Pass
from groundswell.kit import clock
from groundswell.platforms.errors import BudgetSpent, PlatformError, Slow, Unreachable, Unreadable
from groundswell.platforms.facts import Page

CURSORS_LAST = timedelta(hours=12)
Ahead = Callable[[str | None], None]


class Passes:
    """How far the lists of one account were read; one query for all of them."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._rows = {row.what: row for row in NetworkPass.objects.filter(account=account)}

    def read_since(self, what: str, moment: datetime) -> bool:
        """Whether the whole list was read after `moment`, and no pass is under way."""
        row = self._rows.get(what)
        return row is not None and row.started_at is None and row.read_at is not None and row.read_at > moment

    def cursor(self, what: str) -> str:
        """Where the pass that was broken off goes on; empty for the beginning."""
        row = self._rows.get(what)
        return row.cursor if row and _goes_on(row) else ""

    def begin(self, what: str, *, since: Callable[[datetime | None], datetime | None]) -> "Reading":
        """The pass that was broken off, unless its cursor is too old to be of use; else a new one.

        `since` says how far back to read, given when the last whole pass began.
        """
        return begin(self._rows.setdefault(what, NetworkPass(account=self._account, what=what)), since=since)


def begin(row: Pass, *, since: Callable[[datetime | None], datetime | None]) -> "Reading":
    """As `Passes.begin`, of one row."""
    if row.started_at is None or not _goes_on(row):
        row.started_at, row.cursor, row.pages = clock.now(), "", 0
        row.since = since(row.read_at)
    return Reading(row, row.started_at, row.since)


def _goes_on(row: Pass) -> bool:
    return row.started_at is not None and row.started_at >= clock.now() - CURSORS_LAST


@dataclass(slots=True)
class Reading:
    """The pass under way, begun at `started`. `whole` turns False when it stopped at the most pages, not at the end."""

    row: Pass
    started: datetime
    since: datetime | None
    whole: bool = True

    def read(
        self,
        ask: Callable[[str | None], Page[Any]],
        store: Callable[[tuple[Any, ...]], None],
        end: Callable[[], None],
        *,
        most_pages: int,
        ahead: Ahead = lambda cursor: None,
    ) -> None:
        """Asks page after page and stores each; `end` runs with the last one, in its transaction. `ahead` is told the
        next page's cursor before a page is stored, None at the end."""
        row, over = self.row, False
        while not over:
            page = self._asked(ask)
            if page.cursor is not None and page.cursor == row.cursor:
                raise Unreadable("The list repeats the same page for ever.", where="cursor")
            over = page.cursor is None or row.pages + 1 >= most_pages
            ahead(None if over else page.cursor)
            with transaction.atomic():
                store(page.items)
                row.cursor, row.pages = page.cursor or "", row.pages + 1
                if over:
                    self.whole = page.cursor is None
                    end()
                    row.read_at, row.started_at, row.cursor, row.pages = self.started, None, "", 0
                row.save()

    def _asked(self, ask: Callable[[str | None], Page[Any]]) -> Page[Any]:
        try:
            return ask(self.row.cursor or None)
        except (Slow, BudgetSpent, Unreachable):
            raise
        except PlatformError:
            # A cursor may have been refused: the next try begins at the first page.
            type(self.row)._default_manager.filter(pk=self.row.pk).update(cursor="", pages=0)
            raise
