"""Whom customers are compared with: people whose whole follow lists the catalogue holds, of the same network, and of the
same countries and languages as far as these are known."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.discovery.affinity.weighing import Stratum, weigh
from groundswell.discovery.customers.consents import BY_HANDLE
from groundswell.discovery.graph import Graph
from groundswell.discovery.graph.syncing import moment

FEWEST = 30
"""Lists. An account that none of so few follows may still be usual: among up to a tenth of people (the rule of three)."""
TOLD = 0.5  # the share of customers of whom country or language must be known, and whose strata must be held
TRAITS = ("country", "language")
MATCHES = (TRAITS, ("country",), ("language",))
SOURCE = "Whole follow lists of profiles in the catalogue, as their network told them"
Traits = tuple[str, str]  # country, language


@dataclass(frozen=True, slots=True)
class Background:
    """What the comparison on one network is made of.

    `customers` and `lists` count follow lists; weighted, `lists` tell as much as `worth` without weights. `matched` names
    what was weighted or narrowed, `met` the share of the customers whose country and language are among the lists'.
    """

    network: str
    customers: int
    lists: int
    worth: int
    matched: tuple[str, ...]
    met: float | None
    read_from: datetime | None
    read_until: datetime | None
    source: str = SOURCE

    @property
    def enough(self) -> bool:
        return self.worth >= FEWEST

    @property
    def cure(self) -> str:
        """What would make it enough."""
        if not self.network:
            return "Import the file again with a column platform."
        if self.network not in BY_HANDLE:
            return (
                "This network tells nobody's list. Compare two files instead: "
                "groundswell discover affinity --customers F --base F."
            )
        return (
            f"{FEWEST} are needed: track more profiles there whose lists the network tells, or widen what is compared."
        )

    def as_dict(self) -> dict[str, Any]:
        """For scripts."""
        return asdict(self) | {"enough": self.enough}


@dataclass(frozen=True, eq=False)
class Others:
    """The lists compared with: their places in the graph, and the weight of each if they have one."""

    graph: Graph
    background: Background
    rows: NDArray[np.int64]
    weights: NDArray[np.float64] | None = None

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """By account of the graph, how many of `background.worth` people follow it."""
        found = self.graph.count(self.rows, self.weights)
        return found if self.weights is None else np.rint(found * self.background.worth).astype(np.int64)


def others(
    graph: Graph, network: str, ours: Iterable[Traits], *, country: str = "", language: str = "",
    leave_out: Collection[int] = (),
) -> Others:  # fmt: skip
    """For customers of whom country and language (each may be empty) are told, without the accounts to `leave_out`.

    A `country` or `language` that is given narrows; else both are matched, or the one of which enough is known. What is
    found and counted is kept for the next question about the same state of the graph.
    """
    traits = tuple(sorted(Counter(ours).items()))
    return _others(graph, network, traits, (country.upper(), language.lower()), frozenset(leave_out))


@lru_cache(maxsize=4)
def _others(
    graph: Graph, network: str, ours: tuple[tuple[Traits, int], ...], asked: Traits, leave_out: frozenset[int]
) -> Others:
    lists = graph.lists
    chosen = (lists["platform"] == network.encode()) & ~np.isin(lists["account"], list(leave_out))
    narrowed = tuple(name for name, value in zip(TRAITS, asked, strict=True) if value)
    for name, value in zip(TRAITS, asked, strict=True):
        if value:
            chosen &= lists[name] == value.encode()
    rows = np.flatnonzero(chosen)
    size = sum(n for _, n in ours)
    if not narrowed:
        for names in MATCHES:
            if found := _matched(graph, network, ours, rows, names):
                return found
    return Others(graph, Background(network, size, len(rows), len(rows), narrowed, None, *_read(graph, rows)), rows)


def _matched(
    graph: Graph, network: str, ours: tuple[tuple[Traits, int], ...], rows: NDArray[np.int64], names: tuple[str, ...]
) -> Others | None:
    """None where too little is known of the customers, or too few lists are like theirs."""
    at, size = TRAITS.index(names[0]), sum(n for _, n in ours)
    wanted = Counter[Stratum]()
    for traits, n in ours:
        if all(stratum := traits[at : at + len(names)]):
            wanted[stratum] += n
    held = {stratum: _of(graph, rows, names, stratum) for stratum in wanted}
    weighing = weigh(wanted, {stratum: len(some) for stratum, some in held.items()})
    met, worth = weighing.met * wanted.total() / max(size, 1), round(weighing.worth)
    if met < TOLD or worth < FEWEST:
        return None
    used = np.concatenate([held[stratum] for stratum in weighing.each])
    weights = np.concatenate([np.full(len(held[stratum]), each) for stratum, each in weighing.each.items()])
    order = np.argsort(used)
    told = Background(network, size, len(used), worth, names, met, *_read(graph, used))
    return Others(graph, told, used[order], weights[order])


def _read(graph: Graph, rows: NDArray[np.int64]) -> tuple[datetime | None, datetime | None]:
    read = graph.lists["read"][rows]
    return (moment(read.min()), moment(read.max())) if len(rows) else (None, None)


def _of(graph: Graph, rows: NDArray[np.int64], names: tuple[str, ...], stratum: Stratum) -> NDArray[np.int64]:
    same = np.ones(len(rows), dtype=bool)
    for name, value in zip(names, stratum, strict=True):
        same &= graph.lists[name][rows] == value.encode()
    return rows[same]
