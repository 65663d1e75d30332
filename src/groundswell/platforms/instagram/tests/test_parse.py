"""Answers of the Graph API turned into facts."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.platforms.errors import Unreadable
from groundswell.platforms.instagram import parse
from groundswell.platforms.instagram.login import shares_of
from groundswell.platforms.instagram.tests import recorded
from groundswell.platforms.tests.test_told import JSON


def discovered(**changes: Any) -> dict[str, Any]:
    return {**recorded("discovery")["business_discovery"], **changes}


def media(at: int = 0, **changes: Any) -> dict[str, Any]:
    return {**discovered()["media"]["data"][at], **changes}


def test_a_profile() -> None:
    facts = parse.profile(discovered())
    assert (facts.platform, facts.external_id, facts.handle) == ("instagram", "17841400000000123", "maya.bakes")
    assert facts.url == "https://www.instagram.com/maya.bakes/"
    assert (facts.display_name, facts.verified, facts.hidden) == ("Maya 🍞", None, frozenset())
    assert facts.metrics == {"followers": 18250, "following": 301, "posts_count": 642}
    assert facts.links == ("https://maya.example", "https://maya.example/classes")


def test_a_post_is_known_by_the_code_that_people_paste() -> None:
    facts = parse.media(media(), author_id="1", author_handle="maya.bakes")
    assert (facts.external_id, facts.url) == ("CxAbC12dEf0", "https://www.instagram.com/p/CxAbC12dEf0/")
    assert (facts.surface, facts.author_handle, facts.author_id) == ("feed", "maya.bakes", "1")
    assert facts.published_at == datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
    assert facts.metrics == {"likes": 412, "comments": 18}
    assert (facts.hashtags, facts.mentions) == (("bread", "Ad"), ("mill.house",))
    assert facts.links == ("https://mill.example/loaf",)
    assert (facts.paid_label, facts.expires_at) == (None, None)
    assert facts.raw["id"] == "17900000000000001"


def test_hidden_likes_are_unknown_and_none_are_zero() -> None:
    reel, quiet = parse.media(media(1)), parse.media(media(2))
    assert (reel.surface, reel.metrics) == ("reel", {"comments": 7, "views": 15400})
    assert quiet.metrics == {"likes": 0, "comments": 0}


def test_a_story_ends_a_day_after_it_began() -> None:
    facts = parse.media(media(media_product_type="STORY"))
    assert (facts.surface, facts.expires_at) == ("story", datetime(2026, 11, 13, 6, 30, tzinfo=UTC))


@pytest.mark.parametrize("permalink", [None, 7, "", "https://evil.example/p/x/", "javascript:alert(1)"])
def test_without_an_address_of_instagram_the_number_is_the_id(permalink: Any) -> None:
    facts = parse.media(media(permalink=permalink))
    assert facts.external_id == "17900000000000001"
    assert not facts.url.startswith("javascript")


@pytest.mark.parametrize("field", ["id", "username"])
def test_a_field_that_is_missing_is_named(field: str) -> None:
    with pytest.raises(Unreadable, match=field):
        parse.profile(discovered(**{field: None}))


def test_control_characters_and_markup_stay_text() -> None:
    facts = parse.media(media(caption="\0<script>\ud800\u202eevil" + "x" * 100_000))
    assert facts.caption.startswith("<script>�\u202eevil")
    assert len(facts.caption) == 100_014


@given(JSON)
def test_any_json_is_facts_or_unreadable(value: Any) -> None:
    for read in (parse.profile, parse.media, lambda view: shares_of(view, "age", 100.0)):
        for view in (value, {"id": "1", "username": value}, {"id": value, "permalink": value, "caption": value},
                     {"data": [{"total_value": {"breakdowns": [{"results": [{"dimension_values": value, "value": value}]}]}}]}):  # fmt: skip
            try:
                read(view)
            except Unreadable:
                continue


def shares(breakdown: str, dimension: str, followers: float | None) -> dict[str, float]:
    view = recorded("insights")[breakdown]
    return {one.value: one.share for one in shares_of(view, dimension, followers)}


def test_places_are_held_against_all_followers_since_only_the_largest_are_told() -> None:
    assert shares("country", "country", 1000) == {"US": 0.6, "GB": 0.15}
    assert shares("country", "country", None) == {"US": 0.8, "GB": 0.2}
    assert shares("country", "country", 10) == {"US": 0.8, "GB": 0.2}
    assert shares("city", "city", 1000) == {"Portland, Oregon": 0.12}


def test_genders_and_ages_are_shares_among_those_that_are_told() -> None:
    assert shares("gender", "gender", 1000) == {"female": 0.75, "male": 0.25}
    assert shares("age", "age", 1000) == {"18-24": 0.25, "25-34": 0.75}
    assert shares("age,gender", "gender_age", 1000) == {"female.25-34": 0.9, "male.18-24": 0.1}
    assert shares_of({"data": []}, "age", 1000) == []


@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=4), st.integers(0, 10**6)), max_size=8),
    st.none() | st.floats(0, 1e7),
)
def test_shares_never_pass_one(rows: list[tuple[str, int]], followers: float | None) -> None:
    results = [{"dimension_values": [name], "value": count} for name, count in rows]
    view = {"data": [{"total_value": {"breakdowns": [{"results": results}]}}]}
    assert sum(one.share for one in shares_of(view, "country", followers)) <= 1 + 1e-9
