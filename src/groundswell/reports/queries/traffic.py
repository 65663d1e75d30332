"""Traffic of landing pages: a sign that is no money, each source beside the others and never added to them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from groundswell.accounts.models import Workspace
from groundswell.kit import clock
from groundswell.links.queries import landing_days, sites
from groundswell.reports.traffic.trend import LandingTrend, landing_trend

HISTORY = timedelta(days=400)
OWN_PIXEL = "own pixel"
MOST_PAGES = 5
"""Of each site, the most visited since the start: each takes about a second."""


def landing_trends(workspace: Workspace, start: date) -> Sequence[LandingTrend]:
    """Each site's most visited landing pages from `start` to yesterday (UTC) against their own days before."""
    last = clock.now().date() - timedelta(days=1)
    since = datetime.combine(last - HISTORY, time(), UTC)
    found = []
    for site in sites(workspace):
        days = [row for row in landing_days(site, since) if row.day <= last]
        heard = frozenset(row.day for row in days)
        by_page: defaultdict[str, dict[date, int]] = defaultdict(dict)
        for row in days:
            by_page[row.page][row.day] = row.visits
        after = Counter({page: sum(n for day, n in told.items() if day >= start) for page, told in by_page.items()})
        found += [
            landing_trend(
                source=OWN_PIXEL, site=site.name, page=page, visits=by_page[page], heard=heard, start=start, last=last
            )
            for page, _ in sorted(after.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_PAGES]
        ]
    return found
