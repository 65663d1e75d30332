"""The planner against every set there is."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.campaigns.planner import Audience, Impossible, Limits, Problem, build_problem, plan
from groundswell.campaigns.planner.bounds import everybody, online_bound
from groundswell.campaigns.planner.exchange import improve
from groundswell.campaigns.planner.greedy import Draft
from groundswell.campaigns.planner.lagrange import lagrangian_bound
from groundswell.campaigns.planner.modular import Modular
from groundswell.campaigns.planner.tests.instances import (
    audience_of,
    best_of_all,
    candidates_of,
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
