"""People who follow the same candidates, taken together."""

from dataclasses import dataclass

import numpy as np

from groundswell.campaigns.planner.audience import Floats, Ints
from groundswell.campaigns.planner.problem import Problem


@dataclass(frozen=True)
class People:
    """People alike: those who follow the same candidates, together. CSR over candidates."""

    starts: Ints
    follows: Ints
    weight: Floats


def alike(problem: Problem) -> tuple[People, Floats]:
    """People who follow two candidates or more, merged where they follow the same; and by candidate the weight of those
    who follow nobody else."""
    audience = problem.audience
    owner = np.repeat(np.arange(problem.size), audience.sizes)
    live = problem.allowed[owner] & (problem.rate[owner] > 0)
    owner, people = owner[live], audience.people[live]
    degree = np.bincount(people, minlength=len(audience.weight))
    single = degree[people] == 1
    alone = _sums(owner[single], audience.weight[people[single]], problem.size)
    owner, people = owner[~single], people[~single]
    marks = np.random.default_rng(20240901).integers(0, 2**62, problem.size, dtype=np.uint64)
    key = np.zeros(len(audience.weight), dtype=np.uint64)
    np.add.at(key, people, marks[owner])
    several = np.flatnonzero(degree > 1)
    _, first, kind = np.unique(key[several], return_index=True, return_inverse=True)
    weight = _sums(kind, audience.weight[several], len(first))
    one_of_each = several[first]
    number = np.full(len(audience.weight), -1, dtype=np.int64)
    number[one_of_each] = np.arange(len(one_of_each))
    kept = number[people] >= 0
    group, follows = number[people[kept]], owner[kept]
    order = np.lexsort((follows, group))
    starts = np.searchsorted(group[order], np.arange(len(one_of_each) + 1))
    return People(starts, follows[order], weight), alone


def _sums(places: Ints, values: Floats, size: int) -> Floats:
    return np.bincount(places, weights=values, minlength=size).astype(np.float64)
