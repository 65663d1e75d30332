"""Golden requests: what the compiler for OpenSearch makes of questions, and of its answers."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.discovery.index import Hit, Meaning, Question
from groundswell.discovery.index.opensearch import found, index_settings, request, source
from groundswell.discovery.language import Setting, countings, read_query, translate
from groundswell.discovery.meaning.model import DIMENSIONS
from groundswell.discovery.reading import read_facts
from groundswell.discovery.tiers import tier_ranges

SETTING = Setting(7, datetime(2026, 6, 1, tzinfo=UTC), tier_ranges(None), excluded=(3, 4))
SCOPE = {"terms": {"scope": ["public", "7"]}}
NOT_EXCLUDED = {"terms": {"account": [3, 4]}}
Make = Callable[..., Account]


def asked(query: dict[str, Any], *, sort: str = "followers", after: int | None = None) -> Question:
    read = read_query(query)
    return Question(translate(read, SETTING), 7, sort, read.limit, after, countings(read.facets, SETTING))


def query_of(query: dict[str, Any]) -> Any:
    return request(asked(query))["query"]["bool"]


def test_a_page_in_the_order_of_followers() -> None:
    body = request(asked({"influencer": {"platforms": ["tiktok"]}, "limit": 20}, after=99))
    assert body == {
        "query": {"bool": {"filter": [SCOPE, {"terms": {"platform": ["tiktok"]}}], "must_not": [NOT_EXCLUDED]}},
        "size": 21,
        "track_total_hits": True,
        "timeout": "5s",
        "_source": False,
        "docvalue_fields": ["account", "growth_30", "sponsored"],
        "sort": [{"by_followers": "desc"}],
        "search_after": [99],
    }


def test_a_page_by_relevance_continues_where_the_last_one_ended() -> None:
    body = request(asked({"text": "trail"}, sort="relevance", after=40))
    assert (body["sort"], body["from"]) == ([{"_score": "desc"}, {"account": "asc"}], 40)
    assert "search_after" not in body


@pytest.mark.parametrize(
    ("influencer", "filters"),
    [
        ({"followers": {"min": 10, "max": 20}}, [{"range": {"followers": {"gte": 10, "lte": 20}}}]),
        ({"engagement_rate": {"min": 0.02}}, [{"range": {"engagement": {"gte": 0.02}}}]),
        ({"cities": ["Berlin", "LEEDS"]}, [{"terms": {"city": ["berlin", "leeds"]}}]),
        ({"growth": {"days": 7, "max": 0.5}}, [{"range": {"growth_7": {"lte": 0.5}}}]),
        ({"verified": "unknown"}, [{"terms": {"verified": ["unknown"]}}]),
        ({"has_contact": True}, [{"terms": {"fact": ["contact::", "contact:7:"]}}]),
        ({"posted_within_days": 31}, [{"range": {"last_posted": {"gte": 1777593600}}}]),
        ({}, []),
    ],
)
def test_filters(influencer: dict[str, Any], filters: list[Any]) -> None:
    assert query_of({"influencer": influencer}) == {"filter": [SCOPE, *filters], "must_not": [NOT_EXCLUDED]}


def test_a_range_that_lets_the_unknown_in() -> None:
    made = query_of({"influencer": {"age": {"min": 18, "unknown": True}}})
    inside = {"constant_score": {"filter": {"range": {"age": {"gte": 18}}}, "boost": 0}}
    unknown = {"bool": {"filter": [{"match_all": {}}], "must_not": [{"exists": {"field": "age"}}]}}
    assert made["must"] == [{"bool": {"should": [inside, unknown], "minimum_should_match": 1}}]


def test_words_are_phrases_in_every_field_and_may_begin_a_name() -> None:
    (made,) = query_of({"influencer": {"bio": "Crème-brûlée"}})["must"]
    assert made == {
        "dis_max": {"queries": [{"match_phrase": {"bio": {"query": "creme brulee", "boost": 1.5}}}], "tie_breaker": 0.2}
    }
    (made,) = query_of({"text": "maya"})["must"]
    told = made["dis_max"]["queries"]
    assert [*told[0]["match_phrase"]] == ["name"]
    assert told[-2:] == [{"prefix": {name: {"value": "maya", "boost": 0.5}}} for name in ("name", "handle")]
    assert not [one for one in query_of({"text": "me"})["must"][0]["dis_max"]["queries"] if "prefix" in one]


def test_audience_shares_are_terms_and_own_figures_stand_in() -> None:
    (made,) = query_of({"audience": {"countries": {"US": 0.3}}})["must"]
    own, shared = made["bool"]["should"]
    assert own["constant_score"]["filter"] == {"terms": {"audience": ["7:country:us>3"]}}
    assert shared["bool"] == {
        "filter": [{"terms": {"audience": [":country:us>3"]}}],
        "must_not": [{"terms": {"audience": ["7:country"]}}],
    }


def test_nested_queries() -> None:
    made = query_of({"any": [{"influencer": {"topics": ["tea"]}}, {}], "not": [{"influencer": {"mentions": ["x"]}}]})
    tea = {"constant_score": {"filter": {"terms": {"topic": ["tea"]}}, "boost": 0}}
    everything: dict[str, Any] = {"bool": {"filter": [{"match_all": {}}]}}
    assert made["must"] == [{"bool": {"should": [tea, everything], "minimum_should_match": 1}}]
    assert made["must_not"] == [{"terms": {"mention": ["x"]}}, NOT_EXCLUDED]


def test_facets_and_their_answer() -> None:
    question = asked({"facets": ["platform", "tier", "contact"], "limit": 1})
    aggregations = request(question)["aggs"]
    assert aggregations["platform"] == {"terms": {"field": "platform", "size": 1000}}
    assert aggregations["tier"]["range"]["ranges"][0] == {"key": "nano", "to": 1_000}
    assert [*aggregations["contact"]["filters"]["filters"]] == ["yes", "no"]
    answer = {
        "hits": {
            "total": {"value": 5},
            "hits": [
                {"sort": [77], "fields": {"account": [9], "growth_30": [0.1]}},
                {"sort": [70], "fields": {"account": [8]}},
            ],
        },
        "aggregations": {
            "platform": {"buckets": [{"key": "tiktok", "doc_count": 5}]},
            "tier": {"buckets": {"nano": {"doc_count": 3}, "micro": {"doc_count": 0}}},
            "contact": {"buckets": {"yes": {"doc_count": 1}, "no": {"doc_count": 4}}},
        },
    }
    page = found(question, answer)
    assert (page.total, page.hits, page.next) == (5, [Hit(9, None, 0.1, None)], 77)
    assert page.facets == {"platform": {"tiktok": 5}, "tier": {"nano": 3, "unknown": 2}, "contact": {"yes": 1, "no": 4}}


def test_the_last_page_has_no_next_and_words_have_scores() -> None:
    answer = {"hits": {"total": {"value": 1}, "hits": [{"sort": [2.5, 9], "fields": {"account": [9]}}]}}
    page = found(asked({"text": "tea"}, sort="relevance"), answer)
    assert (page.hits, page.next) == ([Hit(9, 2.5, None, None)], None)


def test_meanings_are_not_compiled() -> None:
    import numpy as np

    question = Question(
        translate(read_query({}), SETTING), 7, "relevance", 5, meaning=Meaning(np.zeros(DIMENSIONS, dtype=np.float32))
    )
    with pytest.raises(ValueError, match="meanings"):
        request(question)


def test_every_field_of_a_document_is_mapped(workspace: Workspace, make_account: Make) -> None:
    maya = make_account("maya", bio="23 y/o #tea", followers=10, engagement_rate=0.5)
    document = source(read_facts([maya.pk])[maya.pk])
    assert set(document) <= set(index_settings()["mappings"]["properties"])
    assert (document["account"], document["hashtag"], document["age"]) == (maya.pk, ["tea"], 23)
    assert "last_posted" not in document
