"""Limits that cannot all be met are refused with the reason."""

import numpy as np

from groundswell.campaigns.planner.problem import Problem
from groundswell.campaigns.planner.room import Room
from groundswell.kit.errors import Conflict


class Impossible(Conflict):
    """No set meets all the limits."""

    code = "infeasible"
    status = 422


def check_possible(problem: Problem) -> None:
    """The limits that can be held against each other by counting; clashes and platforms beside minima are the solver's."""
    limits, required = problem.limits, [int(one) for one in problem.required]
    cost = problem.spend(required)
    if cost > limits.budget:
        raise Impossible(f"Those required cost {cost}, more than the budget of {limits.budget}.", where="require")
    if len(required) > problem.most:
        raise Impossible(
            f"{len(required)} are required, and no more than {problem.most} may be chosen.", where="require"
        )
    for group in problem.groups:
        among = len(np.intersect1d(group.members, problem.required))
        if among > group.high:
            raise Impossible(f"{among} of {group.name} are required; the limit is {group.high}.", where="require")
        open_ = int(problem.allowed[group.members].sum())
        if min(open_, group.high) < group.low:
            reason = (
                f"The {group.name} has {min(open_, group.high)} within the limits, and at least {group.low} are wanted."
            )
            raise Impossible(reason, where="min_per_niche", cure="Lower the minimum or add candidates.")
    _check_minima(problem, required)


def _check_minima(problem: Problem, required: list[int]) -> None:
    room, places, money = Room(problem, required), len(required), problem.spend(required)
    for group in problem.groups:
        need = max(0, group.low - len(np.intersect1d(group.members, problem.required)))
        members = group.members[room.free[group.members]]
        cheapest = members[np.argsort(problem.price[members], kind="stable")][:need]
        places, money = places + need, money + problem.spend([int(one) for one in cheapest])
    if places > problem.most:
        raise Impossible(
            f"Required creators and minima of niches make {places}; no more than {problem.most} may be chosen.",
            where="max_creators",
        )
    if money > problem.limits.budget:
        raise Impossible(
            f"The cheapest set within the limits costs {money}, more than the budget of {problem.limits.budget}.",
            where="budget", cure="Raise the budget or lower the minima.",
        )  # fmt: skip
