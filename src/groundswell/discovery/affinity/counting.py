"""From pairs of a person and an account to counts."""

from array import array
from collections.abc import Collection, Iterable

import numpy as np

from groundswell.discovery.affinity.answer import Counts, Ints

Pair = tuple[str, str]


def count_pairs(customers: Iterable[Pair], base: Iterable[Pair], leave_out: Collection[str] = ()) -> Counts:
    """Counts of (follower, followed) of customers and of the base; a repeated pair counts once and nobody follows
    themselves. Accounts to `leave_out` are not ranked: the brand's own."""
    accounts: dict[str, int] = {}
    people: dict[str, int] = {}
    ours, theirs = (_numbered(pairs, people, accounts) for pairs in (customers, base))
    both = theirs[np.isin(theirs[:, 0], ours[:, 0])]
    by_customers = _count(ours, len(accounts))
    by_customers[[accounts[name] for name in leave_out if name in accounts]] = 0
    return Counts(
        list(accounts), by_customers, _count(theirs, len(accounts)), _people(ours), _people(theirs),
        _count(both, len(accounts)), _people(both),
    )  # fmt: skip


def _numbered(pairs: Iterable[Pair], people: dict[str, int], accounts: dict[str, int]) -> Ints:
    """Numbers of the person and the account, -1 for one who follows themselves."""
    found = array("q")
    for follower, account in pairs:
        found.append(people.setdefault(follower, len(people)))
        found.append(-1 if follower == account else accounts.setdefault(account, len(accounts)))
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _people(pairs: Ints) -> int:
    return len(np.unique(pairs[:, 0]))


def _count(pairs: Ints, accounts: int) -> Ints:
    size = max(accounts, 1)
    known = pairs[pairs[:, 1] >= 0]
    return np.bincount(np.unique(known[:, 0] * size + known[:, 1]) % size, minlength=accounts).astype(np.int64)
