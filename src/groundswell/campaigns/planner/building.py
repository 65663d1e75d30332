"""From candidates and limits as people give them to a `Problem`; what cannot be is refused with the reason."""

from collections.abc import Sequence

import numpy as np

from groundswell.campaigns.planner.audience import Audience, Ints
from groundswell.campaigns.planner.checking import check_candidates, check_limits
from groundswell.campaigns.planner.money import budget_units, price_units
from groundswell.campaigns.planner.possible import Impossible, check_possible
from groundswell.campaigns.planner.problem import Candidate, Group, Limits, Mask, Problem
from groundswell.kit.errors import BadInput


def build_problem(candidates: Sequence[Candidate], audience: Audience, limits: Limits) -> Problem:
    """The problem as arrays. `BadInput` for candidates, limits or ids that are no such; `Impossible` for limits that
    cannot all be met, with the reason."""
    check_candidates(candidates)
    check_limits(limits)
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
    check_possible(problem)
    return problem


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
        members = np.array(sorted({_place(places, one, "apart") for one in clash}), dtype=np.int64)
        if len(members) < 2:
            raise BadInput(
                "Never together needs two different creators.", where="apart", cure="Name two, or leave it out."
            )
        groups.append(Group(f"those never together ({' and '.join(clash)})", members, 0, 1))
    return groups
