"""How fast a mailbox may write: a cap that grows, a gap that nobody can predict, the recipient's working hours."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

WORKING_DAYS = range(5)
# Where a country has several zones: that of most of its people.
CHIEF_ZONES = {
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo", "CA": "America/Toronto",
    "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai", "CY": "Asia/Nicosia", "DE": "Europe/Berlin",
    "EC": "America/Guayaquil", "ES": "Europe/Madrid", "FM": "Pacific/Pohnpei", "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty", "MN": "Asia/Ulaanbaatar", "MX": "America/Mexico_City", "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland", "PG": "Pacific/Port_Moresby", "PT": "Europe/Lisbon", "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv", "US": "America/Chicago", "UZ": "Asia/Tashkent", "VN": "Asia/Ho_Chi_Minh",
}  # fmt: skip


def cap_on(day: date, first_day: date | None, *, cap: int, start: int, step: int) -> int:
    """How many mails may go out on `day`: `start` on the first day, `step` more each day, never more than `cap`."""
    days = max(0, (day - first_day).days) if first_day else 0
    return min(cap, start + step * days)


def zone_of(country: str, otherwise: str) -> ZoneInfo:
    """The time zone of a country (two letters); `otherwise` names the one taken when that cannot be told."""
    zones = get_global("territory_zones").get(country.upper(), []) if country else []
    name = CHIEF_ZONES.get(country.upper()) or (zones[0] if len(zones) == 1 else otherwise)
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def working_moment(moment: datetime, zone: ZoneInfo, hours_from: int, hours_to: int) -> datetime:
    """`moment` itself inside working hours there (Monday to Friday), else the next time they begin."""
    local = moment.astimezone(zone)
    for days in range(8):
        day = local.date() + timedelta(days=days)
        opens = datetime.combine(day, time(hours_from), zone)
        closes = datetime.combine(day, time(), zone) + timedelta(hours=hours_to)
        if day.weekday() in WORKING_DAYS and local < closes:
            return max(local, opens).astimezone(moment.tzinfo)
    return moment
