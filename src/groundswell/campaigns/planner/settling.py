"""Who can be in no set better than one that is known, and who must be in each: the programme that is left is small."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from groundswell.campaigns.planner.audience import Floats, Ints
from groundswell.campaigns.planner.lagrange import Dual
from groundswell.campaigns.planner.modular import Modular
from groundswell.campaigns.planner.problem import Problem

ROUNDING = 1e-9  # relative


def settled(problem: Problem, duals: Sequence[Dual], value: float) -> Problem:
    """The same programme without the sets that these bounds show to be worth no more than `value`: its best set is the best
    of all, if any is better than `value`. Where it has none within the limits, nothing is."""
    modular = Modular(problem)
    allowed, required = problem.allowed.copy(), np.zeros(problem.size, dtype=np.bool_)
    required[problem.required] = True
    for dual in duals:
        bound, change = _reduced(problem, dual.worth, modular.best(dual.worth).money)
        spare = (bound + dual.people) * (1 + ROUNDING) - value
        allowed &= ~((change < -spare) & ~required)
        required |= (change > spare) & allowed
    return replace(problem, allowed=allowed, required=np.flatnonzero(required))


def _reduced(problem: Problem, worth: Floats, money: float) -> tuple[float, Floats]:
    """What sets can be worth at most when places and niches have prices too, and by candidate how much of that is lost by
    leaving out a wanted one (positive) or by taking another (negative)."""
    score = worth - money * problem.price
    open_ = np.where(problem.allowed, score, -np.inf)
    niches = [group for group in problem.groups if group.name.startswith("niche ")]
    first = open_.copy()
    for group in niches:  # the best that each niche has places for compete for the places of all
        first[_beyond(group.members, open_, group.high)] = -np.inf
    place = _price_of_the_next(first, problem.most)
    bound, change = money * problem.budget + place * problem.most, score - place
    for group in niches:
        extra = _price_of_the_next(open_[group.members] - place, group.high)
        change[group.members] -= extra
        bound += extra * group.high
    forced = change[problem.required]
    wanted = np.maximum(change, 0.0)[problem.allowed].sum()
    return float(bound + wanted + np.minimum(forced, 0.0).sum()), change


def _beyond(members: Ints, score: Floats, places: int) -> Ints:
    return members[np.argsort(-score[members], kind="stable")[places:]]


def _price_of_the_next(score: Floats, places: int) -> float:
    """What the first who gets no place would pay for one."""
    return max(float(np.sort(score)[::-1][places]), 0.0) if places < len(score) else 0.0
