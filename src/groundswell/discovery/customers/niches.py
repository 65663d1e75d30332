"""What a brand's customers follow, as niches: accounts that the same people follow, named, and whose they are."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.accounts.models import Workspace
from groundswell.discovery.affinity import rank
from groundswell.discovery.affinity.niches import TOGETHER, groups_of, ties_of
from groundswell.discovery.affinity.shares import Estimate, share_of, times_of
from groundswell.discovery.customers.affinity import counts_of, told_lists
from groundswell.discovery.customers.background import Background, Others, Traits, others
from groundswell.discovery.customers.liked import Liked, with_accounts
from groundswell.discovery.customers.lists import CustomerLists, account_ids, own_accounts
from groundswell.discovery.customers.naming import Name, name_of
from groundswell.discovery.graph.syncing import current_graph
from groundswell.discovery.personas.counting import Buyer, count_buyers
from groundswell.kit import clock

MOST_ACCOUNTS = 1_000  # those that customers follow most beyond the usual
MOST_LISTS = 20_000  # of the background, taken evenly
FOLLOWS = 2  # accounts of a niche that make somebody one of its people


@dataclass(frozen=True, slots=True)
class Niche:
    """`customers` is the share of customers who follow at least two of its accounts, `others` that of the background (as
    matched), `times` their ratio, each with its 95 % interval. `persona` is what a persona of these customers would say:
    its topics and words, and countries and languages as far as enough customers told."""

    network: str
    name: Name
    rows: list[Liked]
    customers: Estimate
    others: Estimate
    times: Estimate
    persona: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """For scripts."""
        found = {name: asdict(getattr(self, name)) for name in ("customers", "others", "times")}
        return {
            "network": self.network, "name": self.name.text, "topics": self.name.topics, "words": self.name.words, **found,
            "persona": self.persona, "accounts": [row.as_dict() for row in self.rows],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class NicheAnswer:
    """The niche that customers follow most beyond the usual first."""

    niches: list[Niche]
    backgrounds: list[Background]

    @property
    def enough(self) -> bool:
        """False where nothing can be told."""
        return any(one.enough for one in self.backgrounds)

    def as_dict(self) -> dict[str, Any]:
        """For scripts."""
        background = [one.as_dict() for one in self.backgrounds]
        return {"background": background, "niches": [niche.as_dict() for niche in self.niches]}


def customer_niches(
    workspace: Workspace, *, country: str = "", language: str = "", leave_out: Collection[str] = ()
) -> NicheAnswer:
    """Among the accounts that customers follow more than the background of `customer_affinity`, network by network.
    `BadInput` without customers' lists."""
    graph, niches, backgrounds = current_graph(), list[Niche](), list[Background]()
    for lists in told_lists(workspace):
        own = own_accounts(workspace, lists.network, leave_out) | set(lists.people)
        base = others(
            graph, lists.network, lists.people.values(), country=country, language=language, leave_out=account_ids(own)
        )  # fmt: skip
        backgrounds.append(base.background)
        if base.background.enough:
            ranked = rank(counts_of(lists, base, own), limit=MOST_ACCOUNTS).results
            more = [one for one in ranked if one.z > 0 and one.customers >= TOGETHER]
            niches += _niches(lists, base, with_accounts(workspace, more))
    more_than_others = [niche for niche in niches if niche.times.low > 1]
    return NicheAnswer(sorted(more_than_others, key=lambda one: -one.times.low), backgrounds)


def _niches(lists: CustomerLists, base: Others, rows: Sequence[Liked]) -> list[Niche]:
    names = [row.affinity.account for row in rows]
    ours, size = _pairs(lists, names), len(lists.people)
    step = -(-len(base.rows) // MOST_LISTS)
    theirs, weights = _base_pairs(base, names, step), _weights(base, step)
    who = np.concatenate((ours[0], theirs[0] + size))
    whom = np.concatenate((ours[1], theirs[1]))
    worth = float(1 / (weights**2).sum())
    found = []
    for group in groups_of(ties_of(who, whom, size + len(weights), len(rows))):
        inside = np.bincount(who[np.isin(whom, group)], minlength=size + len(weights)) >= FOLLOWS
        fans, share = inside[:size], float(weights[inside[size:]].sum())
        outside = np.setdiff1d(np.arange(len(rows)), group)
        name = name_of([rows[at] for at in group], [rows[at] for at in outside])
        traits = [one for one, fan in zip(lists.people.values(), fans, strict=True) if fan]
        found.append(
            Niche(
                lists.network, name, [rows[at] for at in group], share_of(int(fans.sum()), size),
                share_of(share * worth, worth), times_of(int(fans.sum()), size, share * worth, worth),
                _persona(name, traits),
            )
        )  # fmt: skip
    return found


def _pairs(lists: CustomerLists, names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    place = {name: at for at, name in enumerate(names)}
    column = np.array([place.get(name, -1) for name in lists.accounts], dtype=np.int64)[lists.whom]
    return lists.who[column >= 0], column[column >= 0]


def _base_pairs(base: Others, names: Sequence[str], step: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    numbers = base.graph.find(names)
    column = np.full(base.graph.names, -1, dtype=np.int64)
    column[numbers[numbers >= 0]] = np.flatnonzero(numbers >= 0)
    who, whom = base.graph.members(base.rows[::step])
    return who[column[whom] >= 0], column[whom][column[whom] >= 0]


def _weights(base: Others, step: int) -> NDArray[np.float64]:
    weights = np.ones(len(base.rows)) if base.weights is None else base.weights
    some: NDArray[np.float64] = weights[::step] / weights[::step].sum()
    return some


def _persona(name: Name, traits: Sequence[Traits]) -> dict[str, Any]:
    counted = count_buyers([Buyer(country, "", language, "", None) for country, language in traits], clock.now().date())
    terms = {"interests": list(name.topics), "words": list(name.words)}
    return {**{part: said for part, said in terms.items() if said}, **counted.shares}
