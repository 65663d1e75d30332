"""From when to when signs are looked at."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

NO_START = "No first day of a campaign is known."
DAY = timedelta(days=1)


class Days(NamedTuple):
    """`start` is the first day that the campaign may have moved; None: not known. `last` is included."""

    start: date | None
    last: date

    @property
    def end(self) -> datetime:
        """The first moment (UTC) after the last day."""
        return moment(self.last + DAY)


def moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
