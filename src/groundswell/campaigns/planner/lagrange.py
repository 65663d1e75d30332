"""What no set within the limits can pass, by Lagrange's dual: it needs no solver and works at any size."""

from collections.abc import Sequence

import numpy as np

from groundswell.campaigns.planner.audience import Floats
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.modular import Modular
from groundswell.campaigns.planner.pool import Pool
from groundswell.campaigns.planner.problem import Problem
from groundswell.campaigns.planner.tangents import exponents

ROUNDS = 120
WORK = 60_000_000  # memberships looked at by the rounds


def lagrangian_bound(problem: Problem, chosen: Sequence[int], pool: Pool, modular: Modular) -> float:
    """Subgradient steps on the dual of: each person is engaged with chance ≤ 1 - exp(-sum of a over the chosen they
    follow), a = -log(1 - rate), or ≤ that sum where all rates are 1. Starts from what `chosen` leaves."""
    terms = Terms(problem, pool)
    best, value = float("inf"), Coverage(problem, chosen).value
    price = terms.first(Coverage(problem, chosen).left)
    step, since = 1.0, 0
    rounds = min(ROUNDS, WORK // max(len(pool.people), 1))
    for _ in range(max(rounds, 1)):
        bound, slope = terms.at(price, modular)
        if bound < best * (1 - 1e-6):
            best, since = bound, 0
        else:
            since += 1
            step, since = (step / 2, 0) if since >= 5 else (step, since)
        length = float((slope**2).sum())
        if length == 0 or best - value <= 1e-9 * best:
            break
        price = np.clip(price - step * (bound - value) / length * slope, 0.0, problem.audience.weight)
    return best


class Terms:
    """The dual's terms: people who follow one candidate alone are exact and stand in that candidate's worth."""

    def __init__(self, problem: Problem, pool: Pool) -> None:
        self.pool, self.weight = pool, problem.audience.weight
        rate = np.where(problem.allowed, problem.rate, 0.0)
        self.cover = bool((problem.rate >= 1.0).all())
        self.exponent = rate if self.cover else exponents(rate)
        degree = pool.spread((rate > 0).astype(np.float64), len(self.weight))
        self.several = degree > 1
        self.alone = rate * pool.sums(np.where(self.several, 0.0, self.weight))
        self.most = pool.spread(self.exponent, len(self.weight))

    def first(self, left: Floats) -> Floats:
        return np.where(self.several, left, 0.0)

    def at(self, price: Floats, modular: Modular) -> tuple[float, Floats]:
        """The bound at these prices of engaging each person, and its slope there."""
        weight = self.weight
        if self.cover:
            reach = (price < weight).astype(np.float64)
            people = np.maximum(weight - price, 0.0)
        else:
            with np.errstate(divide="ignore", invalid="ignore"):
                reach = np.where(price > 0, np.log(weight / price), np.inf)
            reach = np.where(weight > 0, np.clip(reach, 0.0, self.most), 0.0)
            people = weight * -np.expm1(-reach) - price * reach
        inner = modular.best(self.alone + self.exponent * self.pool.sums(np.where(self.several, price, 0.0)))
        followed = self.pool.spread(inner.taken * self.exponent, len(weight))
        slope = np.where(self.several, followed - reach, 0.0)
        return float(people[self.several].sum()) + inner.bound, slope
