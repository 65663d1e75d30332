"""Asks the index: the best hits, the exact total, the facets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import tantivy
from tantivy import FieldType, Occur, Query

from groundswell.discovery.index.compiler import compile_
from groundswell.discovery.index.documents import PUBLIC, scope
from groundswell.discovery.index.opened import Opened, count
from groundswell.discovery.index.schema import schema
from groundswell.discovery.language.query import UNKNOWN
from groundswell.discovery.language.tree import Node

SORT_KEYS = {"followers": "by_followers", "engagement_rate": "by_engagement"}
MOST_VALUES = 1_000

Facets = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Question:
    """`sort` is relevance (by words) or a key of SORT_KEYS; `after` is where the last page ended."""

    node: Node
    workspace_id: int
    sort: str
    limit: int
    after: int | None = None
    facets: Sequence[str] = ()
    tiers: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    account_id: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """`next` is the `after` of the following page, None on the last."""

    total: int
    hits: list[Hit]
    facets: Facets
    next: int | None


def ask(question: Question, query: Query, seen: Opened) -> Found:
    """One page of answers. Sorted pages are cut by a key that no two accounts share, so that nothing shows twice."""
    by_words = question.sort not in SORT_KEYS
    total = count(seen.searcher, query)
    hits, following = _ranked(question, query, seen) if by_words else _sorted(question, query, seen)
    facets = _facets(question, query, seen, total) if question.facets else {}
    return Found(total, hits, facets, following)


def compiled(question: Question) -> Query:
    """The question for Tantivy, in the scope of its workspace."""
    return compile_(question.node, (PUBLIC, scope(question.workspace_id)))


def _ranked(question: Question, query: Query, seen: Opened) -> tuple[list[Hit], int | None]:
    offset = question.after or 0
    found = seen.searcher.search(query, question.limit + 1, count=False, offset=offset).hits
    page = found[: question.limit]
    accounts = seen.searcher.fast_field_values("account", [address for _, address in page])
    hits = [Hit(int(account or 0), float(score)) for account, (score, _) in zip(accounts, page, strict=True)]
    return hits, offset + question.limit if len(found) > question.limit else None


def _sorted(question: Question, query: Query, seen: Opened) -> tuple[list[Hit], int | None]:
    key = SORT_KEYS[question.sort]
    if question.after is not None:
        rest = Query.range_query(schema(), key, FieldType.Integer, None, question.after, include_upper=False)
        query = Query.boolean_query([(Occur.Must, query), (Occur.Must, rest)])
    found = seen.searcher.search(query, question.limit + 1, count=False, order_by_field=key).hits
    page = found[: question.limit]
    accounts = seen.searcher.fast_field_values("account", [address for _, address in page])
    hits = [Hit(int(account or 0), None) for account in accounts]
    return hits, int(page[-1][0]) if len(found) > question.limit else None


def _facets(question: Question, query: tantivy.Query, seen: Opened, total: int) -> Facets:
    asked = {name: _by_tier(question) if name == "tier" else _by_term(name) for name in question.facets}
    answer = seen.searcher.aggregate(query, asked)
    counted: Facets = {}
    for name in question.facets:
        buckets = answer[name]["buckets"]
        names = list(question.tiers) if name == "tier" else [bucket["key"] for bucket in buckets]
        # An index without documents answers no tiers at all.
        counts = {value: int(bucket["doc_count"]) for value, bucket in zip(names, buckets, strict=False)}
        if name == "tier":
            counts[UNKNOWN] = total - sum(counts.values())
        counted[name] = {value: count for value, count in counts.items() if count}
    return counted


def _by_term(name: str) -> dict[str, object]:
    return {"terms": {"field": name, "size": MOST_VALUES}}


def _by_tier(question: Question) -> dict[str, object]:
    # The smallest tier has no lower end: Tantivy would add a bucket for what lies below it.
    ranges = [
        ({"from": low} if low else {}) | ({"to": above} if above else {}) for low, above in question.tiers.values()
    ]
    return {"range": {"field": "followers", "ranges": ranges}}
