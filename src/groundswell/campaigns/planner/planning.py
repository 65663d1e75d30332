"""The best set found, and the proof of how good it is."""

from collections.abc import Sequence

import numpy as np

from groundswell.campaigns.planner import exact
from groundswell.campaigns.planner.bounds import everybody, online_bound, prefixes
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.exchange import improve
from groundswell.campaigns.planner.greedy import MUCH, Draft, best_greedy
from groundswell.campaigns.planner.lagrange import lagrangian_bound
from groundswell.campaigns.planner.modular import Modular
from groundswell.campaigns.planner.outcome import Plan, choice
from groundswell.campaigns.planner.pool import Pool
from groundswell.campaigns.planner.problem import Problem
from groundswell.campaigns.planner.room import Room
from groundswell.campaigns.planner.sorted_lists import alternatives, first_set

PROVEN = 1e-6  # relative: a gap below it is none
SECONDS = 20.0


def plan(problem: Problem, seconds: float = SECONDS) -> Plan:
    """The best set that greedy, exchange and, on up to about 2,000 candidates, `seconds` of HiGHS find, with the least of
    three upper bounds. `seconds` of 0 leaves HiGHS out. `Impossible` when limits on platforms or clashes leave no set."""
    pool = everybody(problem)
    draft, first = best_greedy(problem, first_set(problem), pool)
    if len(pool.people) <= MUCH:
        improve(draft)
    chosen, bound = sorted(draft.chosen), _bound(problem, draft.chosen, pool)
    value = Coverage(problem, chosen).value
    if seconds > 0 and bound - value > PROVEN * bound and exact.solvable(problem):
        chosen, bound = _solved(problem, chosen, bound, seconds)
    best = choice(problem, chosen)
    return Plan(best, max(bound, best.value), first, alternatives(problem))


def _bound(problem: Problem, chosen: Sequence[int], pool: Pool) -> float:
    modular = Modular(problem)
    online = online_bound(problem, prefixes(chosen), pool, modular)
    if online - Coverage(problem, chosen).value <= PROVEN * online:
        return online
    return min(online, lagrangian_bound(problem, chosen, pool, modular))


def _solved(problem: Problem, chosen: list[int], bound: float, seconds: float) -> tuple[list[int], float]:
    found = exact.solve(problem, chosen, seconds)
    bound = min(bound, found.bound)
    if found.chosen is None or not _within(problem, found.chosen):
        return chosen, bound
    draft = Draft(problem, found.chosen)
    improve(draft)
    better = max(chosen, draft.chosen, key=lambda one: Coverage(problem, one).value)
    return sorted(better), bound


def _within(problem: Problem, chosen: Sequence[int]) -> bool:
    """Exactly, in whole millionths: the solver's own sums have a tolerance."""
    room = Room(problem)
    for group in problem.groups:
        if not group.low <= len(np.intersect1d(group.members, chosen)) <= group.high:
            return False
    return len(chosen) <= problem.most and int(problem.price[list(chosen)].sum()) <= room.money
