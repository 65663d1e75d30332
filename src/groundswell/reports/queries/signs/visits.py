"""Visits of the whole site and of its most visited landing page, as each source counted them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from groundswell.accounts.models import Workspace
from groundswell.reports.queries.signs.days import NO_START, Days
from groundswell.reports.queries.traffic import OWN_PIXEL, Counts, counts_of
from groundswell.reports.signs.sign import Sign, of_trend, untold
from groundswell.reports.traffic.trend import landing_trend

SITE, PAGE = "site_traffic", "landing_page"


def visit_signs(workspace: Workspace, days: Days) -> list[Sign]:
    """Two for each source; one that says why where there is none, or no start."""
    if days.start is None:
        return [untold(SITE, "Site traffic", NO_START, "roi/traffic/")]
    found = [sign for counts in counts_of(workspace) for sign in _signs(counts, days.start, days.last)]
    return found or [untold(SITE, "Site traffic", "Nobody counts the site’s visits yet.", "roi/traffic/sources/")]


def _signs(counts: Counts, start: date, last: date) -> Iterator[Sign]:
    rows = [row for row in counts.days if row.day <= last]
    if not rows:
        return
    heard = frozenset(row.day for row in rows)
    # A source that was not read yesterday says nothing of yesterday.
    last = last if counts.source == OWN_PIXEL else min(last, rows[-1].day)
    whole: Counter[date] = Counter()
    by_page: Counter[str] = Counter()
    for row in rows:
        whole[row.day] += row.visits
        by_page[row.page] += row.visits if row.day >= start else 0
    told: dict[str, Any] = {
        "source": counts.source,
        "site": counts.site,
        "heard": heard,
        "start": start,
        "last": last,
        "unit": counts.unit,
    }
    trend = landing_trend(page="", visits=whole, **told)
    yield of_trend(SITE, "Site traffic", trend, _rows(counts, None))
    [(page, visits)] = by_page.most_common(1)
    if visits:
        of_page = {row.day: row.visits for row in rows if row.page == page}
        trend = landing_trend(page=page, visits=of_page, **told)
        yield of_trend(PAGE, f"Landing page {page or 'not told'}", trend, _rows(counts, page))


def _rows(counts: Counts, page: str | None) -> str:
    if counts.source == OWN_PIXEL:
        return f"sites/{counts.pk}/"
    return "roi/traffic/days/?" + urlencode({"source": counts.source, **({} if page is None else {"landing": page})})
