"""Answers of Helix turned into facts."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from groundswell.platforms.errors import Unreadable
from groundswell.platforms.tests.test_told import JSON
from groundswell.platforms.twitch import parse
from groundswell.platforms.twitch.tests import recorded


def user(**changes: Any) -> dict[str, Any]:
    return {**recorded("users")["data"][0], **changes}


def channel(**changes: Any) -> dict[str, Any]:
    return {**recorded("channels")["data"][0], **changes}


def video(at: int = 0, **changes: Any) -> dict[str, Any]:
    return {**recorded("videos")["data"][at], **changes}


def stream(**changes: Any) -> dict[str, Any]:
    return {**recorded("streams")["data"][0], **changes}


def test_a_channel() -> None:
    facts = parse.profile(user(), channel(), 4210)
    assert (facts.platform, facts.external_id, facts.handle) == ("twitch", "771001", "maya_plays")
    assert (facts.url, facts.display_name) == ("https://www.twitch.tv/maya_plays", "Maya_Plays")
    assert (facts.language, facts.verified, facts.metrics) == ("de", True, {"followers": 4210})
    assert facts.links == ("https://maya.example",)
    assert facts.hidden == {"followers_list", "following_list"}


def test_followers_that_are_not_told_are_unknown_and_none_are_none() -> None:
    assert parse.profile(user(), {}, None).metrics == {}
    assert parse.profile(user(), {}, 0).metrics == {"followers": 0}
    assert parse.profile(user(broadcaster_type=""), channel(broadcaster_language="other"), None).verified is None


def test_a_video() -> None:
    facts = parse.video(video())
    assert (facts.external_id, facts.surface) == ("2200000002", "video")
    assert facts.url == "https://www.twitch.tv/videos/2200000002"
    assert (facts.title, facts.caption) == ("Garden day 2 #ad", "Thanks to @acme")
    assert (facts.hashtags, facts.mentions) == (("ad",), ("acme",))
    assert facts.published_at == datetime(2026, 11, 12, 18, 0, 5, tzinfo=UTC)
    assert (facts.metrics, facts.language, facts.paid_label) == ({"views": 1830}, "de", None)
    assert (parse.video(video(1)).language, parse.video(video(1)).metrics) == ("", {"views": 0})
    assert parse.video(video(published_at=None)).published_at == datetime(2026, 11, 12, 18, tzinfo=UTC)


@pytest.mark.parametrize("label", [True, False, None])
def test_the_label_belongs_to_the_broadcast_under_way(label: bool | None) -> None:
    facts = parse.stream(stream(), branded=parse.branded(channel(is_branded_content=label)))
    assert (facts.external_id, facts.surface, facts.url) == ("live:4002", "live", "https://www.twitch.tv/maya_plays")
    assert (facts.metrics, facts.paid_label) == ({"viewers": 311}, label)
    assert facts.published_at == datetime(2026, 11, 14, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize("field", ["id", "user_id"])
def test_a_field_that_is_missing_is_named(field: str) -> None:
    for read in (parse.video, lambda view: parse.stream(view, branded=None)):
        with pytest.raises(Unreadable, match=field):
            read({**video(), field: None})
    with pytest.raises(Unreadable, match="login"):
        parse.profile(user(login=""), {}, None)


@given(JSON)
def test_any_json_is_facts_or_unreadable(value: Any) -> None:
    for read in (
        parse.video,
        lambda view: parse.stream(view, branded=None),
        lambda view: parse.profile(view, {"broadcaster_language": value}, None),
    ):
        for view in (
            value,
            video(title=value, url=value, published_at=value, view_count=value),
            user(description=value),
        ):
            try:
                read(view)
            except Unreadable:
                continue
