"""Days of visits kept in bulk: by files and by connections, in the very same rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from django.db import transaction

from groundswell.accounts.models import Workspace
from groundswell.kit import clock
from groundswell.reports.models import TrafficDay
from groundswell.reports.traffic_sources.port import Counted

Key = tuple[date, str, str]
Word = Literal["created", "updated", "unchanged", "closed"]
UNIQUE = ("workspace", "source", "day", "address", "medium")
AT_ONCE = 2_000


@transaction.atomic
def keep_days(
    *, workspace: Workspace, source: str, counts: Sequence[Counted], told_by: str, connected: bool = False
) -> list[Word]:
    """A word for each count, in order. `closed`: not kept, since the source's connection read that day and what it read
    stands; rows cut otherwise would count the same visits twice. A count that comes again corrects the earlier one."""
    template = {"workspace": workspace, "source": source, "file": told_by[:200], "connected": connected}
    words: list[Word] = []
    for start in range(0, len(counts), AT_ONCE):
        words += _keep(template, counts[start : start + AT_ONCE])
    return words


@transaction.atomic
def replace_days(*, workspace: Workspace, source: str, counts: Sequence[Counted], told_by: str) -> dict[str, int]:
    """The days that `counts` tell of are these rows and no others; how many were created, updated, unchanged, removed. A day
    of which nothing is told stays as it is: unknown is not nought."""
    moment = clock.now()
    words = keep_days(workspace=workspace, source=source, counts=counts, told_by=told_by, connected=True)
    stale = TrafficDay.objects.of(workspace).filter(source=source, day__in={one.day for one in counts}, at__lt=moment)
    removed, _ = stale.delete()
    return {**{word: words.count(word) for word in ("created", "updated", "unchanged")}, "removed": removed}


def page_of(address: str) -> str:
    """Without query and fragment: these may name a person or a click."""
    return address.partition("?")[0].partition("#")[0].strip()[:500]


def _keep(template: Mapping[str, Any], counts: Sequence[Counted]) -> list[Word]:
    days, connected, at = {one.day for one in counts}, template["connected"], clock.now()
    ours = TrafficDay.objects.of(template["workspace"]).filter(source=template["source"], day__in=days)
    told = ours.filter(address__in={one.address for one in counts}).values_list("day", "address", "medium", "visits")
    known: dict[Key, int] = {row[:3]: row[3] for row in told}
    closed = set() if connected else set(ours.filter(connected=True).values_list("day", flat=True).distinct())
    words: list[Word] = []
    fresh: dict[Key, TrafficDay] = {}
    for one in counts:
        key = one[:3]
        words.append(_word(one, known.get(key), closed=one.day in closed))
        if connected or words[-1] in ("created", "updated"):
            known[key] = one.visits
            fresh[key] = TrafficDay(**template, **one._asdict(), page=page_of(one.address), at=at)
    TrafficDay.objects.bulk_create(
        fresh.values(), batch_size=500, update_conflicts=True, unique_fields=UNIQUE,
        update_fields=("visits", "file", "connected", "at"),
    )  # fmt: skip
    return words


def _word(one: Counted, before: int | None, *, closed: bool) -> Word:
    if before == one.visits:
        return "unchanged"
    if closed:
        return "closed"
    return "created" if before is None else "updated"
