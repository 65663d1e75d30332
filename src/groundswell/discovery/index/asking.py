"""Asks the index: the best hits, the exact total, the facets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Query

from groundswell.discovery.index.compiler import compile_
from groundswell.discovery.index.documents import PUBLIC, scope
from groundswell.discovery.index.facets import count_facets
from groundswell.discovery.index.fusing import fuse
from groundswell.discovery.index.near import Near, nearest
from groundswell.discovery.index.opened import Facets, Opened, count
from groundswell.discovery.index.schema import schema
from groundswell.discovery.language import tree
from groundswell.discovery.language.counting import Counting
from groundswell.discovery.meaning.model import Vectors

SORT_KEYS = {"followers": "by_followers", "engagement_rate": "by_engagement", "growth": "by_growth"}
WORDS_FUSED = 500
FACETS_KEPT = 500


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the found accounts shall be about. At most `most` are found by it: those within `spread` of the likest, if
    they are `least` alike; and besides them those that say `words`."""

    vector: Vectors
    words: tree.Node | None = None
    most: int = 200
    least: float = 0.0
    spread: float = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """`sort` is relevance (by words, or words and meaning) or a key of SORT_KEYS; `after` is where the last page
    ended."""

    node: tree.Node
    workspace_id: int
    sort: str
    limit: int
    after: int | None = None
    facets: Mapping[str, Counting] = field(default_factory=dict)
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """`growth` is that of 30 days; `sponsored` the share of paid posts; `likeness` to the meaning asked for. Each is
    None where unknown."""

    account_id: int
    score: float | None
    growth: float | None
    sponsored: float | None
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """`next` is the `after` of the following page, None on the last."""

    total: int
    hits: list[Hit]
    facets: Facets
    next: int | None


def ask(question: Question, seen: Opened) -> Found:
    """One page of answers. Sorted pages are cut by a key that no two accounts share, so that nothing shows twice."""
    near: list[Near] = []
    query = compiled(question, question.node)
    if question.meaning:
        near = _kept(question.meaning, nearest(query, question.meaning.vector, seen, most=question.meaning.most))
        query = compiled(question, tree.AllOf((question.node, _matched(question.meaning, near))))
    if question.sort in SORT_KEYS:
        page = _sorted(question, query, seen)
    elif question.meaning:
        page = _fused(question, question.meaning, near, query, seen)
    else:
        page = _ranked(query, question.limit, question.after or 0, seen)
    facets = _facets(question, query, seen, page.total) if question.facets else {}
    likeness = {one.account_id: one.likeness for one in near}
    return replace(page, hits=[replace(hit, likeness=likeness.get(hit.account_id)) for hit in page.hits], facets=facets)


def compiled(question: Question, node: tree.Node) -> Query:
    """What is asked, for Tantivy, in the scope of the question's workspace."""
    return compile_(node, (PUBLIC, scope(question.workspace_id)))


def _kept(meaning: Meaning, near: list[Near]) -> list[Near]:
    least = max(meaning.least, near[0].likeness - meaning.spread) if near else 0.0
    return [one for one in near if one.likeness >= least]


def _matched(meaning: Meaning, near: Sequence[Near]) -> tree.Node:
    alike = tree.Numbers("account", tuple(one.account_id for one in near))
    return tree.AnyOf((meaning.words, alike)) if meaning.words else alike


def _facets(question: Question, query: Query, seen: Opened, total: int) -> Facets:
    """Counted once for every commit: broad ones take long, and are asked for again and again."""
    if question.meaning:
        return count_facets(question.facets, query, seen.searcher, total)
    key = (question.node, question.workspace_id, tuple(question.facets.items()))
    if key not in seen.facets:
        if len(seen.facets) >= FACETS_KEPT:
            seen.facets.clear()
        seen.facets[key] = count_facets(question.facets, query, seen.searcher, total)
    return {name: dict(counts) for name, counts in seen.facets[key].items()}


def _ranked(query: Query, limit: int, offset: int, seen: Opened) -> Found:
    # Counting on the way costs less than a second pass.
    answer = seen.searcher.search(query, limit + 1, count=True, offset=offset)
    page = answer.hits[:limit]
    hits = _hits(seen, [address for _, address in page], [float(score) for score, _ in page])
    return Found(_total(answer), hits, {}, offset + limit if len(answer.hits) > limit else None)


def _fused(question: Question, meaning: Meaning, near: list[Near], query: Query, seen: Opened) -> Found:
    """The best by words and by meaning as one ranking; after them what else says the words."""
    total = count(seen.searcher, query)
    spoken = tree.AllOf((question.node, meaning.words)) if meaning.words else None
    found = seen.searcher.search(compiled(question, spoken), WORDS_FUSED, count=False).hits if spoken else []
    by_words = _accounts(seen, [address for _, address in found])
    ranking = fuse([by_words, [one.account_id for one in near]])
    start = question.after or 0
    page = ranking[start : start + question.limit]
    addresses = {one.account_id: one.address for one in near} | dict(zip(by_words, (a for _, a in found), strict=True))
    hits = _hits(seen, [addresses[account] for account, _ in page], [score for _, score in page])
    end = start + len(page)
    if end < len(ranking):
        return Found(total, hits, {}, end)
    if spoken is None or len(found) < WORDS_FUSED:
        return Found(total, hits, {}, None)
    others = tree.AllOf((spoken, tree.Not(tree.Numbers("account", tuple(account for account, _ in ranking)))))
    rest = compiled(question, others)
    if len(hits) == question.limit:
        return Found(total, hits, {}, end if count(seen.searcher, rest) else None)
    more = _ranked(rest, question.limit - len(hits), max(start - len(ranking), 0), seen)
    return Found(total, hits + more.hits, {}, None if more.next is None else len(ranking) + more.next)


def _sorted(question: Question, query: Query, seen: Opened) -> Found:
    key, limit = SORT_KEYS[question.sort], question.limit
    total = None if question.after is None else count(seen.searcher, query)
    if question.after is not None:
        rest = Query.range_query(schema(), key, FieldType.Integer, None, question.after, include_upper=False)
        query = Query.boolean_query([(Occur.Must, query), (Occur.Must, rest)])
    answer = seen.searcher.search(query, limit + 1, count=True, order_by_field=key)
    page = answer.hits[:limit]
    hits = _hits(seen, [address for _, address in page], [None] * len(page))
    following = int(page[-1][0]) if len(answer.hits) > limit else None
    return Found(_total(answer) if total is None else total, hits, {}, following)


def _total(answer: Any) -> int:
    return int(answer.count)


def _hits(seen: Opened, addresses: list[tantivy.DocAddress], scores: Sequence[float | None]) -> list[Hit]:
    columns = [seen.searcher.fast_field_values(name, addresses) for name in ("account", "growth_30", "sponsored")]
    rows = zip(*columns, scores, strict=True)
    return [Hit(int(account or 0), score, growth, sponsored) for account, growth, sponsored, score in rows]


def _accounts(seen: Opened, addresses: list[tantivy.DocAddress]) -> list[int]:
    return [int(account or 0) for account in seen.searcher.fast_field_values("account", addresses)]
