"""Plausible, in its cloud or self-hosted: visits by day and entry page (https://plausible.io/docs/stats-api)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import httpx

from groundswell.reports.traffic_sources.port import Access, Counted, Page
from groundswell.reports.traffic_sources.reading import address_of, day_of, rows_in, strange, whole
from groundswell.reports.traffic_sources.wire import asked

ADDRESS = "https://plausible.io"
DIMENSIONS = ("time:day", "visit:entry_page")
ROWS = 10_000
CURES = {
    400: "Is that the site as Plausible calls it, such as shop.example?",
    401: "Is that a key for the Stats API, of somebody who may see this site, and the site as Plausible calls it?",
    402: "Plausible's plan for this site does not include the Stats API.",
    429: "600 questions an hour are answered; it is asked again later.",
}


class Plausible:
    def __init__(self, http: httpx.Client, access: Access) -> None:
        self.http, self.access = http, access

    def page(self, first: date, last: date, start: int) -> Page:
        """See `VisitCounter.page`."""
        told = asked(
            self.http, f"{self.access.address}/api/v2/query", cures=CURES, secret=self.access.secret,
            headers={"Authorization": f"Bearer {self.access.secret}"}, json=self._question(first, last, start),
        )  # fmt: skip
        rows = tuple(_row(row) for row in rows_in(told, "results"))
        end = start + len(rows)
        total = (told.get("meta") or {}).get("total_rows")
        # An older server tells no total: a full page means that there may be more.
        more = len(rows) == ROWS if total is None else end < whole(total)
        return Page(rows, end if rows and more else None)

    def _question(self, first: date, last: date, start: int) -> dict[str, Any]:
        return {
            "site_id": self.access.site, "metrics": ["visits"], "dimensions": list(DIMENSIONS),
            "date_range": [first.isoformat(), last.isoformat()],
            "order_by": [[name, "asc"] for name in DIMENSIONS],
            "include": {"total_rows": True}, "pagination": {"limit": ROWS, "offset": start},
        }  # fmt: skip


def _row(row: Mapping[str, Any]) -> Counted:
    try:
        (day, address), [visits] = row["dimensions"], row["metrics"]
    except (KeyError, TypeError, ValueError) as error:
        raise strange("a row without its day, its page and its visits") from error
    return Counted(day_of(day), address_of(address), "", whole(visits))
