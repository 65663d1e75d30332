"""The best set found, and the proof of how good it is."""

from collections.abc import Sequence

from groundswell.campaigns.planner import exact
from groundswell.campaigns.planner.bounds import everybody, online_bound, prefixes
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.exchange import improve
from groundswell.campaigns.planner.greedy import MUCH, best_greedy
from groundswell.campaigns.planner.lagrange import lagrangian
from groundswell.campaigns.planner.modular import Modular
from groundswell.campaigns.planner.outcome import Plan, choice
from groundswell.campaigns.planner.pool import Pool
from groundswell.campaigns.planner.problem import Problem
from groundswell.campaigns.planner.sorted_lists import alternatives, first_set
from groundswell.campaigns.planner.thorough import Found, look_longer

PROVEN = 1e-6  # relative: a gap below it is none
SECONDS = 20.0


def plan(problem: Problem, seconds: float = SECONDS) -> Plan:
    """The best set that greedy and exchange find, with the least of two upper bounds; on up to about 2,000 candidates
    `seconds` of search and of HiGHS come after, with a third. `seconds` of 0 leaves these out. `Impossible` when limits on
    platforms or clashes leave no set."""
    pool = everybody(problem)
    draft, first = best_greedy(problem, first_set(problem), pool)
    if len(pool.people) <= MUCH:
        improve(draft)
    found = _bounded(problem, sorted(draft.chosen), draft.chosen, pool)
    value = Coverage(problem, found.chosen).value
    if seconds > 0 and found.bound - value > PROVEN * found.bound and exact.solvable(problem):
        found = look_longer(problem, found, seconds)
    best = choice(problem, found.chosen)
    return Plan(best, max(found.bound, best.value), first, alternatives(problem), found.proved_by)


def _bounded(problem: Problem, chosen: list[int], in_order: Sequence[int], pool: Pool) -> Found:
    modular = Modular(problem)
    online = Found(chosen, online_bound(problem, prefixes(in_order), pool, modular), "gains")
    if online.bound - Coverage(problem, chosen).value <= PROVEN * online.bound:
        return online
    dual = Found(chosen, lagrangian(problem, in_order, pool, modular)[0].bound, "prices")
    return min(online, dual, key=lambda one: one.bound)
