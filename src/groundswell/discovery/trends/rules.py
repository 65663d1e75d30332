"""Which hashtags are taken up and which are dropped, counted in accounts and not in posts. Pure.

Of accounts that posted both now and before, those who took a tag up are weighed against those who dropped it: McNemar's
exact test, two-sided (so an account that posts a lot weighs no more than another, and one that is new proves nothing).
The change in the share of accounts has the interval of Agresti and Min (2005). Because many tags are tested at once, the
false discovery rate is held at 10 % (Benjamini and Hochberg, 1995).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

METHOD = "tags-1"
LEAST_CHANGES = 6
"""Five accounts that all took a tag up would still be chance at 5 %."""
FALSE_RATE = 0.10
Z = 1.959964

Trend = Literal["rising", "falling", "steady", "cannot tell"]


@dataclass(frozen=True, slots=True)
class Use:
    """One post: by whom, in which of the two windows, with which tags."""

    account: int
    now: bool
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """`accounts` used it now, of `active` that posted now; `posts` is how often. Of the `both` accounts that posted in both
    windows, `taken_up` use it only now and `dropped` only before; `change` is their difference as a share of `both`."""

    tag: str
    posts: int
    accounts: int
    active: int
    before: int
    both: int
    taken_up: int
    dropped: int
    change: float | None
    low: float | None
    high: float | None
    p: float | None
    trend: Trend

    @property
    def share(self) -> float:
        """Of the accounts that posted now."""
        return self.accounts / self.active if self.active else 0.0


def trends(uses: Iterable[Use]) -> list[Tag]:
    """Every tag of the current window or dropped since, the most used first."""
    posts: Counter[str] = Counter()
    users: Mapping[bool, dict[str, set[int]]] = {True: defaultdict(set), False: defaultdict(set)}
    active: Mapping[bool, set[int]] = {True: set(), False: set()}
    for use in uses:
        active[use.now].add(use.account)
        for tag in set(use.tags):
            users[use.now][tag].add(use.account)
            posts[tag] += use.now
    both = active[True] & active[False]
    counted = []
    for tag in users[True].keys() | users[False].keys():
        now, before = users[True][tag], users[False][tag]
        taken, dropped = len((now - before) & both), len((before - now) & both)
        counted.append(_Counted(tag, posts[tag], len(now), len(before), taken, dropped))
    return _judged(counted, len(active[True]), len(both))


@dataclass(frozen=True, slots=True)
class _Counted:
    tag: str
    posts: int
    accounts: int
    before: int
    taken: int
    dropped: int

    @property
    def changes(self) -> int:
        return self.taken + self.dropped


def _judged(counted: Sequence[_Counted], active: int, both: int) -> list[Tag]:
    tested = {one.tag: exact_p(one.taken, one.dropped) for one in counted if one.changes >= LEAST_CHANGES}
    clear = discoveries(tested)
    found = []
    for one in sorted(counted, key=lambda one: (-one.accounts, -one.posts, one.tag)):
        trend: Trend = "cannot tell" if one.tag not in tested else "steady"
        if one.tag in clear:
            trend = "rising" if one.taken > one.dropped else "falling"
        change, low, high = change_interval(one.taken, one.dropped, both)
        found.append(
            Tag(
                tag=one.tag, posts=one.posts, accounts=one.accounts, active=active, before=one.before, both=both,
                taken_up=one.taken, dropped=one.dropped, change=change, low=low, high=high, p=tested.get(one.tag),
                trend=trend,
            )
        )  # fmt: skip
    return found


def exact_p(taken: int, dropped: int) -> float:
    """McNemar's exact test: how likely a split at least as uneven is, if taking up and dropping were equally likely."""
    n, fewer = taken + dropped, min(taken, dropped)
    tail = sum(math.comb(n, k) for k in range(fewer + 1))
    return min(1.0, 2 * tail / float(2**n))


def change_interval(taken: int, dropped: int, both: int) -> tuple[float | None, float | None, float | None]:
    """The change in the share of accounts and its 95 % interval; half an account is added to each side first."""
    if not both:
        return None, None, None
    up, down, n = taken + 0.5, dropped + 0.5, both + 2
    middle, half = (up - down) / n, Z * math.sqrt(up + down - (up - down) ** 2 / n) / n
    change = (taken - dropped) / both
    return change, max(-1.0, min(middle - half, change)), min(1.0, max(middle + half, change))


def discoveries(p_values: Mapping[str, float], rate: float = FALSE_RATE) -> set[str]:
    """Those that stand out when `rate` of them may be false (Benjamini and Hochberg)."""
    ordered = sorted(p_values.items(), key=lambda entry: (entry[1], entry[0]))
    reached = [place for place, (_, p) in enumerate(ordered, 1) if p <= rate * place / len(ordered)]
    return {name for name, _ in ordered[: max(reached, default=0)]}
