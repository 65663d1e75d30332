"""One taken out by hand: who could come instead, and what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.campaigns.planner.greedy import Draft
from groundswell.campaigns.planner.problem import Problem

LOOKED_AT = 200


@dataclass(frozen=True)
class Swap:
    """Candidate `place` instead of the one taken out: what the set gains in value (a loss is negative)."""

    place: int
    change: float


@dataclass(frozen=True)
class Swaps:
    """`without` is the change with nobody in the place, None where a minimum needs somebody; `best` the best first."""

    without: float | None
    best: list[Swap]


def swaps(problem: Problem, chosen: Sequence[int], out: int, most: int = 10) -> Swaps:
    """The others keep their places. Only those come in with whom every limit is kept."""
    draft = Draft(problem, chosen)
    whole = draft.coverage.value
    draft.remove(out)
    left = draft.coverage.value
    without = None if draft.room.lacking() else left - whole
    gains = {one: draft.coverage.gain(one) for one in map(int, np.flatnonzero(problem.allowed)) if one not in chosen}
    found: list[Swap] = []
    for one in sorted(gains, key=lambda at: (-gains[at], at))[:LOOKED_AT]:
        if len(found) < most and _keeps_limits(draft, one):
            found.append(Swap(one, left + gains[one] - whole))
    return Swaps(without, found)


def _keeps_limits(draft: Draft, one: int) -> bool:
    if not draft.room.fits(one):
        return False
    draft.room.add(one)
    lacking = draft.room.lacking()
    draft.room.remove(one)
    return not lacking
