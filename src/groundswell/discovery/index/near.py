"""Finds the accounts whose meaning is nearest to a vector, among those that a query allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import tantivy
from tantivy import Occur, Query

from groundswell.discovery.index.opened import Opened
from groundswell.discovery.index.schema import schema
from groundswell.discovery.meaning import cells
from groundswell.discovery.meaning.model import Vectors
from groundswell.discovery.meaning.store import decode, likeness

ALL_COMPARED = 20_000
CANDIDATES = 2_500
ENOUGH = 1_000
FEW_CELLS, MANY_CELLS = 128, 1_000


@dataclass(frozen=True, slots=True)
class Near:
    """An account with how like it is: the cosine, 1 is the same."""

    account_id: int
    likeness: float
    address: tantivy.DocAddress


def nearest(allowed: Query, vector: Vectors, seen: Opened, *, most: int) -> list[Near]:
    """The nearest, best first. Exact where at most ALL_COMPARED are allowed and the nearest cells hold few of them; else
    those of the nearest cells are compared (`bench/meaning.py` measures how many of the truly nearest that finds)."""
    if not seen.store.size():
        return []
    addresses = [address for _, address in _candidates(allowed, vector, seen)]
    accounts, rows = (
        np.array(seen.searcher.fast_field_values(name, addresses), dtype=np.int64) for name in ("account", "row")
    )
    if not len(rows):
        return []
    like = likeness(seen.store.codes(rows), vector)
    best = np.lexsort((accounts, -like))[:most]
    return [Near(int(accounts[n]), float(like[n]), addresses[n]) for n in best]


def _candidates(allowed: Query, vector: Vectors, seen: Opened) -> list[tuple[Any, tantivy.DocAddress]]:
    # Counting what is allowed first would take longer than all the rest.
    divided = seen.centres.shape[1] > 1
    if divided:
        near = seen.searcher.search(_in_cells(allowed, vector, seen, FEW_CELLS), CANDIDATES, count=False).hits
        if len(near) >= ENOUGH:
            return near
    everybody = seen.searcher.search(_read(allowed), ALL_COMPARED, count=False).hits
    if len(everybody) < ALL_COMPARED or not divided:
        return everybody
    return seen.searcher.search(_in_cells(allowed, vector, seen, MANY_CELLS), CANDIDATES, count=False).hits


def vectors_of_accounts(account_ids: list[int], seen: Opened) -> dict[int, Vectors]:
    """The stored vectors of those accounts that have been read."""
    query = _read(Query.term_set_query(schema(), "account", account_ids))
    hits = seen.searcher.search(query, max(len(account_ids), 1), count=False).hits
    addresses = [address for _, address in hits]
    accounts, rows = (seen.searcher.fast_field_values(name, addresses) for name in ("account", "row"))
    vectors: Iterable[Vectors] = decode(seen.store.codes(np.array(rows, dtype=np.int64))) if rows else []
    return {int(account or 0): vector for account, vector in zip(accounts, vectors, strict=True)}


def _read(allowed: Query) -> Query:
    rows = Query.range_query(schema(), "row", tantivy.FieldType.Integer, 0, None)
    return Query.const_score_query(Query.boolean_query([(Occur.Must, allowed), (Occur.Must, rows)]), 0.0)


def _in_cells(allowed: Query, vector: Vectors, seen: Opened, most: int) -> Query:
    near = cells.nearest_first(seen.centres, vector, most)
    least = near[-1][1]
    either = [
        (
            Occur.Should,
            Query.boost_query(
                Query.const_score_query(Query.term_query(schema(), "cell", cell), 1.0), 1.0 + score - least
            ),
        )
        for cell, score in near
    ]
    silent = Query.const_score_query(allowed, 0.0)
    return Query.boolean_query([(Occur.Must, silent), (Occur.Must, Query.boolean_query(either))])
