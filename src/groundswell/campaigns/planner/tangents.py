"""Straight lines above the chance that a person engages: 1 - exp(-sum of what those chosen bring)."""

from dataclasses import dataclass

import numpy as np

from groundswell.campaigns.planner.alike import People
from groundswell.campaigns.planner.audience import Floats
from groundswell.campaigns.planner.problem import Problem

LEVELS = 5  # lines by person, touching at so many followed creators
EXPONENT = 30.0  # stands for a rate of 1: exp(-30) is nobody


@dataclass(frozen=True)
class Tangent:
    """Engaged ≤ offset + slope × sum of the factors of those chosen; slope and offset by kind of people, factor by
    candidate."""

    slope: Floats
    offset: Floats
    factor: Floats


def tangents(problem: Problem, people: People) -> list[Tangent]:
    count = len(people.weight)
    if (problem.rate[problem.allowed] >= 1.0).all():
        return [Tangent(np.ones(count), np.zeros(count), np.ones(problem.size))]
    factor = exponents(problem.rate)
    degree = np.diff(people.starts)
    sums = np.add.reduceat(factor[people.follows], people.starts[:-1]) if count else np.zeros(0)
    mean = sums / np.maximum(degree, 1)
    found: list[Tangent] = []
    for level in range(LEVELS):
        at = np.minimum(level * mean, sums)
        found.append(Tangent(np.exp(-at), -np.expm1(-at) - at * np.exp(-at), factor))
    return found


def exponents(rate: Floats) -> Floats:
    """-log(1 - rate), a rate of 1 standing at `EXPONENT`."""
    with np.errstate(divide="ignore"):
        return np.minimum(-np.log1p(-rate), EXPONENT)
