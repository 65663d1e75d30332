"""Matomo, in its cloud or self-hosted: visits by day and entry page
(https://developer.matomo.org/api-reference/reporting-api). It tells no referrer by entry page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import httpx

from groundswell.reports.traffic_sources.port import Access, Counted, Page, TrafficTrouble
from groundswell.reports.traffic_sources.reading import address_of, day_of, rows_in, strange, whole
from groundswell.reports.traffic_sources.wire import asked, words_of

ROWS = 5_000
SIGN_IN = "Is that a token of somebody who may view this site, and the site's number?"
CURES = {401: SIGN_IN, 403: SIGN_IN, 404: "Is that the address at which Matomo itself opens?"}
ADDED_UP = "Matomo added rare pages up into “Others”."


class Matomo:
    def __init__(self, http: httpx.Client, access: Access) -> None:
        self.http, self.access = http, access

    def page(self, first: date, last: date, start: int) -> Page:
        """See `VisitCounter.page`; a page holds so many rows of every day. The token goes in the body: an address is logged."""
        body = {
            "module": "API", "method": "Actions.getEntryPageUrls", "format": "JSON", "idSite": self.access.site,
            "period": "day", "date": f"{first},{last}", "flat": "1", "filter_limit": str(ROWS),
            "filter_offset": str(start), "showColumns": "label,entry_nb_visits", "token_auth": self.access.secret,
        }  # fmt: skip
        told = asked(self.http, f"{self.access.address}/index.php", cures=CURES, secret=self.access.secret, data=body)
        self._refused(told)
        days = {day: rows_in({"rows": rows}, "rows") for day, rows in _days(told).items()}
        rows = tuple(_row(day, row) for day, found in days.items() for row in found)
        full = any(len(found) >= ROWS for found in days.values())
        added_up = any(row.address == "Others" for row in rows)
        return Page(rows, start + ROWS if full else None, (ADDED_UP,) if added_up else ())

    def _refused(self, told: Any) -> None:
        """Matomo refuses with the status 200."""
        if isinstance(told, dict) and told.get("result") == "error":
            words = words_of(told).replace(self.access.secret, "…")[:300]
            raise TrafficTrouble(f"Matomo refuses: {words}", cure=SIGN_IN, lasting=True)


def _days(told: Any) -> Mapping[str, Any]:
    """By day; a site without any day is an empty list."""
    if told == []:
        return {}
    if not isinstance(told, dict):
        raise strange("no days")
    return told


def _row(day: str, row: Mapping[str, Any]) -> Counted:
    # A page on which nobody entered, and only went on to, has no such column.
    return Counted(day_of(day), address_of(row.get("label")), "", whole(row.get("entry_nb_visits") or 0))
