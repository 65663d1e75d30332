"""Reading visits from the counters that are connected, day after day."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import structlog
from django.conf import settings

from groundswell.kit import clock, safe_http
from groundswell.kit.secret_box import SecretBox
from groundswell.reports.models import TrafficSource
from groundswell.reports.services.traffic_days import replace_days
from groundswell.reports.traffic_sources.kinds import provider_of
from groundswell.reports.traffic_sources.port import Access, Counted, TrafficTrouble, VisitCounter

REVISED = timedelta(days=3)
"""Providers go on counting for days after a day: so many are read again (Google: up to 48 hours)."""
AT_ONCE = timedelta(days=31)
AGAIN = timedelta(hours=1)
REFUSALS_ALLOWED = 3
DAY = timedelta(days=1)
log = structlog.get_logger("groundswell.reports")


def last_whole_day(now: datetime) -> date:
    """The last day that is over in every time zone of the world (UTC−12 is the last)."""
    return (now - timedelta(hours=12)).date() - DAY


@contextmanager
def opened_counter(kind: str, access: Access) -> Iterator[VisitCounter]:
    """The provider, ready to ask under the guard of `kit.safe_http`."""
    if settings.OFFLINE:
        raise TrafficTrouble("This installation is set to ask no network.", cure="Unset OFFLINE.", where="address")
    with safe_http.client(allow_private=settings.ALLOW_PRIVATE_ADDRESSES) as http:
        yield provider_of(kind).make(http, access)


def read_due_traffic() -> int:
    """Reads every connection whose time has come; how many were asked."""
    due = TrafficSource.objects.filter(paused_at=None, next_at__lte=clock.now()).select_related("workspace")
    return len([read_traffic(source=source) for source in due.order_by("next_at")])


def read_traffic(*, source: TrafficSource) -> TrafficSource:
    """Asks for the days since the last reading, and for the last three before that again; how it went stands in the row. What
    was read before a stumble stays, and the next reading goes on from there. Must not be called inside a transaction."""
    access = Access(source.address, source.site, SecretBox(settings.SECRET_KEY).open(source.sealed))
    told: Counter[str] = Counter(created=0, updated=0, unchanged=0, removed=0)
    notes: dict[str, None] = {}
    try:
        with opened_counter(source.kind, access) as counter:
            for first, last in spans(source.since, source.read_to, last_whole_day(clock.now())):
                rows = _rows(counter, first, last, notes)
                told.update(_kept(source, rows))
                source.read_to = last
                source.save(update_fields=["read_to"])
    except TrafficTrouble as trouble:
        _stumbled(source, trouble)
    else:
        source.error, source.refusals, source.notes, source.next_at = "", 0, list(notes), _tomorrow(source)
        source.read_at = clock.now()
    source.told = dict(told)
    source.save(update_fields=["told", "notes", "error", "refusals", "next_at", "paused_at", "read_at"])
    return source


def spans(since: date, read_to: date | None, last: date) -> Iterator[tuple[date, date]]:
    """First and last days of the questions, in order: at most a month each. Pure."""
    first = since if read_to is None else max(since, min(read_to, last) - REVISED + DAY)
    while first <= last:
        end = min(first + AT_ONCE - DAY, last)
        yield first, end
        first = end + DAY


def _rows(counter: VisitCounter, first: date, last: date, notes: dict[str, None]) -> list[Counted]:
    """All pages of these days; rows whose addresses differ only beyond what is kept are added up."""
    found: Counter[tuple[date, str, str]] = Counter()
    start: int | None = 0
    while start is not None:
        page = counter.page(first, last, start)
        for row in page.rows:
            found[row[:3]] += row.visits
        notes.update(dict.fromkeys(page.notes))
        start = page.after
    return [Counted(*key, visits) for key, visits in found.items() if visits]


def _kept(source: TrafficSource, rows: list[Counted]) -> dict[str, int]:
    label = provider_of(source.kind).label
    return replace_days(
        workspace=source.workspace, source=label, counts=rows, told_by=f"{label}, {source.site}, over its interface"
    )


def _stumbled(source: TrafficSource, trouble: TrafficTrouble) -> None:
    now = clock.now()
    source.error = f"{trouble.message} {trouble.cure}".strip()[:500]
    source.next_at = trouble.until or now + AGAIN
    source.refusals += trouble.lasting
    if source.refusals >= REFUSALS_ALLOWED:
        source.paused_at = now
    log.warning("traffic.stumbled", source=source.pk, kind=source.kind, lasting=trouble.lasting)


def _tomorrow(source: TrafficSource) -> datetime:
    """When the next day is over everywhere; not all connections at the same minute."""
    noon = datetime.combine(last_whole_day(clock.now()) + 2 * DAY, time(12), clock.now().tzinfo)
    return noon + timedelta(minutes=(source.pk or 0) % 60)
