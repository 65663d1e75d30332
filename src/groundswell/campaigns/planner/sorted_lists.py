"""What a sorted list would choose, and where every choice starts."""

import numpy as np

from groundswell.campaigns.planner import exact
from groundswell.campaigns.planner.audience import Floats, Ints
from groundswell.campaigns.planner.outcome import Choice, choice
from groundswell.campaigns.planner.possible import Impossible
from groundswell.campaigns.planner.problem import Problem
from groundswell.campaigns.planner.room import Room


def alternatives(problem: Problem) -> dict[str, Choice]:
    """What a sorted list would choose under the same limits: from the top, whoever still fits."""
    sizes = problem.audience.sizes.astype(np.float64)
    return {
        "top_by_followers": choice(problem, _from_the_top(problem, sizes)),
        "top_by_engagement": choice(problem, _from_the_top(problem, problem.rate)),
    }


def first_set(problem: Problem) -> list[int]:
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


def _from_the_top(problem: Problem, by: Floats) -> list[int]:
    room = Room(problem, first_set(problem))
    order: Ints = np.argsort(-by, kind="stable")
    for one in order[problem.allowed[order]]:
        if room.fits(int(one)):
            room.add(int(one))
    return room.chosen
