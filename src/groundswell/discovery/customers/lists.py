"""Customers' follow lists as arrays, one set for each network."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

import numpy as np
from django.db.models import Count, Max, Sum
from numpy.typing import NDArray

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.discovery.customers.background import Traits
from groundswell.discovery.customers.matching import SURE
from groundswell.discovery.customers.queries import COUNTS, STEP
from groundswell.discovery.models import Customer, CustomerFollow, CustomerProfile

CHUNK = 800
KEPT = 4  # workspaces: 500,000 follows are about 40 MB
Row = tuple[str, str, str, str | None, str | None]


@dataclass(frozen=True, slots=True, eq=False)
class CustomerLists:
    """`who[n]` (a place among `people`) follows `whom[n]` (among `accounts`, as NETWORK:HANDLE); each pair stands once."""

    network: str
    people: dict[str, Traits]
    accounts: list[str]
    who: NDArray[np.int64]
    whom: NDArray[np.int64]

    def counts(self) -> NDArray[np.int64]:
        """By account, how many follow it."""
        return np.bincount(self.whom, minlength=len(self.accounts)).astype(np.int64)


def customer_lists(workspace: Workspace) -> tuple[CustomerLists, ...]:
    """Of every list that counts, by network; "" where a file named none. Read anew when a list or a customer changed."""
    return _lists(workspace, _version(workspace))


Version = tuple[object, ...]


def _version(workspace: Workspace) -> Version:
    """What no change leaves as it was: a row that counts goes or comes, or a customer is told anew."""
    follows = CustomerFollow.objects.of(workspace).filter(COUNTS)
    rows = follows.aggregate(n=Count("pk"), last=Max("pk"), total=Sum("pk"), seen=Max("seen_at"))
    people = Customer.objects.of(workspace).aggregate(n=Count("pk"), changed=Max("changed_at"))
    return (*rows.values(), *people.values())


@lru_cache(maxsize=KEPT)
def _lists(workspace: Workspace, version: Version) -> tuple[CustomerLists, ...]:
    rows = CustomerFollow.objects.of(workspace).filter(COUNTS).order_by("platform", "pk")
    fields = ("platform", "follower", "followed", "customer__country", "customer__language")
    every = rows.values_list(*fields).iterator(chunk_size=STEP)
    return tuple(_gathered(network, some) for network, some in groupby(every, key=itemgetter(0)))


def _gathered(network: str, rows: Iterable[Row]) -> CustomerLists:
    people, traits, accounts, pairs = dict[str, int](), dict[str, Traits](), dict[str, int](), array("q")
    for _, follower, followed, country, language in rows:
        traits[follower] = ((country or "").upper(), (language or "").lower().partition("-")[0])
        who, name = people.setdefault(follower, len(people)), f"{network}:{followed}"
        if name != follower:
            pairs.extend((who, accounts.setdefault(name, len(accounts))))
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return CustomerLists(network, traits, list(accounts), both[:, 0], both[:, 1])


def own_accounts(workspace: Workspace, network: str, handles: Iterable[str]) -> set[str]:
    """NETWORK:HANDLE of the brand, given by its handles on any network, of its customers, also those who are creators,
    and of profiles that asked not to be found."""
    own = {handle.lstrip("@").lower() for handle in handles if handle}
    profiles = CustomerProfile.objects.of(workspace).filter(platform=network)
    own |= set(profiles.values_list("handle", flat=True))
    seen = Account.objects.visible_to(workspace).filter(platform=network)
    creators = Customer.objects.of(workspace).filter(match__in=SURE).values("creator")
    own |= set(seen.filter(creators__in=creators).values_list("handle", flat=True))
    own |= set(seen.filter(listed=False).values_list("handle", flat=True))
    return {f"{network}:{handle}" for handle in own if handle}


def account_ids(names: Iterable[str]) -> set[int]:
    """Of the public profiles that are NETWORK:HANDLE."""
    found = set[int]()
    ordered = sorted(names)
    for start in range(0, len(ordered), CHUNK):
        parts = [name.partition(":") for name in ordered[start : start + CHUNK]]
        wanted = {(network, handle) for network, _, handle in parts}
        rows = Account.objects.filter(workspace=None, handle__in=[handle for _, _, handle in parts])
        found |= {pk for pk, *name in rows.values_list("pk", "platform", "handle") if tuple(name) in wanted}
    return found
