"""A new series of files without what no longer counts; the old one serves until the mark is replaced."""

from contextlib import ExitStack
from pathlib import Path

import numpy as np

from groundswell.discovery.graph.opened import Graph, open_graph
from groundswell.discovery.graph.place import Head, remove
from groundswell.discovery.graph.writing import Writer

WORTH = 1_000_000  # edges that no longer count, fewer of which are left to lie
STEP = 20_000  # lists at a time


def worth_compacting(graph: Graph) -> bool:
    """Whether more than half of the edges no longer count."""
    dead = graph.head.edges - int(graph.lists["length"].sum())
    return dead > max(WORTH, graph.head.edges // 2)


def compact(where: Path) -> None:
    """Called by whoever holds the lock of `writing` and has committed."""
    graph = open_graph(where)
    with ExitStack() as stack:
        writer = Writer(where, Head(series=graph.head.series + 1), stack)
        writer.restate(graph.last[graph.last["length"] == 0])
        for begin in range(0, len(graph.lists), STEP):
            rows = np.arange(begin, min(begin + STEP, len(graph.lists)))
            who, whom = graph.members(rows)
            used, back = np.unique(whom, return_inverse=True)
            names = [graph.name(int(number)) for number in used]
            named = np.array([name != "" for name in names], dtype=bool)
            numbers = np.full(len(used), -1, dtype=np.int64)
            numbers[named] = writer.number([name for name in names if name])
            kept = numbers[back] >= 0
            lists = graph.lists[rows].copy()
            lists["length"] = np.bincount(who[kept], minlength=len(rows))
            writer.add(lists, numbers[back][kept])
        writer.commit()
    remove(where, graph.head.series)
