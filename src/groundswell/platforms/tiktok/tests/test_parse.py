"""Answers of TikTok turned into facts."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from groundswell.platforms.errors import Unreadable
from groundswell.platforms.tests.test_told import JSON
from groundswell.platforms.tiktok import parse
from groundswell.platforms.tiktok.tests import recorded


def user(**changes: Any) -> dict[str, Any]:
    return {**recorded("user")["data"]["user"], **changes}


def video(at: int = 0, **changes: Any) -> dict[str, Any]:
    return {**recorded("videos")["data"]["videos"][at], **changes}


MAYA = parse.profile(user())


def test_a_profile() -> None:
    assert (MAYA.platform, MAYA.external_id, MAYA.handle) == ("tiktok", "-000maya", "maya.cooks")
    assert (MAYA.url, MAYA.display_name, MAYA.verified) == ("https://www.tiktok.com/@maya.cooks", "Maya cooks", False)
    assert MAYA.metrics == {"followers": 48210, "following": 120, "posts_count": 311}
    assert MAYA.links == ("https://maya.example",)


def test_a_video() -> None:
    facts = parse.video(video(), author=MAYA)
    assert facts.url == "https://www.tiktok.com/@maya.cooks/video/7430000000000000002"
    assert (facts.external_id, facts.surface) == ("7430000000000000002", "video")
    assert facts.published_at == datetime(2025, 11, 13, 8, tzinfo=UTC)
    assert (facts.title, facts.caption) == ("Pumpkin soup #soup #ad", "Pumpkin soup #soup #ad with @acme")
    assert facts.metrics == {"likes": 1200, "comments": 31, "shares": 14, "views": 22010}
    assert (facts.hashtags, facts.mentions, facts.paid_label) == (("soup", "ad"), ("acme",), None)


def test_figures_that_are_missing_are_unknown() -> None:
    assert parse.video(video(1), author=MAYA).metrics == {"views": 0}


@pytest.mark.parametrize("field", ["open_id", "username"])
def test_a_field_that_is_missing_is_named(field: str) -> None:
    with pytest.raises(Unreadable, match=field):
        parse.profile(user(**{field: ""}))


def test_only_labelled_videos_of_that_creator_count() -> None:
    contents = recorded("labels")["data"]["commercial_contents"]
    assert [parse.labelled(view, "maya.cooks") for view in contents] == [{"7430000000000000002"}, set(), set()]


@pytest.mark.parametrize("url", [None, "x", "https://evil.example/@maya.cooks/video/1", "https://www.tiktok.com/@maya"])
def test_a_video_without_its_address_is_known_by_its_id(url: str | None) -> None:
    view = {**recorded("labels")["data"]["commercial_contents"][0], "videos": [{"id": 91, "url": url}]}
    assert parse.labelled(view, "maya.cooks") == {"91"}


@given(JSON)
def test_any_json_is_facts_or_unreadable(value: Any) -> None:
    creator = {"creator": {"username": "a"}, "label": "Paid", "videos": value}
    shapes = (value, video(title=value, create_time=value), user(bio_description=value))
    reads = [(read, view) for read in (parse.profile, lambda view: parse.video(view, author=MAYA)) for view in shapes]
    for read, view in [*reads, (lambda view: parse.labelled(view, "a"), creator)]:
        try:
            read(view)
        except Unreadable:
            continue
