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
    """One kind of engagement; `posts` have a figure for it, `without` have none. `low` and `high` are None without a rate."""

    key: str
    count: Decimal
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
        known = [kind.low for kind in self.kinds if kind.low is not None and kind.posts]
        return sum(known, ZERO) if known else None

    @property
    def high(self) -> Decimal | None:
        known = [kind.high for kind in self.kinds if kind.high is not None and kind.posts]
        return sum(known, ZERO) if known else None

    @property
    def left_out(self) -> list[str]:
        lines = [f"{self.silent:,} of {self.posts:,} posts have no figure at all."] if self.silent else []
        for kind in self.kinds:
            if kind.low is None and kind.posts:
                lines.append(f"{kind.count:,.0f} {kind.key}: no rate.")
            elif kind.without > self.silent:
                lines.append(f"{kind.key.capitalize()} of {kind.without:,} of {self.posts:,} posts: not known.")
        return lines


def emv(figures: Sequence[Mapping[str, float]], rates: Mapping[str, Assumption]) -> Emv:
    """`figures`: for each post what is known of it, by metric."""
    kinds = []
    for key in EMV:
        known = [Decimal(str(post[key])) for post in figures if key in post]
        units = sum(known, Decimal(0)) / (THOUSAND if key == "views" else 1)
        low, high = rates[key].low, rates[key].high
        kinds.append(
            Kind(
                key=key, count=sum(known, Decimal(0)), posts=len(known), without=len(figures) - len(known),
                low=None if low is None else cents(units * low), high=None if high is None else cents(units * high),
            )
        )  # fmt: skip
    silent = sum(not any(key in post for key in EMV) for post in figures)
    return Emv(kinds=kinds, posts=len(figures), silent=silent)
