"""Programmes whose best set is plain to see."""

from decimal import Decimal

import pytest

from groundswell.campaigns.planner import Limits, build_problem, plan
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.exchange import losses
from groundswell.campaigns.planner.tests.instances import (
    audience_of,
    candidates_of,
    programme,
)


def test_overlap_counts_once() -> None:
    problem = build_problem(
        candidates_of([10, 10, 10], [1, 1, 1]),
        audience_of([[0, 1, 2, 3], [0, 1, 2], [4, 5]], [1.0] * 6),
        Limits(Decimal(20)),
    )
    found = plan(problem)
    assert found.best.chosen == ["c0", "c2"]
    assert found.best.value == 6
    assert found.alternatives["top_by_followers"].chosen == ["c0", "c1"]
    assert found.alternatives["top_by_followers"].value == 4
    assert found.gap == pytest.approx(0, abs=1e-6)


def test_one_dear_creator_beats_many_cheap_ones_where_that_is_so() -> None:
    """Plain gain per price takes the cheap one and has no money left: within 1 % of nothing."""
    problem = build_problem(
        candidates_of(["0.10", "10.00"], [1, 1]),
        audience_of([[0, 1], [*range(2, 102)]], [1.0] * 102),
        Limits(Decimal("10.00")),
    )
    found = plan(problem, 0)
    assert found.greedy == 2
    assert (found.best.chosen, found.best.value) == (["c1"], 100)


def test_never_a_cent_over() -> None:
    audience = audience_of([[at] for at in range(3)], [1.0] * 3)
    candidates = candidates_of(["3.335", "3.335", "3.34"], [1, 1, 1])
    assert len(plan(build_problem(candidates, audience, Limits(Decimal("10.01")))).best.chosen) == 3
    assert len(plan(build_problem(candidates, audience, Limits(Decimal("10.009")))).best.chosen) == 2
    tiny = candidates_of(["0.00000001"] * 3, [1, 1, 1])
    assert plan(build_problem(tiny, audience, Limits(Decimal("0.000002")))).best.spend <= Decimal("0.000002")


def test_marginal_values_are_what_would_be_lost() -> None:
    problem = build_problem(
        candidates_of([1, 1, 1], [1, 0.5, 1]), audience_of([[0, 1], [1, 2], [3]], [1, 2, 4, 8]), Limits(Decimal(3))
    )
    assert losses(problem, [0, 1, 2]) == pytest.approx([1 + 2 * 0.5, 4 * 0.5, 8])


def test_taking_out_restores_what_was_left() -> None:
    problem = programme(1, size=20, people=100)
    coverage = Coverage(problem, [1, 2])
    before = coverage.left.copy()
    coverage.add(7)
    coverage.remove(7)
    assert coverage.left == pytest.approx(before)


def test_nobody_follows_anybody() -> None:
    problem = build_problem(candidates_of([1, 1], [0.5, 0.5]), audience_of([[], []], []), Limits(Decimal(5)))
    found = plan(problem)
    assert (found.best.chosen, found.best.value, found.upper_bound, found.gap) == ([], 0, 0, 0)
