"""Limits that cannot all be met."""

from decimal import Decimal
from typing import Any

import pytest

from groundswell.campaigns.planner import Impossible, Limits, build_problem, plan
from groundswell.campaigns.planner.tests.instances import (
    audience_of,
    candidates_of,
)


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
