"""What a query may say, and where it is refused."""

import json
from typing import Any

import pytest

from groundswell.discovery.errors import BadQuery
from groundswell.discovery.language import read_query
from groundswell.discovery.language.limits import DEEPEST


def deep(levels: int) -> dict[str, Any]:
    query: dict[str, Any] = {"text": "trail"}
    for _ in range(levels):
        query = {"any": [query]}
    return query


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({"txt": "trail"}, "txt"),
        ({"influencer": {"follower": {}}}, "influencer.follower"),
        ({"influencer": {"followers": {"min": "1000"}}}, "influencer.followers.min"),
        ({"influencer": {"followers": {"min": -1}}}, "influencer.followers.min"),
        ({"influencer": {"followers": {"min": 5, "max": 4}}}, "influencer.followers"),
        ({"influencer": {"engagement_rate": {"min": True}}}, "influencer.engagement_rate.min"),
        ({"influencer": {"tiers": ["huge"]}}, "influencer.tiers.0"),
        ({"influencer": {"countries": ["US", "USA"]}}, "influencer.countries.1"),
        ({"influencer": {"languages": ["english"]}}, "influencer.languages.0"),
        ({"influencer": {"verified": "yes"}}, "influencer.verified"),
        ({"influencer": {"posted_within_days": 0}}, "influencer.posted_within_days"),
        ({"influencer": {"growth": {"days": 31, "min": 0.1}}}, "influencer.growth"),
        ({"influencer": {"growth": {"min": -1.5}}}, "influencer.growth.min"),
        ({"influencer": {"age": {"min": 18.5}}}, "influencer.age.min"),
        ({"influencer": {"age": {"unknown": "yes"}}}, "influencer.age.unknown"),
        ({"influencer": {"sponsored_share": {"min": 0.3, "max": 0.2}}}, "influencer.sponsored_share"),
        ({"influencer": {"verified": "maybe"}}, "influencer.verified"),
        ({"influencer": {"naturally_mentions": ["b"] * 51}}, "influencer.naturally_mentions"),
        ({"influencer": {"naturally_mentions": [""]}}, "influencer.naturally_mentions.0"),
        ({"audience": {"countries": {"USA": 0.3}}}, "audience.countries"),
        ({"audience": {"countries": {"US": 30}}}, "audience.countries.US"),
        ({"audience": {"genders": {"female": "half"}}}, "audience.genders.female"),
        ({"audience": {"ages": ["25-34"]}}, "audience.ages"),
        ({"audience": {"cities": {f"c{n}": 0.1 for n in range(10_000)}}}, "audience.cities"),
        ({"audience": {"real_share": 0.8}}, "audience.real_share"),
        ({"audience": {"income": {"high": 0.1}}}, "audience.income"),
        ({"facets": ["shoe"]}, "facets.0"),
        ({"sort": "name"}, "sort"),
        ({"limit": 0}, "limit"),
        ({"limit": 10_000}, "limit"),
        ({"text": "word " * 10_000}, "text"),
        ({"influencer": {"topics": ["t"] * 10_000}}, "influencer.topics"),
        ({"any": [{"text": "trail"}] * 10_000}, "any"),
        ({"any": [{"not": [{"influencer": {"shoe": 1}}]}]}, "any.0.not.0.influencer.shoe"),
        ({"any": [{"influencer": {"hashtags": ["t"] * 200}}] * 50}, "query"),
        (deep(DEEPEST + 1), "query"),
    ],
)
def test_refused_with_the_place(query: dict[str, Any], where: str) -> None:
    with pytest.raises(BadQuery) as refusal:
        read_query(query)
    assert (refusal.value.where, refusal.value.status) == (where, 422)


@pytest.mark.parametrize(
    ("query", "where"),
    [({"like": ["bluesky:@maya.example"]}, "like")],
)
def test_what_has_no_data_yet_is_refused_by_name(query: dict[str, Any], where: str) -> None:
    with pytest.raises(BadQuery, match="not available yet") as refusal:
        read_query(query)
    assert refusal.value.where == where


def test_empty_parts_ask_for_nothing() -> None:
    query = read_query(
        {
            "text": "",
            "like": [],
            "persona": None,
            "audience": {"countries": {}},
            "influencer": {"age": None, "growth": None},
        }
    )
    assert (query.sort, query.limit, query.text) == ("relevance", 50, "")


@pytest.mark.parametrize("body", ["", "[", "[]", "3", "null", '{"any":' * 5_000, json.dumps(deep(150))])
def test_what_is_no_query_is_refused(body: str) -> None:
    with pytest.raises(BadQuery):
        read_query(body)


def test_the_deepest_query_is_read() -> None:
    assert read_query(deep(DEEPEST)).any[0].any
