"""Recorded answers as facts, and what hostile ones become."""

import contextlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.platforms.errors import Unreadable
from groundswell.platforms.x import parse
from groundswell.platforms.x.prices import PRICES, cost_of_follows, cost_of_posts, cost_of_users, most
from groundswell.platforms.x.refusals import missing, problems
from groundswell.platforms.x.tests import EDITED, FIRST, LONG, MAYA, NOTHING, OLD, recorded


def user(**changes: Any) -> dict[str, Any]:
    return {**recorded("user")["data"], **changes}


def tweet(at: int = 0, **changes: Any) -> dict[str, Any]:
    return {**recorded("posts")["data"][at], **changes}


def test_a_profile() -> None:
    facts = parse.profile(user())
    assert (facts.platform, facts.external_id, facts.handle) == ("x", MAYA, "mayabakes")
    assert (facts.url, facts.display_name) == ("https://x.com/mayabakes", "Maya bakes 🍞")
    assert facts.bio == "Bread & butter. Shop: https://shop.example/maya"
    assert facts.links == ("https://maya.example", "https://shop.example/maya")
    assert facts.metrics == {"followers": 8421, "following": 310, "posts_count": 1502}
    assert (facts.verified, facts.indexable, facts.country, facts.language) == (True, True, "", "")


def test_who_protects_their_posts_is_not_suggested() -> None:
    assert parse.profile(user(protected=True)).indexable is False
    assert parse.profile(user(verified=None)).verified is None


def test_an_edited_post_is_one_post_under_its_first_id() -> None:
    facts = parse.post(tweet(), {MAYA: "mayabakes"})
    assert (facts.external_id, facts.author_id, facts.author_handle) == (FIRST, MAYA, "mayabakes")
    assert facts.url == f"https://x.com/mayabakes/status/{EDITED}"
    assert facts.published_at
    assert facts.published_at.replace(microsecond=0) == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert facts.edited_at == datetime(2026, 11, 20, 9, 41, tzinfo=UTC)
    assert facts.caption == "Rye & butter with @AcmeFlour #sourdough https://acme.example/l/maya?utm_source=x"
    assert facts.metrics == {"likes": 61, "shares": 4, "comments": 3, "quotes": 1, "saves": 9, "views": 2310}
    assert (facts.hashtags, facts.mentions) == (("sourdough",), ("acmeflour",))
    assert facts.links == ("https://acme.example/l/maya?utm_source=x",)
    assert (facts.paid_label, facts.language, facts.surface, facts.warning) == (True, "en", "feed", "")
    assert facts.raw == tweet()


def test_a_long_post_is_told_whole() -> None:
    facts = parse.post(tweet(1))
    assert facts.external_id == LONG
    assert facts.caption.endswith("well after 280 characters. #rye @acmeflour")
    assert (facts.hashtags, facts.mentions) == (("rye",), ("acmeflour",))
    assert (facts.paid_label, facts.warning, facts.language) == (False, "sensitive", "")
    assert facts.published_at == datetime(2026, 11, 12, 16, tzinfo=UTC)
    assert (facts.edited_at, facts.author_handle, facts.url) == (None, "", f"https://x.com/i/status/{LONG}")


def test_views_from_before_x_counted_them_and_a_label_it_does_not_tell_are_unknown() -> None:
    facts = parse.post(tweet(2))
    assert (facts.external_id, facts.paid_label) == (OLD, None)
    assert facts.metrics == {"likes": 5, "shares": 0, "comments": 0, "quotes": 0, "saves": 0}
    assert parse.post(tweet(1, public_metrics={"impression_count": 0})).metrics == {"views": 0}


def test_when_a_post_was_made_stands_in_its_id() -> None:
    made = parse.made_at(LONG)
    assert made
    assert made.replace(microsecond=0) == datetime(2026, 11, 12, 16, tzinfo=UTC)
    for text in ("", "20", "12a", "９", "9" * 30):
        assert parse.made_at(text) is None


def test_reposts_are_nobodys_own() -> None:
    assert [parse.is_own(one) for one in recorded("found")["data"]] == [True, False]
    assert parse.authors(recorded("found")) == {MAYA: "mayabakes", "99001": "acmeflour"}


@pytest.mark.parametrize("field", ["id", "author_id", "text"])
def test_a_missing_field_is_named(field: str) -> None:
    broken = tweet()
    del broken[field]
    with pytest.raises(Unreadable) as refused:
        parse.post(broken)
    assert refused.value.where == field
    with pytest.raises(Unreadable, match="username"):
        parse.profile({"id": "1"})


@pytest.mark.parametrize(
    "answer", [None, [], "x", 7, {}, {"data": None}, {"data": {}}, {"data": [1]}, {"meta": {"result_count": 2}}]
)
def test_an_answer_of_another_shape_is_refused(answer: Any) -> None:
    with pytest.raises(Unreadable):
        parse.data(answer)


def test_nothing_found_is_an_empty_list() -> None:
    assert parse.data(NOTHING) == []
    assert parse.next_page(NOTHING, None) is None
    with pytest.raises(Unreadable, match="already read"):
        parse.next_page({"meta": {"next_token": "a"}}, "a")


def test_problems_beside_an_answer() -> None:
    assert problems(recorded("figures")) == {"1": "resource-not-found", "2": "not-authorized-for-resource"}
    assert missing(recorded("not_found")) == "resource-not-found"
    assert missing(recorded("not_shown")) == "not-authorized-for-resource"
    for answer in ({}, {"errors": [{"title": "Operational Trouble"}]}, {"errors": "x"}, {"errors": [{"type": 7}]}):
        with pytest.raises(Unreadable):
            missing(answer)


def test_what_answers_cost() -> None:
    assert (PRICES.post, PRICES.user, PRICES.follow) == (0.005, 0.010, 0.010)
    assert most(posts=50, users=50) == 0.75
    assert cost_of_posts(recorded("posts")) == 0.015
    assert cost_of_posts(recorded("found")) == 0.03
    assert (cost_of_users(recorded("user")), cost_of_users(recorded("not_found"))) == (0.01, 0)
    assert cost_of_follows(recorded("followers")) == 0.02
    assert cost_of_posts(NOTHING) == 0


@given(st.integers(0, 100), st.integers(0, 100))
def test_an_answer_never_costs_more_than_was_said_before(posts: int, users: int) -> None:
    answer = {"data": [{}] * posts, "includes": {"users": [{}] * users}}
    assert cost_of_posts(answer) <= most(posts=posts, users=users)
    assert cost_of_follows(answer) <= most(users=posts)


HOSTILE = st.text(st.characters(exclude_categories=())) | st.sampled_from(
    ["<script>alert(1)</script>", "\u202eevil", "&" * 50_000, "a" * 100_000, "\0", "&#0;&#xd800;&lt;b&gt;"]
)


@given(text=HOSTILE)
def test_hostile_text_stays_text_that_any_database_stores(text: str) -> None:
    facts = parse.post(
        tweet(2, text=f"x{text}", entities={"urls": [{"url": "x", "expanded_url": "javascript:alert(1)"}]})
    )
    bio = parse.profile(user(description=text)).bio
    for kept in (facts.caption, bio, str(facts.raw)):
        assert "\0" not in kept
        kept.encode()
    assert facts.links == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(name=st.sampled_from(sorted(recorded("posts")["data"][0])), value=JSON)
def test_a_field_of_another_kind_is_ignored_or_named(name: str, value: Any) -> None:
    with contextlib.suppress(Unreadable):
        parse.post(tweet(**{name: value}))


@given(name=st.sampled_from(sorted(recorded("posts")["data"][0]["entities"])), value=JSON)
def test_so_is_one_of_the_entities(name: str, value: Any) -> None:
    parse.post(tweet(entities={**tweet()["entities"], name: value}))


@given(name=st.sampled_from(sorted(recorded("user")["data"])), value=JSON)
def test_a_profiles_field_of_another_kind_is_ignored_or_named(name: str, value: Any) -> None:
    with contextlib.suppress(Unreadable):
        parse.profile(user(**{name: value}))
