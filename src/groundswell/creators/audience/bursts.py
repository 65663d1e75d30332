"""Days on which many more than usual began to follow. A burst is a question, not an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median

FEWEST_STEPS = 8
TIMES_SPREAD = 6.0
NOTABLE = 0.02  # of the followers a day; less is within what a good post brings
MAD_TO_SIGMA = 1.4826


@dataclass(frozen=True, slots=True)
class Burst:
    """From `start` to `end` `gained` followers came, `share` of those there were; `usual` a day otherwise. `lost_after`:
    how many of them had gone 30 days later, None where it was not read."""

    start: date
    end: date
    gained: float
    share: float
    usual: float
    lost_after: float | None = None


def bursts(readings: Sequence[tuple[datetime, float]]) -> list[Burst]:
    """Spans of days whose growth stands far outside the account's own (median and median deviation), the oldest first.

    `readings` are moments and follower counts in order of time. Too few to know what is usual: none.
    """
    days = _by_day(readings)
    steps = [_rate(*pair) for pair in pairwise(days)]
    if len(steps) < FEWEST_STEPS:
        return []
    usual = median(steps)
    spread = median(abs(step - usual) for step in steps) * MAD_TO_SIGMA
    limit = max(usual + TIMES_SPREAD * spread, usual + NOTABLE)
    found: list[tuple[int, int]] = []
    for at, step in enumerate(steps):
        if step > limit:
            start = found.pop()[0] if found and found[-1][1] == at else at
            found.append((start, at + 1))
    return [_burst(days, start, end, usual) for start, end in found]


def enough_to_tell(readings: Sequence[tuple[datetime, float]]) -> bool:
    """Whether there are days enough to know what is usual."""
    return len(_by_day(readings)) > FEWEST_STEPS


def _by_day(readings: Sequence[tuple[datetime, float]]) -> list[tuple[date, float]]:
    """The last count of each day; zero followers have no growth rate."""
    return list({moment.date(): count for moment, count in readings if count > 0}.items())


def _rate(before: tuple[date, float], after: tuple[date, float]) -> float:
    return (after[1] / before[1] - 1) / (after[0] - before[0]).days


def _burst(days: Sequence[tuple[date, float]], start: int, end: int, usual: float) -> Burst:
    (first, before), (last, after) = days[start], days[end]
    gained = after - before
    later = [count for day, count in days[end + 1 :] if (day - last).days <= 30]
    lost = min(max(0.0, after - min(later)), gained) if later else None
    return Burst(first, last, gained, gained / before, usual * before, lost)
