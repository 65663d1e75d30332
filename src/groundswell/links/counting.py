"""Clicks added up by day and hour. Who writes clicks adds them in the same transaction; `recount` makes all anew."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import connection, transaction

from groundswell.creators.imports.writing import bulk
from groundswell.links.models import ClickDay, ClickHour
from groundswell.links.rules.moments import DAY, HOUR, written

DAYS = ("workspace_id", "link_id", "day", "counted", "excluded", "visitors")
HOURS = ("workspace_id", "link_id", "hour", "counted", "first")
ADD_DAY = """(link_id, day) DO UPDATE SET counted = links_clickday.counted + EXCLUDED.counted,
    excluded = links_clickday.excluded + EXCLUDED.excluded, visitors = links_clickday.visitors + EXCLUDED.visitors"""
ADD_HOUR = """(link_id, hour) DO UPDATE SET counted = links_clickhour.counted + EXCLUDED.counted,
    first = CASE WHEN EXCLUDED.first < links_clickhour.first THEN EXCLUDED.first ELSE links_clickhour.first END"""
RECOUNT = (
    "DELETE FROM links_clickday",
    "DELETE FROM links_clickhour",
    """INSERT INTO links_clickday (workspace_id, link_id, day, counted, excluded, visitors)
    SELECT workspace_id, link_id, {day}, COUNT(*) FILTER (WHERE excluded = ''), COUNT(*) FILTER (WHERE excluded <> ''),
        COUNT(DISTINCT visitor) FILTER (WHERE excluded = '') FROM links_click GROUP BY 1, 2, 3""",
    """INSERT INTO links_clickhour (workspace_id, link_id, hour, counted, first)
    SELECT workspace_id, link_id, {hour}, COUNT(*), MIN(at) FROM links_click WHERE excluded = '' GROUP BY 1, 2, 3""",
)
OF_MOMENT = {
    "sqlite": {"day": "substr(at, 1, 10)", "hour": "substr(at, 1, 13) || ':00:00'"},
    "postgresql": {"day": "(at AT TIME ZONE 'UTC')::date", "hour": "date_trunc('hour', at, 'UTC')"},
}


class Tally:
    """Of one link in one hour."""

    __slots__ = ("counted", "excluded", "first", "visitors")

    def __init__(self) -> None:
        self.counted = self.excluded = self.visitors = self.first = 0


class Counts:
    """What new clicks, given oldest first, add."""

    def __init__(self) -> None:
        self.hours: dict[tuple[int, int], Tally] = {}

    def add(self, link: int, milliseconds: int, excluded: str, *, new: bool) -> None:
        """`new`: the visitor's first on the link that counts that day."""
        key = (link, milliseconds // HOUR)
        tally = self.hours.get(key)
        if tally is None:
            tally = self.hours[key] = Tally()
        if excluded:
            tally.excluded += 1
            return
        tally.first = tally.first or milliseconds
        tally.counted += 1
        tally.visitors += new

    def save(self, workspaces: Mapping[int, int]) -> None:
        """Adds them to the database; `workspaces` tells each link's. In order, so that two loaders never wait for each other."""
        days: dict[tuple[int, int], list[int]] = {}
        hours = []
        for (link, hour), tally in sorted(self.hours.items()):
            sums = days.setdefault((link, hour * HOUR // DAY), [0, 0, 0])
            for place, more in enumerate((tally.counted, tally.excluded, tally.visitors)):
                sums[place] += more
            if tally.counted:
                hours.append((workspaces[link], link, written(hour * HOUR), tally.counted, written(tally.first)))
        rows = [(workspaces[link], link, written(day * DAY)[:10], *sums) for (link, day), sums in days.items()]
        bulk.insert(ClickDay, DAYS, rows, ADD_DAY)
        bulk.insert(ClickHour, HOURS, hours, ADD_HOUR)


class Recounted(NamedTuple):
    """How many sums there are now."""

    days: int
    hours: int


@transaction.atomic
def recount() -> Recounted:
    """Drops all sums and adds up every click anew; loaders wait so long."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("LOCK TABLE links_clickday, links_clickhour IN SHARE ROW EXCLUSIVE MODE")
        for statement in RECOUNT:
            cursor.execute(statement.format_map(OF_MOMENT[connection.vendor]))
    return Recounted(ClickDay.objects.count(), ClickHour.objects.count())
