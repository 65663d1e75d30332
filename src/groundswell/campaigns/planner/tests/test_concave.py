"""What a person's chance is held below, by itself."""

from dataclasses import replace
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.campaigns.planner import plan
from groundswell.campaigns.planner.bounds import everybody
from groundswell.campaigns.planner.concave import Curve, Steps, exponents
from groundswell.campaigns.planner.lagrange import Terms, descend, lagrangian
from groundswell.campaigns.planner.modular import Modular
from groundswell.campaigns.planner.tests.instances import programme

RATES = st.lists(st.sampled_from([0.0, 0.001, 0.03, 0.35, 0.5, 0.9, 1.0]), min_size=1, max_size=6)
CLOSE = 1e-8


def of(rates: list[float]) -> tuple[Steps, Curve]:
    """Of one person who follows these."""
    followed = np.array(rates)
    return Steps(followed.max(keepdims=True), followed.sum(keepdims=True)), Curve(
        exponents(followed).sum(keepdims=True)
    )


@given(RATES, st.data())
def test_no_set_engages_more_than_either_says(rates: list[float], data: st.DataObject) -> None:
    some = [rate for rate in rates if data.draw(st.booleans())]
    steps, curve = of(rates)
    chance = 1 - prod(1 - rate for rate in some)
    assert steps.engaged(np.array([sum(some)]))[0] >= chance - CLOSE
    assert curve.engaged(np.array([exponents(np.array(some)).sum()]))[0] >= chance - CLOSE
    if (len(some) < 3 and max(rates) in some) or len(set(rates)) == 1:
        assert steps.engaged(np.array([sum(some)]))[0] == pytest.approx(chance, abs=CLOSE)


@given(RATES, st.floats(0, 1))
def test_no_sum_is_worth_more_than_the_best_at_its_price(rates: list[float], price: float) -> None:
    for one in of(rates):
        sums = np.linspace(0, one.whole[0], 200)
        at = one.best(np.array([price]))
        assert 0 <= at[0] <= one.whole[0]
        assert float(one.engaged(at)[0]) - price * at[0] >= float((one.engaged(sums) - price * sums).max()) - CLOSE


def test_half_a_creator_engages_half_as_many() -> None:
    """Where the smooth curve would have a fifth more: what makes its bound loose."""
    steps, curve = of([0.35, 0.35])
    assert steps.engaged(np.array([0.175]))[0] == pytest.approx(0.175)
    assert curve.engaged(exponents(np.array([0.35])) / 2)[0] == pytest.approx(0.1938, abs=1e-4)


def test_the_two_together_bound_nearer_than_the_curve_alone() -> None:
    problem = programme(2, size=60, people=2_000, max_creators=12)
    problem = replace(problem, rate=np.full(60, 0.35))
    pool, modular = everybody(problem), Modular(problem)
    alone = Terms(problem, pool)
    alone.curved[:] = True
    chosen = [int(name[1:]) for name in plan(problem, 0).best.chosen]
    assert lagrangian(problem, chosen, pool, modular)[0].bound < 0.99 * descend(alone, chosen, modular).best.bound
