"""Who follows whom, as arrays."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Audience:
    """Who follows whom: candidate i's followers are `people[starts[i]:starts[i + 1]]`, each once; `weight` by person."""

    starts: Ints
    people: NDArray[np.int32]
    weight: Floats

    @classmethod
    def of(cls, candidates: Any, people: Any, count: int, weight: Any) -> "Audience":
        """From pairs in any order (the index of a candidate beside that of a person); a pair told twice counts once."""
        weight = np.asarray(weight, dtype=np.float64)
        size = max(len(weight), 1)
        keys = np.unique(np.asarray(candidates, dtype=np.int64) * size + np.asarray(people, dtype=np.int64))
        starts = np.searchsorted(keys, np.arange(count + 1, dtype=np.int64) * size)
        return cls(starts, (keys % size).astype(np.int32), weight)

    def followers(self, candidate: int) -> NDArray[np.int32]:
        return self.people[self.starts[candidate] : self.starts[candidate + 1]]

    @property
    def sizes(self) -> Ints:
        return np.diff(self.starts)
