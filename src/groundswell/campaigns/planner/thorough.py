"""The time that is given for a better set and a nearer proof, spent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from groundswell.campaigns.planner import exact
from groundswell.campaigns.planner.bounds import everybody
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.exchange import improve
from groundswell.campaigns.planner.greedy import Draft
from groundswell.campaigns.planner.lagrange import LONG, lagrangian
from groundswell.campaigns.planner.modular import Modular
from groundswell.campaigns.planner.problem import Problem
from groundswell.campaigns.planner.search import search
from groundswell.campaigns.planner.settling import settled

SHARES = (
    0.35,
    0.6,
    0.75,
)  # of the time: until when prices are sought, then sets, then prices again; HiGHS and a last search have the rest


@dataclass(frozen=True)
class Found:
    """`proved_by` is the method whose bound is the least."""

    chosen: list[int]
    bound: float
    proved_by: str


def look_longer(problem: Problem, start: Found, seconds: float) -> Found:
    """No worse and no looser than `start`. Prices first: they tell who can be in no better set. Among the others a search
    gets further, the prices are nearer, and HiGHS has less to solve."""
    began = monotonic()
    first, looked, again = (began + share * seconds for share in SHARES)
    rest, found = _priced(problem, start, first)
    found = replace(found, chosen=search(rest, found.chosen, looked))
    rest, found = _priced(rest, found, again)
    solved = exact.solve(rest, found.chosen, began + seconds - monotonic())
    bound = max(solved.bound, Coverage(problem, found.chosen).value)
    if bound < found.bound:
        found = Found(found.chosen, bound, "solver")
    chosen = _better(problem, found.chosen, solved.chosen)
    return replace(found, chosen=search(rest, chosen, began + seconds))


def _priced(problem: Problem, found: Found, until: float) -> tuple[Problem, Found]:
    """What is left to be settled, and the bound that prices prove."""
    value = Coverage(problem, found.chosen).value
    effort = replace(LONG, until=until)
    duals = lagrangian(problem, found.chosen, everybody(problem), Modular(problem), effort)
    bound = max(duals[0].bound, value)
    if bound < found.bound:
        found = Found(found.chosen, bound, "prices")
    return settled(problem, duals, value), found


def _better(problem: Problem, chosen: list[int], solved: Sequence[int] | None) -> list[int]:
    if solved is None or not _within(problem, solved):
        return chosen
    draft = Draft(problem, solved)
    improve(draft)
    return sorted(max(chosen, draft.chosen, key=lambda one: Coverage(problem, one).value))


def _within(problem: Problem, chosen: Sequence[int]) -> bool:
    """Exactly, in whole millionths: the solver's own sums have a tolerance."""
    for group in problem.groups:
        if not group.low <= len(np.intersect1d(group.members, chosen)) <= group.high:
            return False
    return len(chosen) <= problem.most and int(problem.price[list(chosen)].sum()) <= problem.budget
