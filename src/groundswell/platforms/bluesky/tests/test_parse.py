"""Recorded answers as facts, and what hostile ones become."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.platforms.bluesky import parse
from groundswell.platforms.bluesky.tests import recorded
from groundswell.platforms.errors import Unreadable

MAYA = recorded("profiles")["profiles"][0]["did"]
POST = recorded("posts")["posts"][0]


def test_a_profile() -> None:
    maya, ines = parse.profiles(recorded("profiles"), "profiles")
    assert (maya.external_id, maya.handle, maya.display_name) == (MAYA, "maya.test", "Maya")
    assert maya.url == "https://bsky.app/profile/maya.test"
    assert maya.metrics == {"followers": 2, "following": 1, "posts_count": 2}
    assert maya.links == ("https://maya.example", "https://shop.maya.example/buns")
    assert (maya.indexable, ines.indexable) == (True, False)
    assert maya.verified is None


def test_a_name_that_no_longer_proves_itself_is_no_handle() -> None:
    facts = parse.profile({"did": MAYA, "handle": "handle.invalid"})
    assert (facts.handle, facts.url) == ("", f"https://bsky.app/profile/{MAYA}")


def test_the_lists_tell_no_figures() -> None:
    (follower,) = parse.profiles(recorded("followers"), "followers")
    assert follower.metrics == {}


def test_a_post() -> None:
    post, warned = parse.posts(recorded("posts"))
    assert post.external_id == POST["uri"]
    assert post.url == f"https://bsky.app/profile/maya.test/post/{POST['uri'].rsplit('/', 1)[-1]}"
    assert (post.author_id, post.author_handle, post.language) == (MAYA, "maya.test", "de")
    assert post.metrics == {"likes": 2, "shares": 1, "comments": 1, "quotes": 1, "saves": 0}
    assert post.hashtags == ("Kaffee", "ad", "kaffeepause")
    assert [mention[:8] for mention in post.mentions] == ["did:plc:"]
    assert post.links == ("https://roastery.example/r?x=1", "https://roastery.example/beans")
    assert (post.warning, warned.warning) == ("", "graphic-media")
    assert post.paid_label is None
    assert post.raw == POST


def test_a_feed_without_reposts_of_others() -> None:
    assert len(recorded("feed")["feed"]) == 3
    assert [post.author_id for post in parse.own_posts(recorded("feed"), MAYA)] == [MAYA, MAYA]


@pytest.mark.parametrize(
    ("written", "seen", "expected"),
    [
        ("2026-01-02T10:00:00+02:00", "2026-01-02T09:00:00Z", datetime(2026, 1, 2, 8, tzinfo=UTC)),
        ("2030-01-01T00:00:00Z", "2026-01-02T09:00:00Z", datetime(2026, 1, 2, 9, tzinfo=UTC)),
        ("yesterday", "2026-01-02T09:00:00Z", datetime(2026, 1, 2, 9, tzinfo=UTC)),
        (None, None, None),
    ],
)
def test_a_post_is_never_newer_than_its_first_sight(written: Any, seen: Any, expected: datetime | None) -> None:
    view = {**POST, "record": {**POST["record"], "createdAt": written}, "indexedAt": seen}
    assert parse.post(view).published_at == expected


@pytest.mark.parametrize("field", ["uri", "author", "record"])
def test_a_missing_field_is_named(field: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse.post({name: value for name, value in POST.items() if name != field})
    assert refused.value.where == field


@pytest.mark.parametrize("answer", [None, [], "x", {}, {"posts": None}, {"posts": {}}])
def test_an_answer_of_another_shape_is_refused(answer: Any) -> None:
    with pytest.raises(Unreadable):
        parse.posts(answer)


def test_a_figure_not_told_is_absent() -> None:
    view = {**POST, "likeCount": None, "quoteCount": "7", "bookmarkCount": True}
    assert parse.post(view).metrics == {"shares": 1, "comments": 1}


@pytest.mark.parametrize(("cursor", "onward"), [(None, None), ("", None), ("b", "b")])
def test_the_next_page(cursor: Any, onward: str | None) -> None:
    assert parse.next_cursor({"cursor": cursor}, "a") == onward


@pytest.mark.parametrize("cursor", ["a", 7, ["b"]])
def test_a_cursor_that_repeats_or_is_no_text_is_refused(cursor: Any) -> None:
    with pytest.raises(Unreadable):
        parse.next_cursor({"cursor": cursor}, "a")


HOSTILE = st.text(st.characters(exclude_categories=())) | st.sampled_from(
    ["<script>", "\u202eevil", "a" * 100_000, "\0"]
)


@given(text=HOSTILE)
def test_hostile_text_stays_text_that_any_database_stores(text: str) -> None:
    post = parse.post({**POST, "record": {"text": text, text: text}})
    bio = parse.profile({"did": MAYA, "handle": "maya.test", "description": text}).bio
    assert post.caption == bio
    assert "\0" not in str(post.raw)
    post.caption.encode()
    if text.isprintable():
        assert post.caption == text
