"""Days of a calendar, and what clashes on them. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

VIEWS = ("month", "week", "list")
LIST_DAYS = 60


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A deliverable as clashes see it. `names` are the campaign's own words (name, hashtag, handle); `rivals` the
    competitors it excludes for `days` before and after; `hour` of the day in which it is to go live."""

    pk: int
    creator: int
    campaign: int
    label: str
    platform: str
    day: date
    who: str = ""
    hour: int | None = None
    names: frozenset[str] = frozenset()
    rivals: frozenset[str] = frozenset()
    days: int = 0


def days_of_view(view: str, day: date) -> list[date]:
    """The days shown: whole weeks from Monday for a month, seven for a week, two months ahead for a list."""
    if view == "list":
        return [day + timedelta(days=n) for n in range(LIST_DAYS)]
    if view == "week":
        first, count = day - timedelta(days=day.weekday()), 7
    else:
        start = day.replace(day=1)
        first = start - timedelta(days=start.weekday())
        last = _next_month(start) - timedelta(days=1)
        count = ((last - first).days // 7 + 1) * 7
    return [first + timedelta(days=n) for n in range(count)]


def neighbours(view: str, day: date) -> tuple[date, date]:
    """A day in the stretch before and in the one after."""
    if view == "month":
        start = day.replace(day=1)
        return (start - timedelta(days=1)).replace(day=1), _next_month(start)
    step = timedelta(days=7 if view == "week" else LIST_DAYS)
    return day - step, day + step


def clashes(planned: Sequence[Planned]) -> dict[int, list[str]]:
    """By deliverable: why it clashes. Two posts of one creator on one network on one day, two posts on one network in one
    launch hour, and a post for a campaign whose name or marks are a competitor that another of their campaigns excludes
    around that day."""
    found: dict[int, list[str]] = defaultdict(list)
    for one, other in _in_one_hour(planned):
        found[one.pk].append(f"{other.who} goes live in the same hour on {other.platform}: {other.label}.")
    by_creator: dict[int, list[Planned]] = defaultdict(list)
    for one in planned:
        by_creator[one.creator].append(one)
    for theirs in by_creator.values():
        for one in theirs:
            for other in theirs:
                if one.pk == other.pk:
                    continue
                if one.day == other.day and one.platform == other.platform:
                    found[one.pk].append(f"Another post of theirs is due on {other.platform} that day: {other.label}.")
                if reason := _excluded(one, other) or _excluded(other, one):
                    found[one.pk].append(reason)
    return dict(found)


def _in_one_hour(planned: Sequence[Planned]) -> Iterator[tuple[Planned, Planned]]:
    """Pairs of different creators, both ways."""
    hours: dict[tuple[date, int, str], list[Planned]] = defaultdict(list)
    for one in planned:
        if one.hour is not None:
            hours[one.day, one.hour, one.platform].append(one)
    for together in hours.values():
        yield from ((one, other) for one in together for other in together if one.creator != other.creator)


def _excluded(strict: Planned, other: Planned) -> str:
    rivals = strict.rivals & other.names
    if strict.campaign == other.campaign or not rivals or abs((strict.day - other.day).days) > strict.days:
        return ""
    return f"{strict.label} excludes {min(rivals)} for {strict.days} days; {other.label} is due on {other.day:%-d %B}."


def _next_month(start: date) -> date:
    return (start + timedelta(days=32)).replace(day=1)
