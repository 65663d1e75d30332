"""Straight lines above the chance that a person engages, in a sum over those chosen whom the person follows."""

from dataclasses import dataclass

import numpy as np

from groundswell.campaigns.planner.alike import People
from groundswell.campaigns.planner.audience import Floats, Ints
from groundswell.campaigns.planner.concave import exponents
from groundswell.campaigns.planner.problem import Problem

STEPS = 2  # lines by person out of `concave.Steps`: exact for who follows two
LEVELS = (2, 3, 4)  # means of what the followed bring at which lines touch `concave.Curve`


@dataclass(frozen=True)
class Line:
    """Engaged ≤ offset + slope × sum of the factors of those chosen, for some `kinds` of people; slope and offset by those,
    factor by candidate."""

    kinds: Ints
    slope: Floats
    offset: Floats
    factor: Floats


def lines(problem: Problem, people: People) -> list[Line]:
    """All hold for every set; none is told twice."""
    count, degree = len(people.weight), np.diff(people.starts)
    everybody = np.arange(count)
    if (problem.rate[problem.allowed] >= 1.0).all():
        return [Line(everybody, np.ones(count), np.zeros(count), problem.rate)]
    left = 1 - np.maximum.reduceat(problem.rate[people.follows], people.starts[:-1]) if count else np.zeros(0)
    found = [
        Line(everybody, left**step, 1 - left**step * (1 + step * (1 - left)), problem.rate) for step in range(STEPS)
    ]
    factor = exponents(problem.rate)
    sums = np.add.reduceat(factor[people.follows], people.starts[:-1]) if count else np.zeros(0)
    for level in LEVELS:
        kinds = np.flatnonzero(degree > level)
        at = level * sums[kinds] / degree[kinds]
        found.append(Line(kinds, np.exp(-at), -np.expm1(-at) - at * np.exp(-at), factor))
    return [line for line in found if len(line.kinds)]
