"""Reading what providers answer: numbers that come as text, days in two spellings. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from groundswell.reports.traffic_sources.port import TrafficTrouble

LONGEST_ADDRESS = 500
NOT_TOLD = "(not set)"


def whole(value: Any) -> int:
    """12, "12" and 12.0 are 12; `TrafficTrouble` for all that is no whole number from 0."""
    try:
        number = int(value) if isinstance(value, int | str) and not isinstance(value, bool) else _of_float(value)
    except ValueError:
        number = -1
    if number < 0:
        raise strange(f"“{str(value)[:40]}” where a number of visits was expected")
    return number


def _of_float(value: Any) -> int:
    return int(value) if isinstance(value, float) and value.is_integer() else -1


def day_of(value: Any) -> date:
    """20261101 and 2026-11-01 are days; `TrafficTrouble` for all else."""
    try:
        return datetime.strptime(str(value)[:10].replace("-", ""), "%Y%m%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError as error:
        raise strange(f"“{str(value)[:40]}” where a day was expected") from error


def address_of(value: Any) -> str:
    return str(value or "").strip()[:LONGEST_ADDRESS] or NOT_TOLD


def rows_in(told: Any, name: str) -> Sequence[Mapping[str, Any]]:
    """The list of objects of that name; one that is left out is empty."""
    rows = told.get(name, []) if isinstance(told, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise strange(f"no list “{name}”")
    return rows


def strange(what: str) -> TrafficTrouble:
    return TrafficTrouble(f"The answer has another shape than was published: {what}. Nothing of it was kept.", where="address")  # fmt: skip
