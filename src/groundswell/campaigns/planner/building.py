"""From candidates and limits as people give them to a `Problem`; what cannot be is refused with the reason."""

from collections import Counter
from collections.abc import Sequence
from math import isfinite

import numpy as np

from groundswell.campaigns.planner.problem import (
    Audience,
    Candidate,
    Group,
    Ints,
    Limits,
    Mask,
    Problem,
    budget_units,
    price_units,
)
from groundswell.campaigns.planner.room import Room
from groundswell.kit.errors import BadInput, Conflict

MOST_MONEY = 10**12  # of one price and of the budget: sums of millionths stay within 64 bits


class Impossible(Conflict):
    """No set meets all the limits."""

    code = "infeasible"
    status = 422


def build_problem(candidates: Sequence[Candidate], audience: Audience, limits: Limits) -> Problem:
    """The problem as arrays. `BadInput` for candidates, limits or ids that are no such; `Impossible` for limits that
    cannot all be met, with the reason."""
    _check_candidates(candidates)
    _check_limits(limits)
    places = {one.id: at for at, one in enumerate(candidates)}
    required = [_place(places, one, "require") for one in dict.fromkeys(limits.require)]
    excluded = [_place(places, one, "exclude") for one in dict.fromkeys(limits.exclude)]
    if both := set(required) & set(excluded):
        name = candidates[min(both)].id
        raise Impossible(f"“{name}” is required and excluded.", where="require", cure="Leave one of the two out.")
    price = np.array([price_units(one.price) for one in candidates], dtype=np.int64)
    allowed: Mask = price <= budget_units(limits.budget)
    allowed[required] = True
    allowed[excluded] = False
    niches, niche = _codes([one.niche for one in candidates])
    problem = Problem(
        candidates=candidates, audience=audience, limits=limits, price=price, niche=niche, niches=niches,
        rate=np.array([one.rate for one in candidates]), budget=budget_units(limits.budget), allowed=allowed,
        required=np.array(sorted(required), dtype=np.int64), groups=_groups(candidates, limits, niches, niche, places),
    )  # fmt: skip
    _check_possible(problem)
    return problem


def _check_candidates(candidates: Sequence[Candidate]) -> None:
    if not candidates:
        raise BadInput("There are no candidates.", where="candidates", cure="Give at least one with a price.")
    counts = Counter(one.id for one in candidates)
    if twice := [name for name, count in counts.items() if count > 1]:
        raise BadInput(f"The candidate “{twice[0]}” is given {counts[twice[0]]} times.", where="candidates")
    for one in candidates:
        if not one.price.is_finite() or not 0 <= one.price <= MOST_MONEY:
            raise BadInput(f"The price of “{one.id}” is no amount of money: {one.price}.", where="price")
        if not isfinite(one.rate) or not 0 <= one.rate <= 1:
            cure = "Write 3 % as 0.03."
            raise BadInput(
                f"The engagement rate of “{one.id}” is not within 0 and 1.", where="engagement_rate", cure=cure
            )


def _check_limits(limits: Limits) -> None:
    if not limits.budget.is_finite() or not 0 < limits.budget <= MOST_MONEY:
        raise BadInput(f"A budget of {limits.budget} buys nothing.", where="budget", cure="Give more than 0.")
    counts = {"max_creators": limits.max_creators, "max_per_niche": limits.max_per_niche}
    for name, count in {**counts, "max_per_platform": limits.max_per_platform}.items():
        if count is not None and count < 1:
            raise BadInput(f"{name} is {count}: nobody could be chosen.", where=name, cure="Give 1 or more.")
    if limits.min_per_niche < 0:
        raise BadInput("min_per_niche cannot be negative.", where="min_per_niche")


def _place(places: dict[str, int], name: str, where: str) -> int:
    if name not in places:
        raise BadInput(f"“{name}” is not among the candidates.", where=where, cure="Use an id of the candidates.")
    return places[name]


def _codes(names: Sequence[str]) -> tuple[list[str], Ints]:
    """The names that occur, and by candidate the place of its own; -1 for none."""
    known = sorted({name for name in names if name})
    place = {name: at for at, name in enumerate(known)}
    return known, np.array([place.get(name, -1) for name in names], dtype=np.int64)


def _groups(
    candidates: Sequence[Candidate], limits: Limits, niches: Sequence[str], niche: Ints, places: dict[str, int]
) -> list[Group]:
    most, groups = len(candidates), []
    if limits.min_per_niche or limits.max_per_niche is not None:
        high = most if limits.max_per_niche is None else limits.max_per_niche
        for at, name in enumerate(niches):
            groups.append(Group(f"niche {name}", np.flatnonzero(niche == at), limits.min_per_niche, high))
    if limits.max_per_platform is not None:
        platforms, platform = _codes([one.platform for one in candidates])
        for at, name in enumerate(platforms):
            groups.append(Group(f"platform {name}", np.flatnonzero(platform == at), 0, limits.max_per_platform))
    for clash in limits.clashes:
        members = np.array(sorted({_place(places, one, "clashes") for one in clash}), dtype=np.int64)
        groups.append(Group(f"clash of {' and '.join(clash)}", members, 0, 1))
    return groups


def _check_possible(problem: Problem) -> None:
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
