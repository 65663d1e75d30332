"""Follow lists out of CSV files: `follower,followed`."""

from collections.abc import Collection, Iterator
from typing import BinaryIO

from groundswell.discovery.affinity.answer import Counts
from groundswell.discovery.affinity.counting import Pair, count_pairs
from groundswell.kit.csv_rows import csv_rows
from groundswell.kit.errors import BadInput

COLUMNS = ("follower", "followed")


def read_counts(customers: BinaryIO, base: BinaryIO, leave_out: Collection[str] = ()) -> Counts:
    """Counts of two files; see `count_pairs`. `BadInput` names a row that is none, and a file without rows."""
    return count_pairs(_pairs(customers, "customers"), _pairs(base, "base"), leave_out)


def _pairs(file: BinaryIO, name: str) -> Iterator[Pair]:
    empty = True
    for number, (follower, account) in csv_rows(file, name, COLUMNS):
        if not follower or not account:
            raise BadInput("This row lacks a follower or whom they follow.", where=f"{name}, row {number}")
        empty = False
        yield follower, account
    if empty:
        raise BadInput(f"The {name} file holds no rows.", where=name)
