"""How long a host that fails is left alone, and when limits renew. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FAULTS_ALLOWED = 5
FIRST_REST = timedelta(minutes=1)
LONGEST_REST = timedelta(hours=1)


def rest_after(faults: int) -> timedelta | None:
    """How long the host rests after that many faults in a row: not before the fifth, then a minute, doubling to an
    hour. Afterwards one call may try it (half-open); its success closes the circuit."""
    if faults < FAULTS_ALLOWED:
        return None
    rest: timedelta = FIRST_REST * 2 ** min(faults - FAULTS_ALLOWED, 10)
    return min(rest, LONGEST_REST)


def day_of(now: datetime, zone: str = "UTC") -> date:
    """The day a network counts in: its limits renew at midnight of `zone`."""
    return now.astimezone(ZoneInfo(zone)).date()


def next_day(now: datetime, zone: str = "UTC") -> datetime:
    """When a daily limit renews, in UTC."""
    return datetime.combine(day_of(now, zone) + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)


def next_month(now: datetime) -> datetime:
    """When a monthly limit renews."""
    return datetime.combine((month_of(now) + timedelta(days=32)).replace(day=1), time(), UTC)


def month_of(now: datetime) -> date:
    """The first day of the month."""
    return now.date().replace(day=1)
