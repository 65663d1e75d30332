"""What a marketer asks of a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`prices` by creator's id are what was quoted, in the workspace's currency. `country` and `gender` narrow whom the
    plan is to engage. `market` is how many people there are to be reached on a platform, where followers are known by
    number only; None takes an assumption."""

    list: str
    budget: Decimal
    max_creators: int | None = None
    max_per_platform: int | None = None
    min_per_niche: int = 0
    max_per_niche: int | None = None
    country: str = ""
    gender: str = ""
    market: int | None = None
    must: tuple[int, ...] = ()
    ban: tuple[int, ...] = ()
    prices: Mapping[int, Decimal] = field(default_factory=dict)
