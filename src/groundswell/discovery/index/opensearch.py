"""The same index for OpenSearch: its mapping, its documents, and the compiler from a question to a request.

Nothing here opens a connection. Search by meaning is not compiled: OpenSearch has vectors of its own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.discovery.facts import Facts
from groundswell.discovery.index.asking import SORT_KEYS, Found, Hit, Question
from groundswell.discovery.index.compiler import PREFIX_WEIGHT, PREFIXED, TIE_BREAKER, WEIGHTS
from groundswell.discovery.index.documents import PUBLIC, scope, shares, texts, wholes
from groundswell.discovery.index.facets import MOST_VALUES
from groundswell.discovery.index.schema import JOINED, RANKS
from groundswell.discovery.language import tree
from groundswell.discovery.language.counting import ByNode, ByRange, ByTerm, Counting
from groundswell.discovery.language.parts import UNKNOWN
from groundswell.discovery.language.words import LONGEST_WORD

BUDGET = "5s"
SHOWN = ("account", "growth_30", "sponsored")

Json = dict[str, Any]


def index_settings() -> Json:
    """The body that makes the index: words are split and folded as `words.analyzer` does."""
    fields = {name: {"type": "keyword"} for name in ("id", "scope", *tree.TERM_FIELDS)}
    fields |= {name: {"type": "text", "analyzer": "words"} for name in tree.TEXT_FIELDS}
    fields |= {name: {"type": "long"} for name in (*tree.WHOLE_FIELDS, *RANKS, "changed")}
    fields |= {name: {"type": "double"} for name in tree.REAL_FIELDS}
    analysis = {
        "tokenizer": {"apart": {"type": "pattern", "pattern": "[^\\p{L}\\p{N}]+"}},
        "filter": {"short": {"type": "length", "max": LONGEST_WORD}},
        "analyzer": {"words": {"tokenizer": "apart", "filter": ["short", "lowercase", "asciifolding"]}},
    }
    return {"settings": {"analysis": analysis}, "mappings": {"dynamic": "strict", "properties": fields}}


def source(facts: Facts) -> Json:
    """The document of an account; its id is that of the account, so that writing it again replaces it."""
    held = {name: " ".join(values).split() if name in JOINED else list(values) for name, values in texts(facts).items()}
    numbers = {name: value for name, value in {**wholes(facts), **shares(facts)}.items() if value is not None}
    return {**held, **numbers}


def request(question: Question) -> Json:
    """The body of `_search` for a page, its exact total and its facets."""
    if question.meaning:
        raise ValueError("OpenSearch is not asked for meanings.")
    inside = {"terms": {"scope": [PUBLIC, scope(question.workspace_id)]}}
    body: Json = {
        "query": _joined(question.node, [inside]),
        "size": question.limit + 1,
        "track_total_hits": True,
        "timeout": BUDGET,
        "_source": False,
        "docvalue_fields": list(SHOWN),
    }
    if question.sort in SORT_KEYS:
        body["sort"] = [{SORT_KEYS[question.sort]: "desc"}]
        body |= {"search_after": [question.after]} if question.after is not None else {}
    else:
        body |= {"sort": [{"_score": "desc"}, {"account": "asc"}], "from": question.after or 0}
    facets = {name: _aggregation(counting) for name, counting in question.facets.items()}
    return {**body, "aggs": facets} if facets else body


def found(question: Question, answer: Mapping[str, Any]) -> Found:
    """What OpenSearch answered, as the facade's answer."""
    hits = answer["hits"]["hits"]
    page, total = hits[: question.limit], int(answer["hits"]["total"]["value"])
    by_words = question.sort not in SORT_KEYS
    following = None
    if len(hits) > question.limit:
        following = (question.after or 0) + question.limit if by_words else int(page[-1]["sort"][0])
    facets = {
        name: _counts(counting, answer["aggregations"][name], total) for name, counting in question.facets.items()
    }
    return Found(total, [_hit(hit, by_words=by_words) for hit in page], facets, following)


def _joined(node: tree.Node, filters: Sequence[Json] = ()) -> Json:
    """What must hold: words count towards the score, everything else only decides who is found."""
    clauses: dict[str, list[Json]] = {"filter": list(filters), "must": [], "must_not": []}
    for part in node.parts if isinstance(node, tree.AllOf) else (node,):
        match part:
            case tree.Not(inner):
                clauses["must_not"].append(_query(inner))
            case tree.Says() | tree.AnyOf() | tree.AllOf():
                clauses["must"].append(_query(part))
            case tree.Everything():
                pass
            case _:
                clauses["filter"].append(_query(part))
    if not clauses["filter"] and not clauses["must"]:
        clauses["filter"].append({"match_all": {}})
    return {"bool": {name: some for name, some in clauses.items() if some}}


def _query(node: tree.Node) -> Json:
    match node:
        case tree.Says():
            return _says(node)
        case tree.AnyOf(parts):
            return {"bool": {"should": [_silent(part) for part in parts], "minimum_should_match": 1}}
        case tree.AllOf() | tree.Not() | tree.Everything():
            return _joined(node)
        case _:
            return _condition(node)


def _condition(node: tree.OneOf | tree.Numbers | tree.Between) -> Json:
    match node:
        case tree.OneOf(field, terms):
            return {"terms": {field: list(terms)}}
        case tree.Numbers(field, values):
            return {"terms": {field: list(values)}}
        case tree.Between(field, None, None):
            return {"exists": {"field": field}}
        case tree.Between(field, low, high):
            ends = {name: end for name, end in (("gte", low), ("lte", high)) if end is not None}
            return {"range": {field: ends}}


def _silent(node: tree.Node) -> Json:
    # In an alternative, too, a filter never adds to the score.
    silent = isinstance(node, tree.OneOf | tree.Numbers | tree.Between)
    return {"constant_score": {"filter": _query(node), "boost": 0}} if silent else _query(node)


def _says(node: tree.Says) -> Json:
    phrase = " ".join(node.words)
    told = [{"match_phrase": {field: {"query": phrase, "boost": WEIGHTS[field]}}} for field in node.fields]
    if node.prefix:
        names = [field for field in PREFIXED if field in node.fields]
        told += [{"prefix": {field: {"value": node.words[0], "boost": PREFIX_WEIGHT}}} for field in names]
    return {"dis_max": {"queries": told, "tie_breaker": TIE_BREAKER}}


def _aggregation(counting: Counting) -> Json:
    match counting:
        case ByTerm(field):
            return {"terms": {"field": field, "size": MOST_VALUES}}
        case ByNode(nodes):
            return {"filters": {"filters": {value: _joined(node) for value, node in nodes}}}
        case ByRange(field, cuts, labels):
            ends = zip(labels, (None, *cuts), (*cuts, None), strict=True)
            ranges = [{"key": label} | _ends(low, above) for label, low, above in ends]
            return {"range": {"field": field, "ranges": ranges, "keyed": True}}


def _ends(low: float | None, above: float | None) -> Json:
    return {name: end for name, end in (("from", low), ("to", above)) if end is not None}


def _counts(counting: Counting, answer: Mapping[str, Any], total: int) -> dict[str, int]:
    buckets = answer["buckets"]
    if isinstance(counting, ByTerm):
        counts = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
    else:
        counts = {value: int(bucket["doc_count"]) for value, bucket in buckets.items()}
    if isinstance(counting, ByRange):
        counts[UNKNOWN] = total - sum(counts.values())
    return {value: count for value, count in counts.items() if count}


def _hit(hit: Mapping[str, Any], *, by_words: bool) -> Hit:
    account, growth, sponsored = (hit.get("fields", {}).get(name, [None])[0] for name in SHOWN)
    return Hit(int(account or 0), float(hit["sort"][0]) if by_words else None, growth, sponsored)
