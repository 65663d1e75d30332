"""The planner against every set there is."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from groundswell.campaigns.planner import Impossible, Limits, build_problem, plan
from groundswell.campaigns.planner.bounds import everybody, online_bound
from groundswell.campaigns.planner.exchange import improve
from groundswell.campaigns.planner.greedy import Draft
from groundswell.campaigns.planner.lagrange import lagrangian
from groundswell.campaigns.planner.modular import Modular
from groundswell.campaigns.planner.tests.instances import (
    audience_of,
    best_of_all,
    candidates_of,
    value_of,
    within,
)
from groundswell.campaigns.planner.tests.small import small_problems, unchecked

CLOSE = 1e-6


def test_an_exchange_never_leaves_a_niche_without_anybody() -> None:
    """c2 brings more than c0, but stands on the one place of network x that niche a needs."""
    candidates = candidates_of([1, 1, 1], [1.0, 1.0, 1.0], "abb", "xyx")
    limits = Limits(Decimal(10), min_per_niche=1, max_per_platform=1)
    problem = build_problem(candidates, audience_of([[0], [1], [2, 3, 4]], [1.0] * 5), limits)
    draft = Draft(problem, [0, 1])
    improve(draft)
    assert sorted(draft.chosen) == [0, 1]
    assert within(problem, [int(name[1:]) for name in plan(problem, 5).best.chosen])


@given(small_problems())
@settings(max_examples=150, deadline=None)
def test_within_every_limit_never_above_the_bound_and_the_best_of_all_sets(given_: dict[str, Any]) -> None:
    every = unchecked(**given_)
    best = best_of_all(every)
    if best is None:
        with pytest.raises(Impossible):
            plan(build_problem(**given_), 0.5)
        return
    problem = build_problem(**given_)
    found = plan(problem, 0.5)
    chosen = [int(name[1:]) for name in found.best.chosen]
    assert within(problem, chosen)
    assert (
        found.best.spend == sum((problem.candidates[one].price for one in chosen), Decimal(0)) <= problem.limits.budget
    )
    assert found.best.value == pytest.approx(value_of(problem, chosen), abs=CLOSE)
    assert found.best.value >= found.greedy - CLOSE
    assert found.best.value <= best + CLOSE
    assert found.upper_bound >= best - CLOSE
    assert 0 <= found.gap <= 1
    for other in found.alternatives.values():
        assert within(problem, [int(name[1:]) for name in other.chosen])


@given(small_problems())
@settings(max_examples=100, deadline=None)
def test_bounds_without_a_solver_hold(given_: dict[str, Any]) -> None:
    best = best_of_all(unchecked(**given_))
    if best is None:
        return
    problem = build_problem(**given_)
    pool, modular = everybody(problem), Modular(problem)
    required = [int(one) for one in problem.required]
    assert online_bound(problem, [[], required], pool, modular) >= best - CLOSE
    assert lagrangian(problem, required, pool, modular)[0].bound >= best - CLOSE
