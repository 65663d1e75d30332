"""Whom a brand's customers follow more than comparable people do, from lists they agreed to tell."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.accounts.models import Workspace
from groundswell.discovery.affinity import Affinity, Counts, rank
from groundswell.discovery.affinity.ranking import check_view
from groundswell.discovery.customers.background import Background, Others, others
from groundswell.discovery.customers.liked import Liked, Named, with_accounts
from groundswell.discovery.customers.lists import CustomerLists, account_ids, customer_lists, own_accounts
from groundswell.discovery.graph import Graph
from groundswell.discovery.graph.syncing import current_graph
from groundswell.kit.errors import BadInput

MOST = 200
BEST: dict[str, Callable[[Affinity], tuple[float, ...]]] = {
    "over-represented": lambda one: (-one.z, -one.customers),
    "popular": lambda one: (-one.customers, -one.z),
    "exclusive": lambda one: (-one.lift_low,),
}


@dataclass(frozen=True, slots=True)
class AffinityAnswer:
    """Best first; `backgrounds` says of every network of the customers' lists what the comparison there is made of. A
    network whose background is not enough has no rows."""

    rows: list[Liked]
    backgrounds: list[Background]

    @property
    def customers(self) -> int:
        """Lists of customers."""
        return sum(one.customers for one in self.backgrounds)

    @property
    def base(self) -> int:
        """Lists they are compared with."""
        return sum(one.lists for one in self.backgrounds)

    @property
    def enough(self) -> bool:
        """False where nothing can be told."""
        return any(one.enough for one in self.backgrounds)

    @property
    def sure(self) -> int:
        """How many accounts pass the test among those told."""
        return sum(row.affinity.sure for row in self.rows)

    def as_dict(self) -> dict[str, Any]:
        """For scripts."""
        results = [row.as_dict() for row in self.rows]
        background = [one.as_dict() for one in self.backgrounds]
        return {"customers": self.customers, "base": self.base, "background": background, "results": results}


def customer_affinity(
    workspace: Workspace,
    view: str = "over-represented",
    *,
    country: str = "",
    language: str = "",
    leave_out: Collection[str] = (),
    most: int = MOST,
) -> AffinityAnswer:
    """Ranked as `discover affinity` does, network by network, against the whole follow lists that the catalogue holds,
    matched with the customers by country and language, or narrowed to those given. Left out, as followed and as follower,
    are `leave_out` (handles of the brand itself, on any network), customers, and who asked not to be found. `BadInput`
    without customers' lists."""
    check_view(view)
    graph, ranked, backgrounds = current_graph(), list[Affinity](), list[Background]()
    for lists in told_lists(workspace):
        own = own_accounts(workspace, lists.network, leave_out) | set(lists.people)
        base = others(
            graph, lists.network, lists.people.values(), country=country, language=language,
            leave_out=account_ids(own),
        )  # fmt: skip
        backgrounds.append(base.background)
        if base.background.enough:
            ranked += rank(counts_of(lists, base, own), view, most).results
    return AffinityAnswer(with_accounts(workspace, sorted(ranked, key=BEST[view])[:most]), backgrounds)


def told_lists(workspace: Workspace) -> Sequence[CustomerLists]:
    """`BadInput` where no customer's list counts."""
    if found := customer_lists(workspace):
        return found
    raise BadInput(
        "No customer told whom they follow yet.", where="customers",
        cure="Import a file with the columns follower and followed, or share the public page.",
    )  # fmt: skip


def counts_of(ours: CustomerLists, theirs: Others, own: Collection[str]) -> Counts:
    """Of every account that anybody follows; those of `own` are not ranked."""
    graph = theirs.graph
    by_customers, new = _by_number(ours, graph)
    by_base = np.concatenate((theirs.counts, np.zeros(len(new), dtype=np.int64)))
    followed = np.flatnonzero(by_customers + by_base)
    mine = np.where(np.isin(followed, _numbers_of(own, graph, new)), 0, by_customers[followed])
    return Counts(Named(graph, new, followed), mine, by_base[followed], len(ours.people), theirs.background.worth)


@lru_cache(maxsize=4)
def _by_number(ours: CustomerLists, graph: Graph) -> tuple[NDArray[np.int64], list[str]]:
    """How many customers follow each account of the graph, then each of those that are not in it, which are named. To look
    up 300,000 names takes longer than to rank them, and both stay as they are for the next question."""
    numbers = graph.find(ours.accounts)
    unknown = np.flatnonzero(numbers < 0)
    numbers[unknown] = graph.names + np.arange(len(unknown))
    counts = np.zeros(graph.names + len(unknown), dtype=np.int64)
    counts[numbers] = ours.counts()
    return counts, [ours.accounts[at] for at in unknown]


def _numbers_of(own: Collection[str], graph: Graph, new: list[str]) -> NDArray[np.int64]:
    known = graph.find(sorted(own))
    return np.concatenate((known[known >= 0], [graph.names + at for at, name in enumerate(new) if name in own])).astype(
        np.int64
    )
