"""One out, another in."""

from decimal import Decimal

import numpy as np
import pytest

from groundswell.campaigns.planner import Audience, Candidate, Limits, Problem, build_problem
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.swapping import swaps


def problem(**limits: object) -> Problem:
    """Four candidates at 10 with 3, 2, 2 and 1 followers; the second and the third share theirs."""
    pairs = [(0, 0), (0, 1), (0, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 5)]
    audience = Audience.of([one for one, _ in pairs], [two for _, two in pairs], 4, np.ones(6))
    niches = ["a", "b", "b", "a"]
    people = [Candidate(f"c{at}", Decimal(10), 1.0, "x", niches[at]) for at in range(4)]
    return build_problem(people, audience, Limits(Decimal(20), **limits))  # type: ignore[arg-type]  # of the right kinds


def test_the_best_comes_first_with_its_loss() -> None:
    found = swaps(problem(), [0, 1], 1)
    assert [(one.place, one.change) for one in found.best] == [(2, 0.0), (3, -1.0)]
    assert found.without == -2.0


def test_limits_are_kept_and_the_banned_stay_out() -> None:
    assert [one.place for one in swaps(problem(exclude=["c2"]), [0, 1], 1).best] == [3]
    of_each = swaps(problem(min_per_niche=1), [0, 1], 1)
    assert (of_each.without, [one.place for one in of_each.best]) == (None, [2])
    assert swaps(problem(), [0, 1], 1, most=1).best == [swaps(problem(), [0, 1], 1).best[0]]


def test_the_money_of_the_place_is_all_there_is() -> None:
    plain = problem()
    dear = [Candidate("c0", Decimal(10), 1.0), Candidate("c1", Decimal(9), 1.0), *plain.candidates[2:]]
    tight = build_problem(dear, plain.audience, Limits(Decimal(19)))
    assert swaps(tight, [0, 1], 1).best == []


@pytest.mark.parametrize("out", [0, 1])
def test_a_swap_says_what_the_set_is_then_worth(out: int) -> None:
    one = problem()
    kept = 1 - out
    for swap in swaps(one, [0, 1], out).best:
        worth = Coverage(one, [kept, swap.place]).value
        assert swap.change == pytest.approx(worth - Coverage(one, [0, 1]).value)
