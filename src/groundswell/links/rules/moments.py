"""Moments between milliseconds since 1970 and what a database holds: a datetime each would cost more than all the rest."""

from datetime import UTC, datetime
from functools import lru_cache

DAY, HOUR = 86_400_000, 3_600_000  # milliseconds
_FRACTIONS = ["", *(f".{millisecond:03d}000" for millisecond in range(1, 1000))]


@lru_cache(maxsize=4_096)
def _second(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S}"


def written(milliseconds: int) -> str:
    """As Django writes a moment of UTC into SQLite; PostgreSQL reads it where the session's zone is UTC, as Django has it.

    >>> written(1_772_452_800_120)
    '2026-03-02 12:00:00.120000'
    """
    seconds, rest = divmod(milliseconds, 1000)
    return _second(seconds) + _FRACTIONS[rest]


def milliseconds_of(stored: str | datetime) -> int:
    """A moment as the database's driver gives it: text without a zone (SQLite), or aware (PostgreSQL)."""
    moment = datetime.fromisoformat(stored).replace(tzinfo=UTC) if isinstance(stored, str) else stored
    return round(moment.timestamp() * 1000)
