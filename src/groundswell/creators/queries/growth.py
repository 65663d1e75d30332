"""How much an account grew, from two readings that are named."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from groundswell.creators.models import Account, Reading
from groundswell.kit import clock
from groundswell.platforms.queries import platforms_that_may_not

DAYS = 30
NOT_ALLOWED = "The network’s terms do not let it be worked out."
SLACK = timedelta(days=10)  # a reading so far from the day wanted still stands for it


@dataclass(frozen=True, slots=True)
class Growth:
    """Followers at two readings about 30 days apart; `share` is None where that cannot be told, and `why` says so."""

    share: float | None
    why: str = ""
    first: Reading | None = None
    last: Reading | None = None

    @property
    def days(self) -> int:
        """Between the two readings; 0 without them."""
        return (self.last.observed_at - self.first.observed_at).days if self.first and self.last else 0


def growth_of(readings: Sequence[Reading], *, now: datetime | None = None) -> Growth:
    """The growth of followers over the last 30 days, of one account's readings of one source.

    The last reading must be younger than 10 days, and the first lie 20 to 40 days before it.
    """
    series = sorted(readings, key=lambda reading: reading.observed_at)
    if not series:
        return Growth(None, "Nobody read the followers yet.")
    last, today = series[-1], now or clock.now()
    if today - last.observed_at > SLACK:
        return Growth(None, f"The last reading is of {last.observed_at:%d %B %Y}.")
    wanted = last.observed_at - timedelta(days=DAYS)
    near = [one for one in series if abs(one.observed_at - wanted) <= SLACK]
    if not near:
        return Growth(None, f"There is no reading of about {wanted:%d %B %Y}.")
    first = min(near, key=lambda one: abs(one.observed_at - wanted))
    if first.value <= 0:
        return Growth(None, "There were no followers to grow from.", first, last)
    return Growth(last.value / first.value - 1, "", first, last)


def growths(accounts: Collection[Account], readings: Iterable[Reading]) -> dict[int, Growth]:
    """Account → growth, of their readings of followers; other metrics are passed over.

    Readings of different sources are never compared with each other: those of the newest one's source count.
    """
    barred = platforms_that_may_not("may_derive")
    series: dict[int | None, list[Reading]] = {account.pk: [] for account in accounts}
    for reading in sorted(readings, key=lambda one: one.observed_at, reverse=True):
        mine = series.get(reading.account_id)
        if mine is not None and reading.metric == "followers" and (not mine or mine[0].source == reading.source):
            mine.append(reading)
    return {
        account.pk: Growth(None, NOT_ALLOWED) if account.platform in barred else growth_of(series[account.pk])
        for account in accounts
    }
