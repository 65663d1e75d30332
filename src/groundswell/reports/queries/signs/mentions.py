"""Posts that speak of the brand, by themselves and beside those that speak of its competitors."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from groundswell.accounts.models import Workspace
from groundswell.reports.queries.signs.days import DAY, NO_START, Days, moment
from groundswell.reports.signs.compare import shares_apart
from groundswell.reports.signs.sign import Sign, judged, of_trend, untold
from groundswell.reports.traffic.trend import landing_trend
from groundswell.tracking.models import Mention, Monitor, MonitorScan

MENTIONS, VOICE = "mentions", "share_of_voice"
PATH = "mentions/"
LEAST_BEFORE = timedelta(days=14)


def mention_signs(workspace: Workspace, days: Days) -> list[Sign]:
    """Brand mentions a day against the days before; share of voice since the start less that of as many days before."""
    if days.start is None:
        return [untold(MENTIONS, "Brand mentions", NO_START, PATH), untold(VOICE, "Share of voice", NO_START, PATH)]
    return [_mentions(workspace, days.start, days.last), _voice(workspace, days.start, days.last)]


def _watched(workspace: Workspace, start: date, *, rival: bool) -> list[Monitor]:
    """What was watched for long enough before the start; what came later has no past to compare with."""
    monitors = Monitor.objects.of(workspace).filter(rival=rival, paused_at=None)
    return list(monitors.filter(created_at__lt=moment(start - LEAST_BEFORE)))


def _first_day(monitors: Sequence[Monitor]) -> date:
    """The first whole day on which all of them were watched for."""
    return max(one.created_at for one in monitors).date() + DAY


def _last_day(monitors: Sequence[Monitor], last: date) -> date:
    """Networks that were not searched since say nothing of the days since."""
    read = MonitorScan.objects.filter(monitor__in=monitors).aggregate(at=Max("read_at"))["at"]
    return min(last, read.date() - DAY) if read else last


def _posts(monitors: Sequence[Monitor], first: date, last: date) -> Counter[date]:
    """Posts by day (UTC), each once, whatever in it was met."""
    rows = Mention.objects.filter(
        monitor__in=monitors, post__published_at__gte=moment(first), post__published_at__lt=moment(last + DAY)
    )
    return Counter(at.date() for _, at in set(rows.values_list("post_id", "post__published_at")) if at)


def _mentions(workspace: Workspace, start: date, last: date) -> Sign:
    monitors = _watched(workspace, start, rival=False)
    if not monitors:
        why = "Nothing of the brand was watched for in the 14 days before the start."
        return untold(MENTIONS, "Brand mentions", why, "monitors/", start=start, last=last)
    first, last = _first_day(monitors), _last_day(monitors, last)
    heard = frozenset(first + DAY * n for n in range((last - first).days + 1))
    trend = landing_trend(
        source="Monitors", site="", page="", visits=_posts(monitors, first, last), heard=heard, start=start, last=last,
        unit="posts",
    )  # fmt: skip
    return of_trend(MENTIONS, "Brand mentions", trend, PATH)


def _voice(workspace: Workspace, start: date, last: date) -> Sign:
    ours, rivals = _watched(workspace, start, rival=False), _watched(workspace, start, rival=True)
    label = "Share of voice"
    if not ours or not rivals:
        who = "the brand" if not ours else "a competitor"
        why = f"Nothing of {who} was watched for in the 14 days before the start."
        return untold(VOICE, label, why, "monitors/", start=start, last=last)
    last = _last_day([*ours, *rivals], last)
    since = max((last - start).days + 1, 0)
    first = max(_first_day([*ours, *rivals]), start - DAY * since)
    counts = [_split(ours, rivals, *span) for span in ((first, start - DAY), (start, last))]
    apart = shares_apart(*counts)
    facts: dict[str, Any] = {"start": start, "last": last, "unit": "share of posts", "source": "Monitors"}
    if apart is None:
        return untold(VOICE, label, "Nobody spoke of either, before the start or since.", PATH, **facts)
    (_, old), (part, whole) = counts
    said = (
        f"{part / whole:.1%} of {whole:,} posts, {apart.value * 100:+.1f} points against "
        f"{old:,} posts before ({apart.low * 100:+.1f} to {apart.high * 100:+.1f})"
    )
    return judged(VOICE, label, apart, said, PATH, **facts)


def _split(ours: Sequence[Monitor], rivals: Sequence[Monitor], first: date, last: date) -> tuple[int, int]:
    """Posts of the brand, and of the brand and its competitors; a post of both counts for both."""
    own = _posts(ours, first, last).total()
    return own, own + _posts(rivals, first, last).total()
