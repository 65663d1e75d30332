"""Growth of the brand's own accounts, from readings of their followers."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import fmean
from typing import Any

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Reading
from groundswell.creators.queries.growth import NOT_ALLOWED
from groundswell.outreach.models import DirectAccount
from groundswell.platforms.queries import platforms_that_may_not
from groundswell.reports.queries.signs.days import NO_START, Days, moment
from groundswell.reports.signs.compare import means_apart
from groundswell.reports.signs.sign import Sign, judged, untold
from groundswell.tracking.models import Monitor

KEY, LABEL, UNIT = "own_growth", "Growth of your accounts", "followers a day"
BEFORE = timedelta(days=180)
MOST = 5
Point = tuple[datetime, float]


def own_accounts(workspace: Workspace) -> list[Account]:
    """The profiles of handles that are watched as the brand's own, and those that direct messages go out from; the largest."""
    watched = Monitor.objects.of(workspace).filter(kind=Monitor.Kind.HANDLE, rival=False)
    which = Q(pk=None)
    for platform, handle in watched.values_list("platform", "value"):
        which |= Q(handle__iexact=handle.lstrip("@"), **({"platform": platform} if platform else {}))
    for network, handle in DirectAccount.objects.of(workspace).values_list("network", "handle"):
        which |= Q(handle__iexact=handle.lstrip("@"), platform=network)
    return list(Account.objects.visible_to(workspace).filter(which).order_by("-followers", "pk")[:MOST])


def growth_signs(workspace: Workspace, days: Days) -> list[Sign]:
    """Followers a day since the start less those of the 180 days before, for each account by readings of one source."""
    if days.start is None:
        return [untold(KEY, LABEL, NO_START, "monitors/")]
    accounts = own_accounts(workspace)
    if not accounts:
        return [untold(KEY, LABEL, "None of your accounts is known: watch for its @handle.", "monitors/")]
    barred = platforms_that_may_not("may_derive")
    points = _points(workspace, accounts, days.start, days.end)
    return [
        untold(KEY, _label(account), NOT_ALLOWED, "monitors/")
        if account.platform in barred
        else _sign(account, points[account.pk], days.start, days.last)
        for account in accounts
    ]


def _points(workspace: Workspace, accounts: Sequence[Account], start: date, end: datetime) -> dict[int, list[Point]]:
    """Oldest first, of the source that spoke last."""
    rows = Reading.objects.visible_to(workspace).filter(
        account__in=accounts, metric="followers", observed_at__gte=moment(start) - BEFORE, observed_at__lt=end
    )
    found: defaultdict[int, list[Point]] = defaultdict(list)
    sources: dict[int, str] = {}
    for account, source, at, value in rows.order_by("-observed_at", "-pk").values_list(
        "account_id", "source", "observed_at", "value"
    ):
        if sources.setdefault(account, source) == source:
            found[account].insert(0, (at, value))
    return found


def rates(points: Sequence[Point], start: datetime) -> tuple[list[float], list[float]]:
    """Followers gained a day between each reading and the next, before and since the start; what spans the start is left out.
    Pure."""
    before: list[float] = []
    since: list[float] = []
    for (at, value), (later, more) in pairwise(points):
        gained = (more - value) / max((later - at) / timedelta(days=1), 1 / 24)
        if later <= start:
            before.append(gained)
        elif at >= start:
            since.append(gained)
    return before, since


def _sign(account: Account, points: Sequence[Point], start: date, last: date) -> Sign:
    before, since = rates(points, moment(start))
    apart = means_apart(before, since)
    path = f"find/?q={account.handle}"
    facts: dict[str, Any] = {"start": start, "last": last, "unit": UNIT, "source": "Readings of followers"}
    if apart is None:
        why = f"{len(before)} steps between readings before the start, {len(since)} since; three of each are the least."
        return untold(KEY, _label(account), why, path, **facts)
    said = (
        f"{fmean(since):+,.1f} followers a day, {apart.value:+,.1f} against before "
        f"({apart.low:+,.1f} to {apart.high:+,.1f})"
    )
    return judged(KEY, _label(account), apart, said, path, **facts)


def _label(account: Account) -> str:
    return f"Growth of {account.handle} on {account.platform.title()}"
