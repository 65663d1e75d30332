"""Counts the values of facets over what a query matches."""

from collections.abc import Mapping, Sequence
from typing import Any

import tantivy
from tantivy import Occur, Query

from groundswell.discovery.index.compiler import part
from groundswell.discovery.index.opened import count
from groundswell.discovery.language.counting import ByNode, ByRange, ByTerm, Counting
from groundswell.discovery.language.parts import UNKNOWN

MOST_VALUES = 1_000

Facets = dict[str, dict[str, int]]


def count_facets(asked: Mapping[str, Counting], query: Query, searcher: tantivy.Searcher, total: int) -> Facets:
    """Facet → value → how many of the `total` accounts, values without any left out."""
    aggregations = {
        name: _aggregation(counting) for name, counting in asked.items() if not isinstance(counting, ByNode)
    }
    answer = searcher.aggregate(query, aggregations) if aggregations else {}
    counted: Facets = {}
    for name, counting in asked.items():
        if isinstance(counting, ByNode):
            counts = _one_by_one(counting, query, searcher)
        else:
            counts = _from_buckets(counting, answer[name]["buckets"], total)
        counted[name] = {value: n for value, n in counts.items() if n}
    return counted


def _aggregation(counting: ByTerm | ByRange) -> dict[str, object]:
    if isinstance(counting, ByTerm):
        return {"terms": {"field": counting.field, "size": MOST_VALUES}}
    # Without a lower end the first range takes in all that is known; Tantivy adds no bucket of its own then.
    ends = zip((None, *counting.cuts), (*counting.cuts, None), strict=True)
    ranges = [{key: end for key, end in (("from", low), ("to", above)) if end is not None} for low, above in ends]
    return {"range": {"field": counting.field, "ranges": ranges}}


def _from_buckets(counting: ByTerm | ByRange, buckets: Sequence[Mapping[str, Any]], total: int) -> dict[str, int]:
    counts = [int(bucket["doc_count"]) for bucket in buckets]
    if isinstance(counting, ByTerm):
        return {bucket["key"]: n for bucket, n in zip(buckets, counts, strict=True)}
    # An index without documents answers no ranges at all.
    return {**dict(zip(counting.labels, counts, strict=False)), UNKNOWN: total - sum(counts)}


def _one_by_one(counting: ByNode, query: Query, searcher: tantivy.Searcher) -> dict[str, int]:
    both = {value: [(Occur.Must, query), (Occur.Must, part(node))] for value, node in counting.nodes}
    return {value: count(searcher, Query.boolean_query(clauses)) for value, clauses in both.items()}
