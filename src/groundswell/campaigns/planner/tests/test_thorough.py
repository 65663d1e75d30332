"""What the time that is given brings."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from groundswell.campaigns.planner import build_problem, plan
from groundswell.campaigns.planner.bounds import everybody
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.lagrange import LONG, lagrangian
from groundswell.campaigns.planner.modular import Modular
from groundswell.campaigns.planner.search import search
from groundswell.campaigns.planner.settling import settled
from groundswell.campaigns.planner.tests.instances import best_of_all, programme, within
from groundswell.campaigns.planner.tests.small import small_problems, unchecked

CLOSE = 1e-6


@given(small_problems())
@settings(max_examples=30, deadline=None)
def test_the_best_set_is_never_settled_away(given_: dict[str, Any]) -> None:
    """Unless it is no better than what was known."""
    best = best_of_all(unchecked(**given_))
    if best is None:
        return
    problem = build_problem(**given_)
    known = plan(problem, 0)
    duals = lagrangian(problem, [int(one) for one in problem.required], everybody(problem), Modular(problem))
    rest = settled(problem, duals, known.best.value)
    left = best_of_all(rest)
    assert best <= known.best.value + CLOSE or (left is not None and left >= best - CLOSE)


@pytest.mark.parametrize("limits", [{}, {"max_creators": 12, "max_per_niche": 4}, {"min_per_niche": 2}])
@pytest.mark.parametrize("sure", [True, False])
def test_a_longer_look_is_no_worse_no_looser_and_within_the_limits(sure: bool, limits: dict[str, Any]) -> None:
    problem = programme(11, size=60, people=800, sure=sure, **limits)
    quick, longer = plan(problem, 0), plan(problem, 1)
    assert quick.greedy <= quick.best.value <= longer.best.value <= longer.upper_bound <= quick.upper_bound
    assert longer.best.spend <= problem.limits.budget
    assert within(problem, [int(name[1:]) for name in longer.best.chosen])


def test_the_search_leaves_a_poor_set_and_ends_by_itself() -> None:
    problem = programme(12, size=30, people=300, sure=True)
    poor = [int(problem.price.argmin())]
    found = search(problem, poor, float("inf"))
    assert Coverage(problem, found).value >= 0.98 * plan(problem, 0).best.value
    assert within(problem, found)


def test_the_search_without_time_keeps_the_set() -> None:
    problem = programme(13, size=30, people=300)
    assert search(problem, [2, 1], 0.0) == [1, 2]


def test_most_candidates_are_settled_where_the_proof_is_near() -> None:
    problem = programme(3, size=200, people=3_000)
    found = plan(problem, 0)
    chosen = [int(name[1:]) for name in found.best.chosen]
    duals = lagrangian(problem, chosen, everybody(problem), Modular(problem), LONG)
    rest = settled(problem, duals, found.best.value)
    assert int(rest.allowed.sum()) - len(rest.required) < 100
    assert np.isin(rest.required, chosen).all()
