"""What a marketer asks of a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Candidates are those of `list` or those whom the saved `search` finds, one of the two (slugs). `prices` by creator's
    id are what was quoted, in the workspace's currency. `persona` (slug), `country` and `gender` narrow whom the plan is
    to engage. `brand` is a name, hashtag or handle of what the campaign is for: who agreed elsewhere not to post for it
    clashes. `apart` are sets of creators of whom no more than one may be chosen, such as a couple or
    competitors. `market` is how many people there are to be reached on a platform, where followers are known by number only;
    None takes an assumption. `swap` is a creator of the set whose replacements are wanted."""

    budget: Decimal
    list: str = ""
    search: str = ""
    persona: str = ""
    brand: str = ""
    max_creators: int | None = None
    max_per_platform: int | None = None
    min_per_niche: int = 0
    max_per_niche: int | None = None
    country: str = ""
    gender: str = ""
    market: int | None = None
    must: tuple[int, ...] = ()
    ban: tuple[int, ...] = ()
    apart: tuple[tuple[int, ...], ...] = ()
    prices: Mapping[int, Decimal] = field(default_factory=dict)
    swap: int | None = None
