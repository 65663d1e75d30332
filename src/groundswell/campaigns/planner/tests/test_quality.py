"""What the planner promises on larger programmes."""

from typing import Any

import numpy as np
import pytest

from groundswell.campaigns.planner import plan
from groundswell.campaigns.planner.tests.instances import (
    programme,
    within,
)


@pytest.mark.parametrize("sure", [True, False])
@pytest.mark.parametrize(
    "limits", [{}, {"max_creators": 12, "max_per_niche": 4}, {"min_per_niche": 2, "max_creators": 10}]
)
def test_near_the_proven_best_without_a_solver(sure: bool, limits: dict[str, Any]) -> None:
    shares = []
    for seed in range(4):
        problem = programme(seed, sure=sure, **limits)
        found = plan(problem, 0)
        assert found.greedy <= found.best.value <= found.upper_bound
        assert found.best.spend <= problem.limits.budget
        assert within(problem, [int(name[1:]) for name in found.best.chosen])
        for other in found.alternatives.values():
            assert other.value <= found.best.value
        shares.append(1 - found.gap)
    assert min(shares) > 0.9
    assert float(np.mean(shares)) > 0.95


def test_the_solver_proves_a_small_programme() -> None:
    problem = programme(3, size=30, people=300, sure=True)
    without, proven = plan(problem, 0), plan(problem, 60)
    assert proven.gap < 1e-5
    assert without.best.value <= proven.best.value <= without.upper_bound


def test_the_same_programme_gives_the_same_plan() -> None:
    assert plan(programme(5), 0) == plan(programme(5), 0)
