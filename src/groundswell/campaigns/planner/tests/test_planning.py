"""The planner against every set there is, and against what it promises on larger programmes."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.campaigns.planner import Audience, Impossible, Limits, Problem, build_problem, plan
from groundswell.campaigns.planner.bounds import Modular, everybody, lagrangian_bound, online_bound
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.exchange import losses
from groundswell.campaigns.planner.tests.instances import (
    audience_of,
    best_of_all,
    candidates_of,
    programme,
    value_of,
    within,
)

CLOSE = 1e-6
MONEY = st.decimals(min_value=0, max_value=20, places=2)
RATES = st.sampled_from([0.0, 0.02, 0.1, 0.5, 0.9, 1.0])


@st.composite
def small_problems(draw: st.DrawFn) -> dict[str, Any]:
    size, people = draw(st.integers(1, 7)), draw(st.integers(1, 9))
    names = [f"c{at}" for at in range(size)]
    letters = st.text("xy", min_size=size, max_size=size)
    limits = Limits(
        draw(st.decimals(min_value=Decimal("0.01"), max_value=60, places=2)),
        max_creators=draw(st.none() | st.integers(1, 5)),
        min_per_niche=draw(st.sampled_from([0, 0, 1, 2])),
        max_per_niche=draw(st.none() | st.integers(1, 4)),
        max_per_platform=draw(st.none() | st.integers(1, 3)),
        require=draw(st.lists(st.sampled_from(names), max_size=2, unique=True)),
        exclude=draw(st.lists(st.sampled_from(names), max_size=2, unique=True)),
        clashes=draw(st.lists(st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True), max_size=1)) if size > 1 else [],
    )  # fmt: skip
    prices = draw(st.lists(MONEY, min_size=size, max_size=size))
    rates = draw(st.lists(RATES, min_size=size, max_size=size))
    follows = draw(st.lists(st.lists(st.integers(0, people - 1), max_size=6), min_size=size, max_size=size))
    weight = draw(st.lists(st.sampled_from([0.0, 1.0, 2.5]), min_size=people, max_size=people))
    candidates = candidates_of(prices, rates, draw(letters), draw(letters))
    return {"candidates": candidates, "audience": audience_of(follows, weight), "limits": limits}


@given(small_problems())
@settings(max_examples=150, deadline=None)
def test_within_every_limit_never_above_the_bound_and_the_best_of_all_sets(given_: dict[str, Any]) -> None:
    unchecked = _unchecked(**given_)
    best = best_of_all(unchecked)
    if best is None:
        with pytest.raises(Impossible):
            plan(build_problem(**given_), 5)
        return
    problem = build_problem(**given_)
    found = plan(problem, 5)
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
    best = best_of_all(_unchecked(**given_))
    if best is None:
        return
    problem = build_problem(**given_)
    pool, modular = everybody(problem), Modular(problem)
    required = [int(one) for one in problem.required]
    assert online_bound(problem, [[], required], pool, modular) >= best - CLOSE
    assert lagrangian_bound(problem, required, pool, modular) >= best - CLOSE


def _unchecked(candidates: Any, audience: Audience, limits: Limits) -> Problem:
    """The problem with its limits kept aside, for trying all sets even where there is none."""
    problem = build_problem(candidates, audience, Limits(Decimal(10_000)))
    return Problem(**{**{name: getattr(problem, name) for name in Problem.__dataclass_fields__}, "limits": limits})


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


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"require": ["c0", "c1"], "max_creators": 1}, "2 are required, and no more than 1 may be chosen."),
        ({"require": ["c2"]}, "Those required cost 30, more than the budget of 12."),
        ({"require": ["c0"], "exclude": ["c0"]}, "“c0” is required and excluded."),
        ({"require": ["c0", "c1"], "max_per_niche": 1}, "2 of niche x are required; the limit is 1."),
        ({"min_per_niche": 1, "exclude": ["c3"]}, "The niche y has 0 within the limits, and at least 1 are wanted."),
        ({"min_per_niche": 1, "max_creators": 1}, "minima of niches make 2; no more than 1 may be chosen."),
        ({"min_per_niche": 1, "require": ["c0", "c1"]}, "The cheapest set within the limits costs 14, more than"),
        ({"min_per_niche": 1, "clashes": [["c0", "c3"], ["c1", "c3"]]}, "No set meets the minima"),
    ],
)
def test_limits_that_cannot_all_be_met_are_refused_with_the_reason(limits: dict[str, Any], reason: str) -> None:
    candidates = candidates_of([5, 6, 30, 3], [0.1] * 4, "xxxy")
    audience = audience_of([[0], [1], [2], [3]], [1.0] * 4)
    with pytest.raises(Impossible, match=r".*") as refused:
        plan(build_problem(candidates, audience, Limits(Decimal(12), **limits)))
    assert reason in refused.value.message
