"""How far two audiences are apart. Pure.

Per dimension the Jensen-Shannon distance (base 2; Lin 1991, Endres and Schindelin 2003): 0 for the same distribution, 1 where
nothing is shared. Over dimensions their mean. What a list leaves open counts as one value of its own, the same in both.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

METHOD = "audience-distance-1"
DIMENSIONS = ("country", "language", "gender", "age")
REST = ""

Figures = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Distance:
    """`value` 0 to 1 over the dimensions that both have; `by` gives each."""

    value: float
    by: dict[str, float]


def distance(one: Figures, other: Figures) -> Distance | None:
    """None where no dimension is known of both."""
    by = {
        dimension: jensen_shannon(one[dimension], other[dimension])
        for dimension in DIMENSIONS
        if one.get(dimension) and other.get(dimension)
    }
    return Distance(sum(by.values()) / len(by), by) if by else None


def jensen_shannon(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Between two lists of shares, each filled up to 1 with what it leaves open."""
    left, right = _whole(one), _whole(other)
    divergence = 0.0
    for value in left.keys() | right.keys():
        p, q = left.get(value, 0.0), right.get(value, 0.0)
        middle = (p + q) / 2
        divergence += sum(share / 2 * math.log2(share / middle) for share in (p, q) if share > 0)
    return math.sqrt(min(1.0, max(0.0, divergence)))


def _whole(shares: Mapping[str, float]) -> dict[str, float]:
    total = sum(shares.values())
    if total > 1:
        return {value: share / total for value, share in shares.items()}
    return {**shares, REST: 1 - total} if total < 1 else dict(shares)
