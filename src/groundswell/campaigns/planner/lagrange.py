"""What no set within the limits can pass, by Lagrange's dual: it needs no solver and works at any size."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from groundswell.campaigns.planner.audience import Floats
from groundswell.campaigns.planner.concave import Curve, Steps, exponents
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.modular import Modular
from groundswell.campaigns.planner.pool import Pool
from groundswell.campaigns.planner.problem import Mask, Problem

WORK = 60_000_000  # memberships looked at by the rounds of `QUICK`


@dataclass(frozen=True)
class Effort:
    """How long prices are sought. A step is halved after `patience` rounds that found nothing lower, and goes on from the
    best prices; of the direction of the step before a share of `kept` stays, without which prices swing across the valley.
    `turns` times each person is put below `Steps` or `Curve` anew."""

    rounds: int
    patience: int
    kept: float
    turns: int = 1
    until: float = float("inf")  # of time.monotonic


QUICK = Effort(120, 5, 0.6)
LONG = Effort(500, 15, 0.8, turns=2)


@dataclass(frozen=True)
class Dual:
    """At some prices of engaging each person: no set passes `people` + the most that fixed amounts of `worth` by candidate
    come to within the limits, which is `bound`."""

    bound: float
    people: float
    worth: Floats


@dataclass(frozen=True)
class Descent:
    """The least bound met, and how much of whom the later rounds took on average."""

    best: Dual
    taken: Floats


def lagrangian(
    problem: Problem, chosen: Sequence[int], pool: Pool, modular: Modular, effort: Effort = QUICK
) -> Sequence[Dual]:
    """What subgradient steps find, the least bound first. First everybody's chance is held below `Steps`, then each person's
    below the one of `Steps` and `Curve` that is the nearer where the descent before ended. Starts from what `chosen` leaves."""
    terms = Terms(problem, pool)
    if (terms.rate[problem.allowed] >= 1).all():
        return [descend(terms, chosen, modular, effort).best]
    descents = [descend(terms, chosen, modular, replace(QUICK, until=effort.until))]
    for _ in range(effort.turns):
        terms.curved = terms.nearer(descents[-1].taken)
        descents.append(descend(terms, chosen, modular, effort))
    return sorted((one.best for one in descents), key=lambda one: one.bound)


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

    def at(self, price: Floats, modular: Modular) -> tuple[Dual, Floats, Floats]:
        """The bound at these prices of engaging each person, its slope there, and how much of whom it takes."""
        share = np.divide(price, self.weight, out=np.ones_like(price), where=self.several)
        sums = np.where(self.curved, self.curve.best(share), self.steps.best(share))
        chance = np.where(self.curved, self.curve.engaged(sums), self.steps.engaged(sums))
        people = float((self.weight * chance - price * sums)[self.several].sum())
        worth = self.alone + self._worth(np.where(self.several, price, 0.0))
        inner = modular.best(worth)
        slope = np.where(self.several, self._followed(inner.taken) - sums, 0.0)
        return Dual(people + inner.bound, people, worth), slope, inner.taken

    def _worth(self, price: Floats) -> Floats:
        worth = self.rate * self.pool.sums(np.where(self.curved, 0.0, price))
        return worth + self.exponent * self.pool.sums(np.where(self.curved, price, 0.0)) if self.curved.any() else worth

    def _followed(self, taken: Floats) -> Floats:
        found = self.pool.spread(taken * self.rate, len(self.weight))
        if self.curved.any():
            found[self.curved] = self.pool.spread(taken * self.exponent, len(self.weight))[self.curved]
        return found


def descend(terms: Terms, chosen: Sequence[int], modular: Modular, effort: Effort = QUICK) -> Descent:
    """Subgradient steps, fewer where they cost much."""
    coverage = Coverage(terms.problem, chosen)
    price = np.where(terms.several, coverage.left, 0.0)
    dual, direction, _ = terms.at(price, modular)
    lowest, value, step, since, taken = (dual, direction, price), coverage.value, 1.0, 0, np.zeros(terms.problem.size)
    most = WORK * effort.rounds // QUICK.rounds // max(len(terms.pool.people), 1)
    rounds = max(min(effort.rounds, most), 1)
    for number in range(rounds):
        length = float((direction**2).sum())
        if length == 0 or lowest[0].bound - value <= 1e-9 * lowest[0].bound or monotonic() > effort.until:
            break
        price = np.clip(price - step * (dual.bound - value) / length * direction, 0.0, terms.weight)
        dual, slope, some = terms.at(price, modular)
        if 2 * number >= rounds:
            taken += some * 2 / rounds
        since = 0 if dual.bound < lowest[0].bound * (1 - 1e-6) else since + 1
        lowest = min(lowest, (dual, slope, price), key=lambda one: one[0].bound)
        direction = effort.kept * direction + (1 - effort.kept) * slope
        if since >= effort.patience:
            step, since, (dual, direction, price) = step / 2, 0, lowest
    return Descent(lowest[0], taken)
