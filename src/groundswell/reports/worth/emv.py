"""Earned media value: what the engagement would have cost at some rate. An estimate, not revenue, and in no other figure. Pure.

Per post: likes, comments, shares and saves times their rate, and views / 1,000 times theirs. What has no figure or no rate
is left out and counted, never guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from groundswell.kit.money import ZERO, cents
from groundswell.reports.worth.assumed import EMV, Assumption

THOUSAND = Decimal(1000)
LABEL = "Estimate at assumed rates; not revenue, and in no other figure of this report."


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of engagement; `posts` have a figure for it, `without` have none. `count` is None where no post has; `low` and `high`
    are None then, and without a rate."""

    key: str
    count: Decimal | None
    posts: int
    without: int
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Emv:
    """`low` and `high` are None where no kind has both a figure and a rate; `silent` posts have no figure at all."""

    kinds: Sequence[Kind]
    posts: int
    silent: int

    @property
    def low(self) -> Decimal | None:
        known = [kind.low for kind in self.kinds if kind.low is not None]
        return sum(known, ZERO) if known else None

    @property
    def high(self) -> Decimal | None:
        known = [kind.high for kind in self.kinds if kind.high is not None]
        return sum(known, ZERO) if known else None

    @property
    def left_out(self) -> list[str]:
        lines = [f"{self.silent:,} of {self.posts:,} posts have no figure at all."] if self.silent else []
        for kind in self.kinds:
            if kind.low is None and kind.count is not None:
                lines.append(f"{kind.count:,.0f} {kind.key}: no rate.")
            elif kind.without > self.silent:
                lines.append(f"{kind.key.capitalize()} of {kind.without:,} of {self.posts:,} posts: not known.")
        return lines


def emv(figures: Sequence[Mapping[str, float]], rates: Mapping[str, Assumption]) -> Emv:
    """`figures`: for each post what is known of it, by metric."""
    kinds = []
    for key in EMV:
        known = [Decimal(str(post[key])) for post in figures if key in post]
        count = sum(known, Decimal(0)) if known else None
        low, high = (_worth(key, count, rate) for rate in (rates[key].low, rates[key].high))
        kinds.append(
            Kind(
                key=key, count=count, posts=len(known), without=len(figures) - len(known), low=low, high=high,
            )
        )  # fmt: skip
    silent = sum(not any(key in post for key in EMV) for post in figures)
    return Emv(kinds=kinds, posts=len(figures), silent=silent)


def _worth(key: str, count: Decimal | None, rate: Decimal | None) -> Decimal | None:
    if count is None or rate is None:
        return None
    return cents(count / (THOUSAND if key == "views" else 1) * rate)
