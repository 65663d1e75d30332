"""Who is reached by a set, kept up to date as candidates come and go."""

from collections.abc import Iterable

import numpy as np

from groundswell.campaigns.planner.problem import Problem


class Coverage:
    """`left[u]` is person u's weight times the chance that nobody chosen engages them."""

    def __init__(self, problem: Problem, chosen: Iterable[int] = ()) -> None:
        self.audience, self.rate = problem.audience, problem.rate
        self._part = self.audience.weight.copy()
        self._sure = np.zeros(len(self._part), dtype=np.int32)  # how many of the chosen engage the person for certain
        self.left = self._part.copy()
        for one in chosen:
            self.add(one)

    @property
    def value(self) -> float:
        """Expected unique engaged people, by weight."""
        return float((self.audience.weight - self.left).sum())

    def add(self, candidate: int) -> None:
        self._change(candidate, 1)

    def remove(self, candidate: int) -> None:
        self._change(candidate, -1)

    def gain(self, candidate: int) -> float:
        """What the candidate would add to the value."""
        return float(self.rate[candidate] * self.left[self.audience.followers(candidate)].sum())

    def _change(self, candidate: int, by: int) -> None:
        people, missed = self.audience.followers(candidate), 1.0 - self.rate[candidate]
        if missed <= 0.0:
            self._sure[people] += by
        elif by > 0:
            self._part[people] *= missed
        else:
            self._part[people] /= missed
        self.left[people] = np.where(self._sure[people] > 0, 0.0, self._part[people])
