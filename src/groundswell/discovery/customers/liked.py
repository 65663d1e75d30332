"""Ranked accounts with their names, their profiles in the catalogue, and the creators they are."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator
from groundswell.discovery.affinity import Affinity
from groundswell.discovery.graph import Graph

CHUNK = 800


@dataclass(frozen=True, slots=True)
class Liked:
    """An account that customers follow, with its profile where the catalogue has it and the workspace's creator if it is
    one's."""

    platform: str
    handle: str
    affinity: Affinity
    account: Account | None
    creator_id: int | None

    def as_dict(self) -> dict[str, Any]:
        """For scripts."""
        found = {"account_id": self.account.pk if self.account else None, "creator_id": self.creator_id}
        return asdict(self.affinity) | found


def with_accounts(workspace: Workspace, ranked: list[Affinity]) -> list[Liked]:
    """Each with its profile in the catalogue, where it may be found there, and the workspace's creator."""
    names = [one.account.partition(":") for one in ranked]
    known: dict[tuple[str, str], Account] = {}
    for start in range(0, len(names), CHUNK):
        handles = [handle for _, _, handle in names[start : start + CHUNK]]
        accounts = Account.objects.visible_to(workspace).filter(handle__in=handles, listed=True).order_by("pk")
        known |= {(account.platform, account.handle): account for account in accounts}
    ties = Creator.accounts.through.objects.filter(
        creator__workspace=workspace, account__in=[account.pk for account in known.values()]
    )
    creators = dict(ties.values_list("account_id", "creator_id"))
    found = []
    for one, (platform, _, handle) in zip(ranked, names, strict=True):
        account = known.get((platform, handle))
        found.append(Liked(platform, handle, one, account, creators.get(account.pk) if account else None))
    return found


@dataclass(frozen=True, slots=True)
class Named(Sequence[str]):
    """Names of accounts, looked up when they are asked for: those of the graph, then `new` ones."""

    graph: Graph
    new: list[str]
    numbers: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, at: int) -> str:  # type: ignore[override]  # no slices are asked for
        number = int(self.numbers[at])
        return self.graph.name(number) if number < self.graph.names else self.new[number - self.graph.names]
