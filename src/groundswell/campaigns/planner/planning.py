"""The best set found, and the proof of how good it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from groundswell.campaigns.planner import exact
from groundswell.campaigns.planner.bounds import Modular, everybody, lagrangian_bound, online_bound, prefixes
from groundswell.campaigns.planner.building import Impossible
from groundswell.campaigns.planner.coverage import Coverage, Pool
from groundswell.campaigns.planner.exchange import improve
from groundswell.campaigns.planner.greedy import MUCH, Draft, best_greedy
from groundswell.campaigns.planner.problem import Floats, Ints, Problem
from groundswell.campaigns.planner.room import Room

PROVEN = 1e-6  # relative: a gap below it is none
SECONDS = 20.0


@dataclass(frozen=True)
class Choice:
    """A set with what it costs and whom it engages: expected people, by weight."""

    chosen: list[str]
    spend: Decimal
    value: float

    def as_dict(self) -> dict[str, Any]:
        return {"chosen": self.chosen, "spend": float(self.spend), "value": self.value}


@dataclass(frozen=True)
class Plan:
    """The best set found. No set within the limits has a value above `upper_bound`; `greedy` is the value of plain
    greedy by gain per price, which the plan started from."""

    best: Choice
    upper_bound: float
    greedy: float
    alternatives: dict[str, Choice]

    @property
    def gap(self) -> float:
        """The share of the bound that may be missing, 0 to 1."""
        return max(0.0, self.upper_bound - self.best.value) / self.upper_bound if self.upper_bound > 0 else 0.0

    def as_dict(self) -> dict[str, Any]:
        """The shape promised to scripts."""
        others = {name: choice.as_dict() for name, choice in self.alternatives.items()}
        proof = {"upper_bound": self.upper_bound, "gap": self.gap}
        return self.best.as_dict() | proof | {"alternatives": others}


def plan(problem: Problem, seconds: float = SECONDS) -> Plan:
    """The best set that greedy, exchange and, on up to about 2,000 candidates, `seconds` of HiGHS find, with the least of
    three upper bounds. `seconds` of 0 leaves HiGHS out. `Impossible` when limits on platforms or clashes leave no set."""
    pool = everybody(problem)
    draft, first = best_greedy(problem, _start(problem), pool)
    if len(pool.people) <= MUCH:
        improve(draft)
    chosen, bound = sorted(draft.chosen), _bound(problem, draft.chosen, pool)
    value = Coverage(problem, chosen).value
    if seconds > 0 and bound - value > PROVEN * bound and exact.solvable(problem):
        chosen, bound = _solved(problem, chosen, bound, seconds)
    best = choice(problem, chosen)
    return Plan(best, max(bound, best.value), first, alternatives(problem))


def choice(problem: Problem, chosen: Sequence[int]) -> Choice:
    """A set by its ids, in the candidates' order."""
    chosen = sorted(chosen)
    value = Coverage(problem, chosen).value
    return Choice([problem.candidates[one].id for one in chosen], problem.spend(chosen), value)


def alternatives(problem: Problem) -> dict[str, Choice]:
    """What a sorted list would choose under the same limits: from the top, whoever still fits."""
    sizes = problem.audience.sizes.astype(np.float64)
    return {
        "top_by_followers": choice(problem, _from_the_top(problem, sizes)),
        "top_by_engagement": choice(problem, _from_the_top(problem, problem.rate)),
    }


def _start(problem: Problem) -> list[int]:
    """Those required; where platforms or clashes might stand against minima, the cheapest set that meets all."""
    required = [int(one) for one in problem.required]
    if not any(group.low for group in problem.groups) or all(g.name.startswith("niche ") for g in problem.groups):
        return required
    found = exact.cheapest(problem)
    if found is None:
        raise Impossible("No set meets the minima of niches with these limits on platforms and clashes.")
    if (cost := problem.spend(found)) > problem.limits.budget:
        raise Impossible(f"The cheapest set within the limits costs {cost}, more than {problem.limits.budget}.")
    return found


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


def _from_the_top(problem: Problem, by: Floats) -> list[int]:
    room = Room(problem, _start(problem))
    order: Ints = np.argsort(-by, kind="stable")
    for one in order[problem.allowed[order]]:
        if room.fits(int(one)):
            room.add(int(one))
    return room.chosen
