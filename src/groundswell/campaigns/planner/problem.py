"""What is to be planned: candidates, who follows them, the limits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from groundswell.campaigns.planner.audience import Audience, Floats, Ints

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Candidate:
    """`rate` is the share (0 to 1) of followers who engage with a post; empty `platform` or `niche` is none of any."""

    id: str
    price: Decimal
    rate: float
    platform: str = ""
    niche: str = ""


@dataclass(frozen=True)
class Limits:
    """What a plan must keep to. `clashes` are sets of ids of which no more than one may be chosen."""

    budget: Decimal
    max_creators: int | None = None
    min_per_niche: int = 0
    max_per_niche: int | None = None
    max_per_platform: int | None = None
    require: Sequence[str] = ()
    exclude: Sequence[str] = ()
    clashes: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Group:
    """No fewer than `low` and no more than `high` of the `members` (indices of candidates)."""

    name: str
    members: Ints
    low: int
    high: int


@dataclass(frozen=True)
class Problem:
    """Candidates, audience and limits as arrays, ready to be solved. `price` and `budget` are in millionths, prices
    rounded up and the budget down, so that no sum passes the budget. `niche` holds an index of `niches` by candidate."""

    candidates: Sequence[Candidate]
    audience: Audience
    limits: Limits
    price: Ints
    rate: Floats
    niche: Ints
    niches: Sequence[str]
    budget: int
    allowed: Mask
    required: Ints
    groups: Sequence[Group] = field(default=())

    @property
    def size(self) -> int:
        return len(self.candidates)

    @property
    def most(self) -> int:
        """How many may be chosen at most."""
        return self.size if self.limits.max_creators is None else self.limits.max_creators

    def spend(self, chosen: Sequence[int]) -> Decimal:
        return sum((self.candidates[one].price for one in chosen), Decimal(0))
