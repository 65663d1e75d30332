"""The follow graph as it is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.discovery.graph.names import Numbers, Ordered, digests
from groundswell.discovery.graph.place import Head, path_of, read_head

Rows = NDArray[np.int64]
BLOCK = 1 << 22  # edges looked at together: 16 MB
TRIES = 5


@dataclass(frozen=True)
class Graph:
    """The state at one commit; a later one does not change it."""

    where: Path
    head: Head
    _arrays: dict[str, NDArray[Any]] = field(repr=False, compare=False)

    @cached_property
    def last(self) -> NDArray[np.void]:
        """The row of LIST that counts of each account, by account; some name nobody."""
        every = self._arrays["lists"]
        _, back = np.unique(every["account"][::-1], return_index=True)
        return np.asarray(every[len(every) - 1 - back])

    @cached_property
    def lists(self) -> NDArray[np.void]:
        """Those that name anybody, in the order of their edges."""
        live = self.last[self.last["length"] > 0]
        return live[np.argsort(live["start"], kind="stable")]

    @property
    def names(self) -> int:
        """How many numbers there are."""
        return self.head.names

    def name(self, number: int) -> str:
        """NETWORK:HANDLE; empty for a forgotten account."""
        row = self._arrays["names"][number]
        return self._arrays["text"][row["start"] : row["start"] + row["length"]].tobytes().rstrip(b"\0").decode()

    def find(self, names: Sequence[str]) -> Numbers:
        """The number of each name, -1 for one that no list names."""
        return self._order.find(digests(names))

    def count(self, rows: Rows, weights: NDArray[np.float64] | None = None) -> NDArray[Any]:
        """How many of these lists name each account; with `weights`, one for each list, their sum."""
        found: NDArray[Any] = np.zeros(self.names, dtype=np.int64 if weights is None else np.float64)
        for some, edges in self._blocks(rows):
            each = None if weights is None else np.repeat(weights[some], self.lists["length"][rows[some]])
            found += np.bincount(edges, each, minlength=self.names)
        return found

    def naming(self, number: int) -> Rows:
        """The lists that name this account."""
        found, starts = [np.empty(0, dtype=np.int64)], self.lists["start"]
        for begin in range(0, self.head.edges, BLOCK):
            places = begin + np.flatnonzero(self._arrays["edges"][begin : begin + BLOCK] == number)
            at = np.searchsorted(starts, places, side="right") - 1
            places, at = places[at >= 0], at[at >= 0]
            found.append(at[places < starts[at] + self.lists["length"][at]])
        return np.unique(np.concatenate(found))

    def members(self, rows: Rows) -> tuple[Rows, Numbers]:
        """(place among `rows`, account) of every edge of these lists."""
        parts = [
            (np.repeat(np.arange(some.start, some.stop), self.lists["length"][rows[some]]), edges.astype(np.int64))
            for some, edges in self._blocks(rows)
        ]
        if not parts:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        return np.concatenate([who for who, _ in parts]), np.concatenate([whom for _, whom in parts])

    @cached_property
    def _order(self) -> Ordered:
        return Ordered.of(self._arrays["names"]["digest"].copy())

    def _blocks(self, rows: Rows) -> Iterator[tuple[slice, NDArray[np.int32]]]:
        starts, lengths = self.lists["start"][rows], self.lists["length"][rows].astype(np.int64)
        ends = np.cumsum(lengths)
        begin = 0
        while begin < len(rows):
            before = ends[begin - 1] if begin else 0
            end = max(begin + 1, int(np.searchsorted(ends, before + BLOCK, side="right")))
            some = slice(begin, end)
            yield some, self._edges(starts[some], lengths[some])
            begin = end

    def _edges(self, starts: Rows, lengths: Rows) -> NDArray[np.int32]:
        first, total = int(starts[0]), int(lengths.sum())
        edges: NDArray[np.int32] = self._arrays["edges"]
        if (starts[1:] == starts[:-1] + lengths[:-1]).all():
            return edges[first : first + total]
        shift = starts - (np.cumsum(lengths) - lengths)
        return edges[np.repeat(shift, lengths) + np.arange(total)]


def open_graph(where: Path) -> Graph:
    """The graph as it was committed last; empty where there is none."""
    for _ in range(TRIES - 1):
        try:
            return _open(where, read_head(where))
        except FileNotFoundError:
            # Compacted since the mark was read.
            continue
    return _open(where, read_head(where))


@lru_cache(maxsize=2)
def _open(where: Path, head: Head) -> Graph:
    arrays: dict[str, NDArray[Any]] = {}
    for array, (rows, kind) in head.sizes().items():
        path = path_of(where, array, head.series)
        arrays[array] = np.memmap(path, dtype=kind, mode="r", shape=(rows,)) if rows else np.empty(0, dtype=kind)
    return Graph(where, head, arrays)
