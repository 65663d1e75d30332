"""Accounts by number: NETWORK:HANDLE to a place among the names and back."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Digests = NDArray[np.uint64]
Numbers = NDArray[np.int64]


def digests(names: Sequence[str]) -> Digests:
    """64 bits of each name. Two of ten million names agree with a chance of 3 in a million."""
    joined = b"".join(blake2b(name.encode(), digest_size=8).digest() for name in names)
    return np.frombuffer(joined, dtype="<u8")


@dataclass(frozen=True, slots=True)
class Ordered:
    """Known digests in order, with their numbers."""

    digests: Digests
    numbers: Numbers

    @classmethod
    def of(cls, unordered: Digests) -> "Ordered":
        """`unordered[n]` is number n's; 0 is nobody's any more."""
        order = np.argsort(unordered, kind="stable")
        order = order[unordered[order] != 0]
        return cls(unordered[order], order)

    def find(self, wanted: Digests) -> Numbers:
        """-1 for an unknown one."""
        if not len(self.digests):
            return np.full(len(wanted), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.digests, wanted), len(self.digests) - 1)
        found: Numbers = np.where(self.digests[at] == wanted, self.numbers[at], -1)
        return found
