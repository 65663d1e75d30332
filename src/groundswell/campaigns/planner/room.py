"""Which candidates a plan still has room for: money, counts, and what must be kept back for niches that need more."""

from collections.abc import Iterable

import numpy as np

from groundswell.campaigns.planner.audience import Ints
from groundswell.campaigns.planner.problem import Mask, Problem


class Room:
    """The set chosen so far and what fits beside it. A candidate that does not fit now will not fit later unless
    somebody is taken out."""

    def __init__(self, problem: Problem, chosen: Iterable[int] = ()) -> None:
        self.problem = problem
        self.chosen: list[int] = []
        self.free = problem.allowed.copy()
        self.money = problem.budget
        self._counts = [0] * len(problem.groups)
        self._of = groups_of(problem)
        self._lacking = any(group.low for group in problem.groups)
        self._kept_money, self._kept_places = 0, 0
        self._dearest: dict[int, int] = {}  # by group that lacks some: the dearest of those kept back for it
        self._keep_back()
        for one in chosen:
            self.add(one)

    def add(self, candidate: int) -> None:
        self._change(candidate, 1)
        self.chosen.append(candidate)

    def remove(self, candidate: int) -> None:
        self._change(candidate, -1)
        self.chosen.remove(candidate)

    def fits(self, candidate: int) -> bool:
        """Whether the candidate may be added and every limit can still be met."""
        problem = self.problem
        if not self.free[candidate] or len(self.chosen) >= problem.most:
            return False
        saved, place = 0, 0
        for at in self._of[candidate]:
            if self._counts[at] >= problem.groups[at].high:
                return False
            if at in self._dearest:
                saved, place = min(int(problem.price[candidate]), self._dearest[at]), 1
        within_money = int(problem.price[candidate]) - saved + self._kept_money <= self.money
        return within_money and len(self.chosen) + 1 - place + self._kept_places <= problem.most

    def open(self, candidates: Ints) -> Mask:
        """`fits` of many."""
        cheap = self.free[candidates] & (self.problem.price[candidates] <= self.money)
        found: Mask = np.zeros(len(candidates), dtype=np.bool_)
        for place in np.flatnonzero(cheap):
            found[place] = self.fits(int(candidates[place]))
        return found

    def lacking(self) -> list[str]:
        """Names of the groups that need more."""
        return [g.name for g, count in zip(self.problem.groups, self._counts, strict=True) if count < g.low]

    def _change(self, candidate: int, by: int) -> None:
        self.free[candidate] = by < 0
        self.money -= by * int(self.problem.price[candidate])
        for at in self._of[candidate]:
            self._counts[at] += by
        if self._lacking:
            self._keep_back()

    def _keep_back(self) -> None:
        self._kept_money, self._kept_places = 0, 0
        self._dearest = {}
        for at, group in enumerate(self.problem.groups):
            need = group.low - self._counts[at]
            if need <= 0:
                continue
            members = group.members[self.free[group.members]]
            prices = np.sort(self.problem.price[members])[:need]
            self._kept_money += int(prices.sum())
            self._kept_places += need
            self._dearest[at] = int(prices[-1]) if len(prices) == need else 0


def groups_of(problem: Problem) -> list[list[int]]:
    """By candidate, the places of its groups."""
    found: list[list[int]] = [[] for _ in range(problem.size)]
    for at, group in enumerate(problem.groups):
        for one in group.members:
            found[int(one)].append(at)
    return found
