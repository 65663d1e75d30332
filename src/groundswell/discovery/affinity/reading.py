"""Follow lists out of CSV files: `follower,followed`."""

from array import array
from collections.abc import Collection
from typing import BinaryIO

import numpy as np

from groundswell.discovery.affinity.answer import Counts, Ints
from groundswell.kit.csv_rows import csv_rows
from groundswell.kit.errors import BadInput

COLUMNS = ("follower", "followed")


def read_counts(customers: BinaryIO, base: BinaryIO, leave_out: Collection[str] = ()) -> Counts:
    """Counts of two files; a repeated row counts once and nobody follows themselves. Accounts to `leave_out` are not
    ranked: the brand's own."""
    accounts: dict[str, int] = {}
    people: dict[str, int] = {}
    ours = _read(customers, "customers", people, accounts)
    theirs = _read(base, "base", people, accounts)
    both = theirs[np.isin(theirs[:, 0], ours[:, 0])]
    by_customers = _count(ours, len(accounts))
    by_customers[[accounts[name] for name in leave_out if name in accounts]] = 0
    return Counts(
        list(accounts), by_customers, _count(theirs, len(accounts)), _people(ours), _people(theirs),
        _count(both, len(accounts)), _people(both),
    )  # fmt: skip


def _read(file: BinaryIO, name: str, people: dict[str, int], accounts: dict[str, int]) -> Ints:
    """Pairs of a person and an account, -1 for one who follows themselves."""
    pairs = array("q")
    for number, (follower, account) in csv_rows(file, name, COLUMNS):
        if not follower or not account:
            raise BadInput("This row lacks a follower or whom they follow.", where=f"{name}, row {number}")
        pairs.append(people.setdefault(follower, len(people)))
        pairs.append(-1 if follower == account else accounts.setdefault(account, len(accounts)))
    if not pairs:
        raise BadInput(f"The {name} file holds no rows.", where=name)
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _people(pairs: Ints) -> int:
    return len(np.unique(pairs[:, 0]))


def _count(pairs: Ints, accounts: int) -> Ints:
    size = max(accounts, 1)
    known = pairs[pairs[:, 1] >= 0]
    return np.bincount(np.unique(known[:, 0] * size + known[:, 1]) % size, minlength=accounts).astype(np.int64)
