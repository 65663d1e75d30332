"""From the query tree to Tantivy. No text of a user ever passes through a query parser."""

from collections.abc import Sequence

import tantivy
from tantivy import FieldType, Occur, Query

from groundswell.discovery.index.schema import schema
from groundswell.discovery.language import tree

WEIGHTS = {"name": 3.0, "handle": 3.0, "tags": 2.0, "bio": 1.5, "captions": 1.0, "paid": 1.0}
PREFIXED = ("name", "handle")
PREFIX_WEIGHT = 0.5
TIE_BREAKER = 0.2
FEW = 50


def compile_(node: tree.Node, scopes: Sequence[str]) -> Query:
    """The query for what `node` asks, within the given scopes: the one place that decides who may find what."""
    inside = _silent(_one_of("scope", scopes))
    return Query.boolean_query([(Occur.Must, inside), *_must(node)])


def part(node: tree.Node) -> Query:
    """The query for a part of a question, without any scope: only ever to be joined to a whole one."""
    return Query.boolean_query([(Occur.Must, _silent(Query.all_query())), *_must(node)])


def _must(node: tree.Node) -> list[tuple[Occur, Query]]:
    if isinstance(node, tree.AllOf):
        return [clause for part in node.parts for clause in _must(part)]
    if isinstance(node, tree.Not):
        return [(Occur.MustNot, _query(node.part))]
    if isinstance(node, tree.Everything):
        return []
    return [(Occur.Must, _query(node))]


def _query(node: tree.Node) -> Query:
    match node:
        case tree.Says():
            return _says(node)
        case tree.AnyOf(parts):
            return Query.boolean_query([(Occur.Should, _query(part)) for part in parts])
        case tree.AllOf() | tree.Not():
            return Query.boolean_query([(Occur.Must, _silent(Query.all_query())), *_must(node)])
        case _:
            return _silent(_condition(node))


def _condition(node: tree.Everything | tree.OneOf | tree.Numbers | tree.Between) -> Query:
    match node:
        case tree.Everything():
            return Query.all_query()
        case tree.OneOf(field, terms):
            return _one_of(field, terms)
        case tree.Numbers(field, values):
            return Query.term_set_query(schema(), field, list(values))
        case tree.Between(field, None, None):
            return Query.exists_query(field)
        case tree.Between(field, low, high):
            return _between(field, low, high)


def _one_of(field: str, terms: Sequence[str]) -> Query:
    # A set of terms reads all its documents before the first is asked for; a few terms in a disjunction do not.
    if len(terms) > FEW:
        return Query.term_set_query(schema(), field, list(terms))
    if not terms:
        return Query.empty_query()
    either = [Query.term_query(schema(), field, term, "basic") for term in terms]
    return either[0] if len(either) == 1 else Query.boolean_query([(Occur.Should, term) for term in either])


def _between(field: str, low: float | None, high: float | None) -> Query:
    if field in tree.REAL_FIELDS:
        return Query.range_query(schema(), field, FieldType.Float, low, high)
    whole = (None if low is None else int(low), None if high is None else int(high))
    return Query.range_query(schema(), field, FieldType.Integer, *whole)


def _says(node: tree.Says) -> Query:
    found = [Query.boost_query(_words(field, node.words), WEIGHTS[field]) for field in node.fields]
    if node.prefix:
        found += [_begins(field, node.words[0]) for field in PREFIXED if field in node.fields]
    return Query.disjunction_max_query(found, TIE_BREAKER)


def _words(field: str, words: tuple[str, ...]) -> Query:
    if len(words) == 1:
        return Query.term_query(schema(), field, words[0])
    return Query.phrase_query(schema(), field, list(words))


def _begins(field: str, word: str) -> Query:
    begins = Query.fuzzy_term_query(schema(), field, word, distance=0, prefix=True)
    return Query.boost_query(begins, PREFIX_WEIGHT)


def _silent(query: Query) -> tantivy.Query:
    # A filter decides who is found, never in which order.
    return Query.const_score_query(query, 0.0)
