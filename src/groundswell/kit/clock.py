"""The one place that reads the time, so that it can be told another one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _told.get() or datetime.now(UTC)


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
