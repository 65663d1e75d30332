"""Traffic of landing pages: a sign that is no money, each source beside the others and never added to them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What one source counted: `days` by day and page, the oldest first; `pk` of the site whose pixel it is."""

    source: str
    site: str
    unit: str
    days: Sequence[LandingDay]
    read_at: datetime | None = None
    pk: int | None = None


def counts_of(workspace: Workspace) -> Iterator[Counts]:
    """Own pixels to yesterday (UTC), other sources to the last day they told."""
    last = clock.now().date() - timedelta(days=1)
    since = datetime.combine(last - HISTORY, time(), UTC)
    for site in sites(workspace):
        days = [row for row in landing_days(site, since) if row.day <= last]
        yield Counts(source=OWN_PIXEL, site=site.name, unit="visits", days=days, pk=site.pk)
    connected = {row.get_kind_display(): row.site for row in traffic_sources(workspace)}
    for source in TrafficDay.objects.of(workspace).values_list("source", flat=True).distinct().order_by("source"):
        rows = TrafficDay.objects.of(workspace).filter(source=source)
        summed = rows.values_list("day", "page").annotate(visits=Sum("visits")).order_by("day", "page")
        yield Counts(
            source=source, site=connected.get(source, FROM_FILE), unit=UNITS.get(source, "visits"),
            days=[LandingDay(*row) for row in summed], read_at=rows.aggregate(at=Max("at"))["at"],
        )  # fmt: skip


def landing_trends(workspace: Workspace, start: date) -> Sequence[LandingTrend]:
    """Each source's most visited landing pages from `start` on against their own days before."""
    yesterday = clock.now().date() - timedelta(days=1)
    return [
        trend
        for counts in counts_of(workspace)
        for trend in _trends(counts, start, yesterday if counts.source == OWN_PIXEL else counts.days[-1].day)
    ]


def _trends(counts: Counts, start: date, last: date) -> list[LandingTrend]:
    heard = frozenset(row.day for row in counts.days)
    by_page: defaultdict[str, dict[date, int]] = defaultdict(dict)
    for row in counts.days:
        by_page[row.page][row.day] = row.visits
    after = Counter({page: sum(n for day, n in told.items() if day >= start) for page, told in by_page.items()})
    return [
        landing_trend(
            source=counts.source, site=counts.site, page=page, visits=by_page[page], heard=heard, start=start, last=last,
            unit=counts.unit, read_at=counts.read_at,
        )
        for page, _ in sorted(after.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_PAGES]
    ]  # fmt: skip
