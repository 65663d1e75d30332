"""A post's figures by its age, beside what is usual for its creator at that age. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import comb
from statistics import median

AGES = {
    "1 hour": timedelta(hours=1), "6 hours": timedelta(hours=6), "24 hours": timedelta(days=1), "3 days": timedelta(days=3),
    "7 days": timedelta(days=7), "30 days": timedelta(days=30),
}  # fmt: skip
SLACK = 0.25  # a reading taken up to a quarter of the age too early or late still stands for it
LEAST_POSTS = 6  # fewer give no 95 % interval of a median at all
BURST_SHARE, BURST_LEAST, BURST_TIMES = 0.4, 50, 5.0
Series = Sequence[tuple[datetime, float]]


@dataclass(frozen=True)
class Normal:
    """The median of a creator's other posts at one age, its 95 % interval (order statistics, no assumption about the
    spread) and how many posts that is."""

    median: float
    low: float
    high: float
    n: int


def at_age(series: Series, published: datetime, age: timedelta) -> float | None:
    """The reading nearest to that age; None where none lies within a quarter of it."""
    wanted, slack = published + age, age * SLACK
    near = [(abs(at - wanted), value) for at, value in series if abs(at - wanted) <= slack]
    return min(near)[1] if near else None


def normal_of(values: Sequence[float]) -> Normal | None:
    """What is usual among these posts; None for fewer than six."""
    n, ordered = len(values), sorted(values)
    if n < LEAST_POSTS:
        return None
    below = 0.0
    rank = 0  # how many from each end lie outside the interval
    for k in range(n // 2):
        below += comb(n, k) / 2**n
        if below > 0.025:
            break
        rank = k + 1
    return Normal(float(median(ordered)), ordered[rank - 1], ordered[n - rank], n) if rank else None


def standing_of(value: float | None, normal: Normal | None) -> str:
    """ "below", "usual" or "above" the interval; "cannot tell" without a value or without a normal."""
    if value is None or normal is None:
        return "cannot tell"
    return "below" if value < normal.low else "above" if value > normal.high else "usual"


def bursts(likes: Series, others: Series, published: datetime) -> list[str]:
    """Steps in which many likes came at once, long after publishing, while nothing else moved: a sign worth a question.

    A step counts when it brought 40 % of all likes and at least 50, five times as fast as all before it, later than
    a day after publishing, and comments, shares and saves grew by less than a tenth of what their share would be.
    """
    found = []
    steps = sorted(likes)
    total = steps[-1][1] if steps else 0.0
    for (before, had), (after, has) in pairwise(steps):
        gained, hours = has - had, (after - before).total_seconds() / 3600
        age = (before - published).total_seconds() / 3600
        if gained < max(BURST_LEAST, BURST_SHARE * total) or age < 24 or hours <= 0 or had <= 0:
            continue
        moved, expected = _grown(others, before, after), gained * _ratio(others, had, before)
        if gained / hours > BURST_TIMES * had / age and moved < 0.1 * max(expected, 1):
            found.append(
                f"{gained:,.0f} of {total:,.0f} likes came between {before:%-d %b %Y, %H:%M} and {after:%-d %b %Y, %H:%M} UTC, "
                f"while comments, shares and saves grew by {moved:,.0f}."
            )
    return found


def _value(series: Series, at: datetime) -> float:
    return max((pair for pair in series if pair[0] <= at), default=(at, 0.0))[1]


def _grown(series: Series, before: datetime, after: datetime) -> float:
    return max(0.0, _value(series, after) - _value(series, before))


def _ratio(series: Series, likes: float, at: datetime) -> float:
    return _value(series, at) / likes if likes else 0.0
