"""Candidates and limits that are none are refused."""

from collections import Counter
from collections.abc import Sequence
from math import isfinite

from groundswell.campaigns.planner.problem import Candidate, Limits
from groundswell.kit.errors import BadInput

MOST_MONEY = 10**12  # of one price and of the budget: sums of millionths stay within 64 bits


def check_candidates(candidates: Sequence[Candidate]) -> None:
    if not candidates:
        raise BadInput("There are no candidates.", where="candidates", cure="Give at least one with a price.")
    counts = Counter(one.id for one in candidates)
    if twice := [name for name, count in counts.items() if count > 1]:
        raise BadInput(f"The candidate “{twice[0]}” is given {counts[twice[0]]} times.", where="candidates")
    for one in candidates:
        if not one.price.is_finite() or not 0 <= one.price <= MOST_MONEY:
            raise BadInput(f"The price of “{one.id}” is no amount of money: {one.price}.", where="price")
        if not isfinite(one.rate) or not 0 <= one.rate <= 1:
            cure = "Write 3 % as 0.03."
            raise BadInput(
                f"The engagement rate of “{one.id}” is not within 0 and 1.", where="engagement_rate", cure=cure
            )


def check_limits(limits: Limits) -> None:
    if not limits.budget.is_finite() or not 0 < limits.budget <= MOST_MONEY:
        raise BadInput(f"A budget of {limits.budget} buys nothing.", where="budget", cure="Give more than 0.")
    counts = {"max_creators": limits.max_creators, "max_per_niche": limits.max_per_niche}
    for name, count in {**counts, "max_per_platform": limits.max_per_platform}.items():
        if count is not None and count < 1:
            raise BadInput(f"{name} is {count}: nobody could be chosen.", where=name, cure="Give 1 or more.")
    if limits.min_per_niche < 0:
        raise BadInput("min_per_niche cannot be negative.", where="min_per_niche")
