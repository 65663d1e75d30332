"""The best that any set can be worth when everybody in it is worth a fixed amount."""

from dataclasses import dataclass

import numpy as np

from groundswell.campaigns.planner.audience import Floats
from groundswell.campaigns.planner.problem import Problem

HALVINGS = 40  # of the price of money; the bound holds at every price, and is tightest at the right one


@dataclass(frozen=True)
class Best:
    """The best fractional set when everybody is worth a fixed amount: its worth (an upper bound), how much of whom, and the
    price of money at which the bound stands."""

    bound: float
    taken: Floats
    money: float = 0.0


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
        bounds = [
            (float(((worth - p * self.price) * one).sum()) + p * budget, p) for p, one in ((cheap, many), (dear, few))
        ]
        bound, money = min(bounds)
        return Best(bound, few + share * (many - few), money)

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
