"""What a facet counts, for any engine: the values of a field, ranges of a number, or conditions one by one.

What is unknown is always a value of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TypeAlias

from groundswell.discovery.language import tree
from groundswell.discovery.language.following import knows
from groundswell.discovery.language.parts import UNKNOWN
from groundswell.discovery.language.profile import contact
from groundswell.discovery.language.setting import Setting, fact
from groundswell.discovery.language.shares import DIMENSIONS, QUALITY

GENDERS = ("female", "male", "non-binary")
TERM_FACETS = ("platform", "country", "city", "language", "topic", "account_type", "verified")
_RANGES: dict[str, tuple[str, tuple[float, ...]]] = {
    "age": ("age", (18, 25, 35, 45, 55)),
    "engagement_rate": ("engagement", (0.01, 0.02, 0.05, 0.1)),
    "growth": ("growth_30", (0.0, 0.02, 0.05, 0.1)),
    "sponsored_share": ("sponsored", (0.1, 0.2, 0.5)),
}
_POSTED_DAYS = (7, 30, 90, 365)


@dataclass(frozen=True, slots=True)
class ByTerm:
    """How many accounts hold each of the field's terms; what is unknown holds the term "unknown"."""

    field: str


@dataclass(frozen=True, slots=True)
class ByRange:
    """How many accounts lie in each range that `cuts` makes, smallest first: `labels` has one more. A cut belongs to
    the range above it. Accounts without the number are "unknown"."""

    field: str
    cuts: tuple[float, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ByNode:
    """How many accounts each condition holds for, on top of the query."""

    nodes: tuple[tuple[str, tree.Node], ...]


Counting: TypeAlias = ByTerm | ByRange | ByNode


def countings(facets: Sequence[str], setting: Setting) -> Mapping[str, Counting]:
    """For each facet, what to count."""
    return {name: _counting(name, setting) for name in facets}


def _counting(name: str, setting: Setting) -> Counting:
    if name in TERM_FACETS:
        return ByTerm(name)
    if name in _RANGES:
        field, cuts = _RANGES[name]
        return ByRange(field, cuts, _labels(cuts))
    if name == "tier":
        tiers = [(low, tier) for tier, (low, _) in setting.tiers.items()]
        return ByRange("followers", tuple(low for low, _ in tiers[1:]), tuple(tier for _, tier in tiers))
    if name == "posted":
        return _posted(setting)
    return ByNode(tuple(_conditions(name, setting.workspace_id).items()))


def _labels(cuts: Sequence[float]) -> tuple[str, ...]:
    between = (f"{low:g} to {high:g}" for low, high in pairwise(cuts))
    return (f"under {cuts[0]:g}", *between, f"{cuts[-1]:g} and more")


def _posted(setting: Setting) -> ByRange:
    cuts = [int((setting.now - timedelta(days=days)).timestamp()) for days in reversed(_POSTED_DAYS)]
    labels = [f"within {days} days" for days in reversed(_POSTED_DAYS)]
    return ByRange("last_posted", tuple(cuts), (f"over {_POSTED_DAYS[-1]} days ago", *labels))


def _conditions(name: str, workspace_id: int) -> dict[str, tree.Node]:
    if name == "contact":
        known = contact(workspace_id)
        return {"yes": known, "no": tree.Not(known)}
    if name == "gender":
        told = {gender: tree.OneOf("fact", (fact("gender", workspace_id, gender),)) for gender in GENDERS}
        any_told = tree.OneOf("fact", (fact("gender", workspace_id),))
        other = tree.AllOf((any_told, tree.Not(tree.AnyOf(tuple(told.values())))))
        return {**told, "other": other, UNKNOWN: tree.Not(any_told)}
    dimensions = {name: knows(name, workspace_id) for name in (*DIMENSIONS.values(), QUALITY)}
    return {**dimensions, UNKNOWN: tree.Not(tree.AnyOf(tuple(dimensions.values())))}
