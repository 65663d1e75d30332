"""Answers turned into facts."""

import contextlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.errors import BadInput
from groundswell.platforms.errors import Gone, Unreadable
from groundswell.platforms.mastodon import parse
from groundswell.platforms.mastodon.names import Address, Numbered, address_of, home_of_post, post_named
from groundswell.platforms.mastodon.tests import recorded

HOST = "toots.example"


def account(**changes: Any) -> dict[str, Any]:
    return {**recorded("account"), **changes}


def status(at: int = 0, **changes: Any) -> dict[str, Any]:
    return {**recorded("statuses")[at], **changes}


def test_a_profile() -> None:
    facts = parse.profile(account(), HOST)
    assert (facts.platform, facts.external_id, facts.handle) == ("mastodon", "maya@toots.example", "maya@toots.example")
    assert facts.url == "https://toots.example/@Maya"
    assert facts.display_name == "Maya 🍞 :blobcat:"
    assert facts.bio == "Bread & butter.\nMail: see https://maya.example/"
    assert facts.metrics == {"followers": 2840, "following": 120, "posts_count": 311}
    assert facts.links == ("https://maya.example/blog", "https://shop.example/maya", "https://maya.example/")
    assert (facts.hidden, facts.indexable, facts.moved_to, facts.verified) == (frozenset(), True, "", None)


def test_a_domain_other_than_the_server_names_its_people() -> None:
    assert parse.profile(account(), "example.org").handle == "maya@example.org"
    assert parse.profile(account(acct="Bo@Cafe.example"), "example.org").handle == "bo@cafe.example"


@pytest.mark.parametrize(
    ("flags", "found"),
    [
        ({"noindex": True}, False),
        ({"discoverable": False}, False),
        ({"memorial": True}, False),
        ({"discoverable": None, "noindex": None}, True),
        ({"indexable": False}, True),
    ],
)
def test_who_asked_not_to_be_found_is_not(flags: dict[str, bool | None], found: bool) -> None:
    assert parse.profile(account(**flags), HOST).indexable is found
    assert parse.may_be_searched(account(**flags)) is (found and flags.get("indexable") is not False)


def test_hidden_lists_and_hidden_counts_are_unknown_and_never_zero() -> None:
    facts = parse.profile(account(hide_collections=True, followers_count=-1, following_count=None), HOST)
    assert facts.hidden == {"followers_list", "following_list"}
    assert facts.metrics == {"posts_count": 311}


def test_figures_of_somebody_elsewhere_are_left_out() -> None:
    assert parse.profile(account(acct="bo@cafe.example"), HOST).metrics == {}
    away = {**status()["account"], "acct": "bo@cafe.example"}
    facts = parse.post(status(account=away, url="https://cafe.example/@bo/77"), HOST, HOST)
    assert (facts.external_id, facts.author_id, facts.metrics) == ("cafe.example/77", "bo@cafe.example", {})


def test_a_moved_and_a_suspended_account() -> None:
    moved = account(moved={"url": "https://new.example/@maya", "acct": "maya@new.example"})
    assert parse.profile(moved, HOST).moved_to == "https://new.example/@maya"
    with pytest.raises(Gone, match="is suspended"):
        parse.profile(account(suspended=True), HOST)


def test_a_post() -> None:
    facts = parse.post(status(), HOST, HOST)
    assert (facts.external_id, facts.author_id, facts.author_handle) == ("toots.example/9003", "maya@toots.example", "maya@toots.example")  # fmt: skip
    assert facts.url == "https://toots.example/@Maya/9003"
    assert facts.caption == "New rye with @brand #sourdough\n\nRecipe: https://shop.example/rye?utm_source=maya&x=1"
    assert (facts.warning, facts.language, facts.surface) == ("Advertisement", "en", "feed")
    assert facts.published_at == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert facts.edited_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert facts.metrics == {"likes": 41, "shares": 7, "comments": 3, "quotes": 1}
    assert (facts.hashtags, facts.mentions) == (("sourdough",), ("brand@cafe.example",))
    assert facts.links == ("https://shop.example/rye?utm_source=maya&x=1",)
    assert parse.post(status(content="<p>Look</p>"), HOST, HOST).links == ("https://shop.example/rye",)
    assert facts.paid_label is None
    assert facts.raw == status()


def test_only_what_the_author_wrote_for_everybody_counts() -> None:
    assert [view["id"] for view in recorded("statuses") if parse.is_public_original(view)] == ["9003", "9000"]


@pytest.mark.parametrize(
    ("url", "domain", "home"),
    [
        ("https://cafe.example/@bo/123", "cafe.example", "cafe.example/123"),
        ("https://social.cafe.example/@bo/123?x=1", "cafe.example", "social.cafe.example/123"),
        ("https://cafe.example/users/bo/statuses/123", "cafe.example", "cafe.example/123"),
        ("https://evil.example/@bo/123", "cafe.example", None),
        ("https://notcafe.example/@bo/123", "cafe.example", None),
        ("https://cafe.example/notes/9abc", "cafe.example", None),
        ("http://cafe.example/@bo/123", "cafe.example", None),
    ],
)
def test_the_home_of_a_post_is_believed_only_on_its_authors_domain(url: str, domain: str, home: str | None) -> None:
    found = home_of_post(url, domain)
    assert (str(found) if found else None) == home


def test_names() -> None:
    for text in ("@Maya@Toots.example", "maya@toots.example", "https://toots.example/@Maya", " @maya@toots.example "):
        assert address_of(text) == Address("maya", "toots.example")
    assert post_named("toots.example/9003") == Numbered("toots.example", "9003")
    for bad in ("", "9003", "toots.example/", "https://toots.example/@maya/9003", "toots.example/../x", "localhost/1"):
        with pytest.raises(BadInput):
            post_named(bad)


@pytest.mark.parametrize(
    ("access", "signed_in", "shown"),
    [
        ({}, False, {"local", "remote"}),
        ({"local": "public", "remote": "public"}, False, {"local", "remote"}),
        ({"local": "public", "remote": "authenticated"}, False, {"local"}),
        ({"local": "public", "remote": "authenticated"}, True, {"local", "remote"}),
        ({"local": "disabled", "remote": "disabled"}, True, set()),
        ({"local": "something new"}, True, {"remote"}),
    ],
)
def test_which_hashtag_feeds_a_server_opens(access: dict[str, str], signed_in: bool, shown: set[str]) -> None:
    instance = {"configuration": {"timelines_access": {"hashtag_feeds": access}}}
    assert parse.feeds_open(instance, signed_in=signed_in) == shown
    assert parse.feeds_open({}, signed_in=False) == {"local", "remote"}


@pytest.mark.parametrize("field", ["id", "account"])
def test_a_post_without_what_it_needs_names_it(field: str) -> None:
    broken = status()
    del broken[field]
    with pytest.raises(Unreadable, match=field):
        parse.post(broken, HOST, HOST)


def test_hostile_text_is_kept_as_text_and_no_other_address_gets_through() -> None:
    hostile = account(
        note="<script>alert(1)</script>\u202e" + "x" * 100_000 + "\0",
        url="javascript:alert(1)",
        fields=[{"name": "x", "value": '<a href="javascript:alert(1)">x</a> <a href="data:text/html,x">y</a>'}],
        display_name="\ud800<b>Maya</b>",
    )
    facts = parse.profile(hostile, HOST)
    assert facts.bio == "\u202e" + "x" * 100_000
    assert facts.links == ()
    assert facts.url == "https://toots.example/@maya"
    assert facts.display_name == "�<b>Maya</b>"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(name=st.sampled_from(sorted(recorded("statuses")[0])), value=JSON)
def test_a_field_of_another_kind_is_ignored_or_named(name: str, value: Any) -> None:
    with contextlib.suppress(Unreadable):
        parse.post(status(**{name: value}), HOST, HOST)


@given(name=st.sampled_from(sorted(recorded("account"))), value=JSON)
def test_a_profile_field_of_another_kind_is_ignored_or_named(name: str, value: Any) -> None:
    with contextlib.suppress(Unreadable):
        parse.profile(account(**{name: value}), HOST)
