"""The one place that reads the time, so that it can be told another one."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _told.get() or datetime.now(UTC)


def milliseconds() -> int:
    """The current moment in milliseconds since 1970, for paths where every microsecond counts."""
    told_moment = _told.get()
    return int(told_moment.timestamp() * 1000) if told_moment else time.time_ns() // 1_000_000


def today() -> date:
    """The current date in UTC."""
    return now().date()


@contextmanager
def told(moment: datetime) -> Iterator[None]:
    """Inside, it is `moment`: for tests, and for history that is written afterwards."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
