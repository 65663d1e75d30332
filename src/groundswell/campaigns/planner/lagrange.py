"""What no set within the limits can pass, by Lagrange's dual: it needs no solver and works at any size."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.campaigns.planner.audience import Floats
from groundswell.campaigns.planner.concave import Curve, Steps, exponents
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.modular import Modular
from groundswell.campaigns.planner.pool import Pool
from groundswell.campaigns.planner.problem import Mask, Problem

ROUNDS = 120
WORK = 60_000_000  # memberships looked at by the rounds


@dataclass(frozen=True)
class Descent:
    """The least bound met, and how much of whom the later rounds took on average."""

    bound: float
    taken: Floats


def lagrangian_bound(problem: Problem, chosen: Sequence[int], pool: Pool, modular: Modular) -> float:
    """The least that subgradient steps find on two duals: first with everybody engaged below `Steps`, then each person
    below the one of `Steps` and `Curve` that is the nearer where the first descent ended. Starts from what `chosen` leaves."""
    terms = Terms(problem, pool)
    first = descend(terms, chosen, modular)
    terms.curved = terms.nearer(first.taken)
    return min(first.bound, descend(terms, chosen, modular).bound) if terms.curved.any() else first.bound


class Terms:
    """The dual's terms: people who follow one candidate alone are exact and stand in that candidate's worth; `curved` are
    those whose chance is held below `Curve`, the others' is below `Steps`."""

    def __init__(self, problem: Problem, pool: Pool) -> None:
        self.problem, self.pool, self.weight = problem, pool, problem.audience.weight
        self.rate = np.where(problem.allowed, problem.rate, 0.0)
        self.exponent = exponents(self.rate)
        people = len(self.weight)
        self.several = (pool.spread((self.rate > 0).astype(np.float64), people) > 1) & (self.weight > 0)
        self.alone = self.rate * pool.sums(np.where(self.several, 0.0, self.weight))
        self.steps = Steps(pool.peak(self.rate, people), pool.spread(self.rate, people))
        self.curve = Curve(pool.spread(self.exponent, people))
        self.curved: Mask = np.zeros(people, dtype=np.bool_)

    def nearer(self, taken: Floats) -> Mask:
        """Whose chance `Curve` tells lower, with so much taken of everybody."""
        people = len(self.weight)
        curved = self.curve.engaged(self.pool.spread(taken * self.exponent, people))
        return curved < self.steps.engaged(self.pool.spread(taken * self.rate, people))

    def at(self, price: Floats, modular: Modular) -> tuple[float, Floats, Floats]:
        """The bound at these prices of engaging each person, its slope there, and how much of whom it takes."""
        share = np.divide(price, self.weight, out=np.ones_like(price), where=self.several)
        sums = np.where(self.curved, self.curve.best(share), self.steps.best(share))
        chance = np.where(self.curved, self.curve.engaged(sums), self.steps.engaged(sums))
        people = (self.weight * chance - price * sums)[self.several]
        inner = modular.best(self.alone + self._worth(np.where(self.several, price, 0.0)))
        slope = np.where(self.several, self._followed(inner.taken) - sums, 0.0)
        return float(people.sum()) + inner.bound, slope, inner.taken

    def _worth(self, price: Floats) -> Floats:
        worth = self.rate * self.pool.sums(np.where(self.curved, 0.0, price))
        return worth + self.exponent * self.pool.sums(np.where(self.curved, price, 0.0)) if self.curved.any() else worth

    def _followed(self, taken: Floats) -> Floats:
        found = self.pool.spread(taken * self.rate, len(self.weight))
        if self.curved.any():
            found[self.curved] = self.pool.spread(taken * self.exponent, len(self.weight))[self.curved]
        return found


def descend(terms: Terms, chosen: Sequence[int], modular: Modular) -> Descent:
    """At most ROUNDS subgradient steps, fewer where they cost much."""
    coverage = Coverage(terms.problem, chosen)
    best, value = float("inf"), coverage.value
    price = np.where(terms.several, coverage.left, 0.0)
    step, since, taken = 1.0, 0, np.zeros(terms.problem.size)
    rounds = max(min(ROUNDS, WORK // max(len(terms.pool.people), 1)), 1)
    for number in range(rounds):
        bound, slope, some = terms.at(price, modular)
        if 2 * number >= rounds:
            taken += some * 2 / rounds
        if bound < best * (1 - 1e-6):
            best, since = bound, 0
        else:
            since += 1
            step, since = (step / 2, 0) if since >= 5 else (step, since)
        length = float((slope**2).sum())
        if length == 0 or best - value <= 1e-9 * best:
            break
        price = np.clip(price - step * (bound - value) / length * slope, 0.0, terms.weight)
    return Descent(best, taken)
