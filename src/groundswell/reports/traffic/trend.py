"""Visits of one landing page against its own trend before the campaign. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from groundswell.kit.errors import BadInput
from groundswell.reports.lift.effect import Lift, Verdict, lift
from groundswell.reports.lift.series import Series

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class LandingTrend:
    """`visits` from `start` to `last`, as one source counted them; sources are never added together. `found` is None, with
    the `reason`, where nothing can be told. `unit`: what the source counts (sessions, visits); `read_at`: when its newest row
    was read, None for what is counted here."""

    source: str
    site: str
    page: str
    start: date
    last: date
    visits: int
    found: Lift | None
    reason: str = ""
    unit: str = "visits"
    read_at: datetime | None = None

    @property
    def verdict(self) -> Verdict:
        return self.found.verdict if self.found else Verdict.CANNOT_TELL

    def as_dict(self) -> dict[str, Any]:
        """The published shape; `lift` as `groundswell reports lift`, null with a `reason` when it cannot be told."""
        return {
            "source": self.source,
            "site": self.site,
            "page": self.page or None,
            "start": self.start.isoformat(),
            "last": self.last.isoformat(),
            "visits": self.visits,
            "verdict": self.verdict.value,
            "lift": self.found.as_dict() if self.found else None,
            "reason": self.reason or None,
            "unit": self.unit,
            "read_at": self.read_at.isoformat() if self.read_at else None,
        }


def landing_trend(
    *,
    source: str,
    site: str,
    page: str,
    visits: Mapping[date, int],
    heard: frozenset[date],
    start: date,
    last: date,
    unit: str = "visits",
    read_at: datetime | None = None,
) -> LandingTrend:
    """`visits` of the page by day up to `last`; `heard`: the days on which the source counted anybody on the whole site. A
    day without is unknown, not nought: what lies before such a day is left out, and one after the start leaves no answer."""
    since = sum(count for day, count in visits.items() if start <= day <= last)
    found, reason = None, ""
    try:
        found = lift(_series(visits, heard, start, last), start)
    except BadInput as refusal:
        reason = f"{refusal.message} {refusal.cure or ''}".strip()
    return LandingTrend(
        source=source,
        site=site,
        page=page,
        start=start,
        last=last,
        visits=since,
        found=found,
        reason=reason,
        unit=unit,
        read_at=read_at,
    )


def _series(visits: Mapping[date, int], heard: frozenset[date], start: date, last: date) -> Series:
    first = last
    while first - DAY in heard:
        first -= DAY
    if last not in heard or first > start:
        silent = last if last not in heard else first - DAY
        raise BadInput(
            f"On {silent} nobody was counted on the whole site: unknown, not nought.", where="start",
            cure="See whether the pixel stands on the pages.",
        )  # fmt: skip
    days = (last - first).days + 1
    return Series(first, np.array([float(visits.get(first + DAY * n, 0)) for n in range(days)]), np.zeros((days, 0)))
