"""What each role may do, and what a workspace's settings may hold."""

import re
from collections.abc import Mapping
from enum import IntEnum

TIERS = ("nano", "micro", "macro", "mega")
DEFAULT_TIER_BOUNDS = {"micro": 1_000, "macro": 100_000, "mega": 500_000}
SCOPES = ("read", "write")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


class Need(IntEnum):
    """What an action asks of the person who does it, weakest first."""

    READ = 1
    WRITE = 2
    OWN = 3


_HELD = {"analyst": Need.READ, "manager": Need.WRITE, "owner": Need.OWN}


def may(role: str, need: Need) -> bool:
    """Whether a member with `role` may do what asks for `need`; an unknown role may do nothing."""
    return _HELD.get(role, 0) >= need


def refusal(need: Need) -> str:
    """Why somebody without `need` was stopped, for people."""
    return (
        "Only an owner of this workspace may do this."
        if need is Need.OWN
        else "Analysts read; they cannot change things."
    )


def tier_bounds(bounds: Mapping[str, int]) -> dict[str, int]:
    """The smallest follower count of micro, macro and mega: the workspace's own over the defaults."""
    return {tier: int(bounds.get(tier, default)) for tier, default in DEFAULT_TIER_BOUNDS.items()}


def bounds_ascend(bounds: Mapping[str, int]) -> bool:
    """Whether 0 < micro < macro < mega."""
    return 0 < bounds["micro"] < bounds["macro"] < bounds["mega"]
