"""Asks the index: the best hits, the exact total, the facets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import tantivy
from tantivy import FieldType, Occur, Query

from groundswell.discovery.index.compiler import compile_
from groundswell.discovery.index.documents import PUBLIC, scope
from groundswell.discovery.index.facets import Facets, count_facets
from groundswell.discovery.index.opened import Opened, count
from groundswell.discovery.index.schema import schema
from groundswell.discovery.language.counting import Counting
from groundswell.discovery.language.tree import Node

SORT_KEYS = {"followers": "by_followers", "engagement_rate": "by_engagement", "growth": "by_growth"}


@dataclass(frozen=True, slots=True)
class Question:
    """`sort` is relevance (by words) or a key of SORT_KEYS; `after` is where the last page ended."""

    node: Node
    workspace_id: int
    sort: str
    limit: int
    after: int | None = None
    facets: Mapping[str, Counting] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """`growth` is that of 30 days; `sponsored` the share of paid posts. Both are None where unknown."""

    account_id: int
    score: float | None
    growth: float | None
    sponsored: float | None


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
    facets = count_facets(question.facets, query, seen.searcher, total) if question.facets else {}
    return Found(total, hits, facets, following)


def compiled(question: Question) -> Query:
    """The question for Tantivy, in the scope of its workspace."""
    return compile_(question.node, (PUBLIC, scope(question.workspace_id)))


def _ranked(question: Question, query: Query, seen: Opened) -> tuple[list[Hit], int | None]:
    offset = question.after or 0
    found = seen.searcher.search(query, question.limit + 1, count=False, offset=offset).hits
    page = found[: question.limit]
    hits = _hits(seen, [address for _, address in page], [float(score) for score, _ in page])
    return hits, offset + question.limit if len(found) > question.limit else None


def _sorted(question: Question, query: Query, seen: Opened) -> tuple[list[Hit], int | None]:
    key = SORT_KEYS[question.sort]
    if question.after is not None:
        rest = Query.range_query(schema(), key, FieldType.Integer, None, question.after, include_upper=False)
        query = Query.boolean_query([(Occur.Must, query), (Occur.Must, rest)])
    found = seen.searcher.search(query, question.limit + 1, count=False, order_by_field=key).hits
    page = found[: question.limit]
    hits = _hits(seen, [address for _, address in page], [None] * len(page))
    return hits, int(page[-1][0]) if len(found) > question.limit else None


def _hits(seen: Opened, addresses: list[tantivy.DocAddress], scores: Sequence[float | None]) -> list[Hit]:
    columns = [seen.searcher.fast_field_values(name, addresses) for name in ("account", "growth_30", "sponsored")]
    rows = zip(*columns, scores, strict=True)
    return [Hit(int(account or 0), score, growth, sponsored) for account, growth, sponsored, score in rows]
