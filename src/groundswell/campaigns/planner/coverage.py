"""Who is reached by a set, kept up to date as candidates come and go."""

from collections.abc import Iterable

import numpy as np

from groundswell.campaigns.planner.problem import Audience, Floats, Ints, Problem


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


class Pool:
    """Some candidates with their followers laid out together, so that all their sums are one pass."""

    def __init__(self, audience: Audience, candidates: Ints) -> None:
        self.candidates = candidates
        self._sizes = audience.sizes[candidates]
        self._some = self._sizes > 0
        self._begin = np.concatenate(([0], np.cumsum(self._sizes[self._some])[:-1])).astype(np.int64)
        parts = [audience.followers(int(one)) for one in candidates[self._some]]
        whole = len(candidates) == len(audience.sizes)
        self.people = audience.people if whole else np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)

    def sums(self, by_person: Floats) -> Floats:
        """By candidate, the sum of `by_person` over their followers."""
        sums = np.zeros(len(self.candidates))
        if len(self.people):
            sums[self._some] = np.add.reduceat(by_person[self.people], self._begin)
        return sums

    def spread(self, by_candidate: Floats, people: int) -> Floats:
        """By person, the sum of `by_candidate` over those followed."""
        values = np.repeat(by_candidate, self._sizes)
        return np.bincount(self.people, weights=values, minlength=people).astype(np.float64)
