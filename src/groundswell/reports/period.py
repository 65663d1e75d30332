"""The days a report is of. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from groundswell.kit.errors import BadInput
from groundswell.reports.exchange.days import span


class Period(NamedTuple):
    """Whole days (UTC), the last one included."""

    first: date
    last: date

    def __str__(self) -> str:
        return span([self.first, self.last])


def period_of(first: date | str | None, last: date | str | None) -> Period | None:
    """None when neither is given. `BadInput` for one alone, for no dates, and for a last day before the first."""
    if not first and not last:
        return None
    if not first or not last:
        raise BadInput("A period has a first and a last day.", where="last" if first else "first", cure="Give both.")
    found = Period(_day(first, "first"), _day(last, "last"))
    if found.last < found.first:
        raise BadInput("The last day is before the first.", where="last", cure="Turn them round.")
    return found


def last_finished(every: str, today: date) -> Period:
    """The week (Monday to Sunday) or month that ended last before `today`."""
    if every == "week":
        monday = today - timedelta(days=today.weekday() + 7)
        return Period(monday, monday + timedelta(days=6))
    last = today.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last)


def moments(field: str, period: Period | None) -> dict[str, Any]:
    """What to filter a moment by; nothing without a period."""
    if period is None:
        return {}
    begin, end = (datetime.combine(day, time(), UTC) for day in (period.first, period.last + timedelta(days=1)))
    return {f"{field}__gte": begin, f"{field}__lt": end}


def days(field: str, period: Period | None) -> dict[str, Any]:
    """What to filter a date by; rows without one are in no period."""
    return {} if period is None else {f"{field}__range": (period.first, period.last)}


def _day(given: date | str, where: str) -> date:
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadInput(f"“{given}” is no date.", where=where, cure="Write it as 2026-05-31.") from error
