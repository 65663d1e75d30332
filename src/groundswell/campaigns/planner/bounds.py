"""What no set within the limits can pass: bounds that need no solver."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.campaigns.planner.coverage import Coverage, Pool
from groundswell.campaigns.planner.problem import Floats, Ints, Problem

HALVINGS = 40  # of the price of money; the bound holds at every price, and is tightest at the right one
ROUNDS = 120
WORK = 60_000_000  # memberships looked at by the rounds
EXPONENT = 30.0  # stands for a rate of 1: exp(-30) is nobody


@dataclass(frozen=True)
class Best:
    """The best fractional set when everybody is worth a fixed amount: its worth (an upper bound) and how much of whom."""

    bound: float
    taken: Floats


class Modular:
    """The largest sum of fixed worths within budget, counts and niches. Limits on platforms and clashes are left out,
    which can only make a bound higher."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.price = problem.price.astype(np.float64)
        self.barred = ~problem.allowed
        niches = [group for group in problem.groups if group.name.startswith("niche ")]
        self.low, self.high = (niches[0].low, niches[0].high) if niches else (0, problem.size)
        self.simple = not niches and problem.most >= problem.size

    def best(self, worth: Floats) -> Best:
        """Lagrange's dual in the price of money, halved down to its minimum: an upper bound at any price."""
        budget = float(self.problem.budget)
        cheap, dear = 0.0, float(np.max(worth / np.maximum(self.price, 1.0), initial=0.0)) + 1e-12
        many = self._set(worth, cheap)
        if (cost := self._cost(many)) <= budget:
            return Best(float(worth[many > 0].sum()), many)
        few = self._set(worth, dear)
        for _ in range(HALVINGS):
            price = (cheap + dear) / 2
            middle = self._set(worth, price)
            if (spent := self._cost(middle)) > budget:
                cheap, many, cost = price, middle, spent
            else:
                dear, few = price, middle
        share = (budget - self._cost(few)) / max(cost - self._cost(few), 1.0)
        bounds = [float(((worth - p * self.price) * one).sum()) + p * budget for p, one in ((cheap, many), (dear, few))]
        return Best(min(bounds), few + share * (many - few))

    def _cost(self, taken: Floats) -> float:
        return float((taken * self.price).sum())

    def _set(self, worth: Floats, money: float) -> Floats:
        """The best set when money costs `money` a unit and the budget does not matter: greedy, as counts within niches
        within a whole are laminar."""
        score = worth - money * self.price
        score[self.barred] = -np.inf
        taken = np.zeros(len(score))
        if self.simple:
            taken[score > 0] = 1.0
            taken[self.problem.required] = 1.0
            return taken
        first = score.copy()
        first[self.problem.required] = np.inf
        niche = self.problem.niche
        order = np.lexsort((-first, niche))
        sorted_niche = niche[order]
        rank = np.arange(len(order)) - np.searchsorted(sorted_niche, sorted_niche)
        limited = sorted_niche >= 0
        chosen = (first[order] == np.inf) | (limited & (rank < self.low) & (first[order] > -np.inf))
        wanted = ~chosen & (score[order] > 0) & (~limited | (rank < self.high))
        places = max(self.problem.most - int(chosen.sum()), 0)
        extra = np.flatnonzero(wanted)
        extra = extra[np.argsort(-score[order][extra], kind="stable")[:places]]
        taken[order[chosen]] = 1.0
        taken[order[extra]] = 1.0
        return taken


def online_bound(problem: Problem, sets: Sequence[Sequence[int]], pool: Pool, modular: Modular) -> float:
    """The least over some sets of value + the best sum of what each candidate would add to it (Leskovec et al. 2007)."""
    found = float("inf")
    for chosen in sets:
        coverage = Coverage(problem, chosen)
        gains = problem.rate * pool.sums(coverage.left)
        gains[list(chosen)] = 0.0
        found = min(found, coverage.value + modular.best(gains).bound)
    return found


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


def exponents(rate: Floats) -> Floats:
    """-log(1 - rate), a rate of 1 standing at `EXPONENT`."""
    with np.errstate(divide="ignore"):
        return np.minimum(-np.log1p(-rate), EXPONENT)


def everybody(problem: Problem) -> Pool:
    return Pool(problem.audience, np.arange(problem.size, dtype=np.int64))


def prefixes(chosen: Sequence[int]) -> list[Sequence[int]]:
    """The set, and its first halves: a shorter one often bounds better."""
    lengths: Ints = np.unique([len(chosen), len(chosen) * 3 // 4, len(chosen) // 2, 0])
    return [chosen[:length] for length in lengths]
