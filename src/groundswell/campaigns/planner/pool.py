"""Candidates with their followers laid out together."""

import numpy as np

from groundswell.campaigns.planner.audience import Audience, Floats, Ints


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

    def peak(self, by_candidate: Floats, people: int) -> Floats:
        """By person, the largest `by_candidate` of those followed; 0 for none."""
        largest = np.zeros(people)
        np.maximum.at(largest, self.people, np.repeat(by_candidate, self._sizes))
        return largest
