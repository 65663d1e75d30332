"""What no set within the limits can pass, from the set found."""

from collections.abc import Sequence

import numpy as np

from groundswell.campaigns.planner.audience import Ints
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.modular import Modular
from groundswell.campaigns.planner.pool import Pool
from groundswell.campaigns.planner.problem import Problem


def online_bound(problem: Problem, sets: Sequence[Sequence[int]], pool: Pool, modular: Modular) -> float:
    """The least over some sets of value + the best sum of what each candidate would add to it (Leskovec et al. 2007)."""
    found = float("inf")
    for chosen in sets:
        coverage = Coverage(problem, chosen)
        gains = problem.rate * pool.sums(coverage.left)
        gains[list(chosen)] = 0.0
        found = min(found, coverage.value + modular.best(gains).bound)
    return found


def everybody(problem: Problem) -> Pool:
    return Pool(problem.audience, np.arange(problem.size, dtype=np.int64))


def prefixes(chosen: Sequence[int]) -> list[Sequence[int]]:
    """The set, and its first halves: a shorter one often bounds better."""
    lengths: Ints = np.unique([len(chosen), len(chosen) * 3 // 4, len(chosen) // 2, 0])
    return [chosen[:length] for length in lengths]
