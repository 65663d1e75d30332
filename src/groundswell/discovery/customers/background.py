"""Whom customers are compared with: people whose whole follow lists the catalogue holds, of the same network, and of the
same countries and languages as far as these are known."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.discovery.affinity.weighing import Stratum, weigh
from groundswell.discovery.graph import Graph
from groundswell.discovery.graph.syncing import moment

FEWEST = 30
"""Lists. An account that none of so few follows may still be usual: among up to a tenth of people (the rule of three)."""
TOLD = 0.5  # the share of customers of whom country or language must be known, and whose strata must be held
MATCHES = (("country", "language"), ("country",), ("language",))
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
        return (
            f"{FEWEST} are needed: track more profiles there whose lists the network tells, or widen what is compared."
        )

    def as_dict(self) -> dict[str, Any]:
        """For scripts."""
        names = (
            "network",
            "customers",
            "lists",
            "worth",
            "matched",
            "met",
            "read_from",
            "read_until",
            "source",
            "enough",
        )
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Others:
    """The lists compared with: their places in the graph, and the weight of each if they have one."""

    graph: Graph
    background: Background = field(compare=False)
    rows: NDArray[np.int64] = field(compare=False)
    weights: NDArray[np.float64] | None = field(compare=False)
    digest: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        told = blake2b(self.rows.tobytes())
        told.update(b"" if self.weights is None else self.weights.tobytes())
        object.__setattr__(self, "digest", told.digest())

    def counts(self) -> NDArray[np.int64]:
        """By account of the graph, how many of `background.worth` people follow it. Counted once for each state of the
        graph."""
        return _counts(self)


def others(
    graph: Graph, network: str, ours: Sequence[Traits], *, country: str = "", language: str = "",
    leave_out: Collection[int] = (),
) -> Others:  # fmt: skip
    """For customers of whom country and language (each may be empty) are told, without the accounts to `leave_out`.

    A `country` or `language` that is given narrows; else both are matched, or the one of which enough is known.
    """
    lists = graph.lists
    chosen = (lists["platform"] == network.encode()) & ~np.isin(lists["account"], list(leave_out))
    asked = {"country": country.upper(), "language": language.lower()}
    for name, value in asked.items():
        if value:
            chosen &= lists[name] == value.encode()
    rows = np.flatnonzero(chosen)
    narrowed = tuple(name for name, value in asked.items() if value)
    if narrowed:
        return _plain(graph, network, len(ours), rows, narrowed)
    return _matched(graph, network, ours, rows) or _plain(graph, network, len(ours), rows, ())


@lru_cache(maxsize=8)
def _counts(of: Others) -> NDArray[np.int64]:
    found = of.graph.count(of.rows, of.weights)
    return found if of.weights is None else np.rint(found * of.background.worth).astype(np.int64)


def _matched(graph: Graph, network: str, ours: Sequence[Traits], rows: NDArray[np.int64]) -> Others | None:
    for names in MATCHES:
        at = ("country", "language").index(names[0])
        wanted = Counter[Stratum](traits[at : at + len(names)] for traits in ours)
        known = {stratum: n for stratum, n in wanted.items() if all(stratum)}
        held = {stratum: _of(graph, rows, names, stratum) for stratum in known}
        weighing = weigh(known, {stratum: len(some) for stratum, some in held.items()})
        met = weighing.met * sum(known.values()) / max(len(ours), 1)
        if met >= TOLD and round(weighing.worth) >= FEWEST:
            used = np.concatenate([held[stratum] for stratum in weighing.each])
            weights = np.concatenate([np.full(len(held[stratum]), each) for stratum, each in weighing.each.items()])
            order = np.argsort(used)
            worth = round(weighing.worth)
            told = Background(network, len(ours), len(used), worth, names, met, *_read(graph, used))
            return Others(graph, told, used[order], weights[order])
    return None


def _plain(graph: Graph, network: str, ours: int, rows: NDArray[np.int64], narrowed: tuple[str, ...]) -> Others:
    told = Background(network, ours, len(rows), len(rows), narrowed, None, *_read(graph, rows))
    return Others(graph, told, rows, None)


def _read(graph: Graph, rows: NDArray[np.int64]) -> tuple[datetime | None, datetime | None]:
    read = graph.lists["read"][rows]
    return (moment(read.min()), moment(read.max())) if len(rows) else (None, None)


def _of(graph: Graph, rows: NDArray[np.int64], names: tuple[str, ...], stratum: Stratum) -> NDArray[np.int64]:
    same = np.ones(len(rows), dtype=bool)
    for name, value in zip(names, stratum, strict=True):
        same &= graph.lists[name][rows] == value.encode()
    return rows[same]
