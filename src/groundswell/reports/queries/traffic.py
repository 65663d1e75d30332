"""Traffic of landing pages: a sign that is no money, each source beside the others and never added to them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Max, Sum

from groundswell.accounts.models import Workspace
from groundswell.kit import clock
from groundswell.links.queries import landing_days, sites
from groundswell.links.queries.sites import LandingDay
from groundswell.reports.models import TrafficDay
from groundswell.reports.queries.traffic_sources import traffic_sources
from groundswell.reports.traffic.trend import LandingTrend, landing_trend
from groundswell.reports.traffic_sources.kinds import UNITS

HISTORY = timedelta(days=400)
OWN_PIXEL = "own pixel"
FROM_FILE = "file"
MOST_PAGES = 5
"""Of each site, the most visited since the start: each takes about a second."""


def landing_trends(workspace: Workspace, start: date) -> Sequence[LandingTrend]:
    """Each source's most visited landing pages from `start` on against their own days before: own pixels to yesterday
    (UTC), other sources to the last day they told."""
    last = clock.now().date() - timedelta(days=1)
    since = datetime.combine(last - HISTORY, time(), UTC)
    found: list[LandingTrend] = []
    for site in sites(workspace):
        days = [row for row in landing_days(site, since) if row.day <= last]
        found += _trends(OWN_PIXEL, site.name, days, start, last)
    connected = {row.get_kind_display(): row.site for row in traffic_sources(workspace)}
    for source in TrafficDay.objects.of(workspace).values_list("source", flat=True).distinct().order_by("source"):
        rows = TrafficDay.objects.of(workspace).filter(source=source)
        summed = rows.values_list("day", "page").annotate(visits=Sum("visits")).order_by("day", "page")
        days = [LandingDay(*row) for row in summed]
        read_at, where = rows.aggregate(at=Max("at"))["at"], connected.get(source, FROM_FILE)
        unit = UNITS.get(source, "visits")
        found += [replace(one, unit=unit, read_at=read_at) for one in _trends(source, where, days, start, days[-1].day)]
    return found


def _trends(source: str, site: str, days: Sequence[LandingDay], start: date, last: date) -> list[LandingTrend]:
    heard = frozenset(row.day for row in days)
    by_page: defaultdict[str, dict[date, int]] = defaultdict(dict)
    for row in days:
        by_page[row.page][row.day] = row.visits
    after = Counter({page: sum(n for day, n in told.items() if day >= start) for page, told in by_page.items()})
    return [
        landing_trend(source=source, site=site, page=page, visits=by_page[page], heard=heard, start=start, last=last)
        for page, _ in sorted(after.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_PAGES]
    ]
