"""Google Analytics 4: sessions by day, landing page and source, over the Data API v1beta
(https://developers.google.com/analytics/devguides/reporting/data/v1/rest/v1beta/properties/runReport)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import httpx

from groundswell.reports.traffic_sources.google_key import access_token
from groundswell.reports.traffic_sources.port import Access, Counted, Page
from groundswell.reports.traffic_sources.reading import address_of, day_of, rows_in, strange, whole
from groundswell.reports.traffic_sources.wire import asked

ADDRESS = "https://analyticsdata.googleapis.com"
DIMENSIONS = ("date", "landingPagePlusQueryString", "sessionSourceMedium")
ROWS = 20_000  # a page of the most that fits into an answer we are willing to hold; Google gives up to 250,000
CURES = {
    400: "Is that the property's id (digits, under Admin, Property details)?",
    401: "Make a new key for the service account.",
    403: "Give the service account's e-mail address the role Viewer on the property, and enable the Google Analytics Data API in its Google Cloud project.",
    404: "Is that the property's id (digits, under Admin, Property details)?",
    429: "Google's quota for the property is spent; it is asked again later.",
}


class Ga4:
    def __init__(self, http: httpx.Client, access: Access) -> None:
        self.http, self.access = http, access
        self.token = ""

    def page(self, first: date, last: date, start: int) -> Page:
        """See `VisitCounter.page`. The order is fixed, so that pages neither overlap nor leave a gap."""
        self.token = self.token or access_token(self.http, self.access.secret)
        told = asked(
            self.http, f"{self.access.address}/v1beta/properties/{self.access.site}:runReport", cures=CURES,
            secret=self.token, headers={"Authorization": f"Bearer {self.token}"}, json=_question(first, last, start),
        )  # fmt: skip
        rows = tuple(_row(row) for row in rows_in(told, "rows"))
        end = start + len(rows)
        after = end if rows and end < whole(told.get("rowCount", end)) else None
        return Page(rows, after, tuple(notes_of(told.get("metadata") or {})))


def _question(first: date, last: date, start: int) -> dict[str, Any]:
    return {
        "dateRanges": [{"startDate": first.isoformat(), "endDate": last.isoformat()}],
        "dimensions": [{"name": name} for name in DIMENSIONS],
        "metrics": [{"name": "sessions"}],
        "orderBys": [{"dimension": {"dimensionName": name}} for name in DIMENSIONS],
        "limit": str(ROWS), "offset": str(start),
    }  # fmt: skip


def _row(row: Mapping[str, Any]) -> Counted:
    try:
        day, address, medium = (part["value"] for part in row["dimensionValues"])
        [sessions] = (part["value"] for part in row["metricValues"])
    except (KeyError, TypeError, ValueError) as error:
        raise strange("a row without its three dimensions and its sessions") from error
    return Counted(day_of(day), address_of(address), str(medium).strip()[:120], whole(sessions))


def notes_of(metadata: Mapping[str, Any]) -> Iterator[str]:
    """What Google says of its own figures."""
    for sample in metadata.get("samplingMetadatas") or ():
        read, of = whole(sample.get("samplesReadCount", 0)), whole(sample.get("samplingSpaceSize", 0))
        yield f"Sampled: Google read {read / of:.0%} of the events." if of else "Sampled by Google."
    if metadata.get("dataLossFromOtherRow"):
        yield "Google added rare pages up into “(other)”."
    if metadata.get("subjectToThresholding"):
        yield "Google withholds rows with few people, so some visits are missing."
