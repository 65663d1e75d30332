"""Mentions that Instagram told: read by a job and saved as posts of their authors."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Participant
from groundswell.campaigns.services import CampaignFacts, add_participants, create_campaign
from groundswell.creators.models import Account, Post, PostVersion
from groundswell.creators.network import on_posts_saved, read_notices
from groundswell.creators.network import posts as saving
from groundswell.creators.services import create_creator
from groundswell.kit import clock
from groundswell.platforms.instagram.tests import recorded
from groundswell.platforms.models import NetworkNotice
from groundswell.platforms.queries import arrived
from groundswell.platforms.tests.faults import FaultyServer, Reply, faulty, led
from groundswell.platforms.tests.toy import connectors
from groundswell.tracking import tasks
from groundswell.tracking.models import Mention, PostMatch
from groundswell.tracking.services import create_monitor
from groundswell.web.platforms.tests.instagram_events import (
    CDN,
    IN_CAPTION,
    IN_COMMENT,
    ME,
    NOON,
    PRIVATE,
    STORY,
    event,
    instagram,
    send,
)

__all__ = ["connectors", "faulty", "instagram", "led"]
pytestmark = pytest.mark.django_db


def test_a_caption_becomes_a_post_of_its_author_with_its_evidence() -> None:
    send(event(IN_CAPTION))
    with clock.told(NOON + timedelta(minutes=2)):
        read_notices()
    post = Post.objects.select_related("account").get()
    assert (post.account.handle, post.account.workspace, post.workspace) == ("nora.runs", None, None)
    assert (post.external_id, post.url) == ("Cmention01", "https://www.instagram.com/p/Cmention01/")
    assert post.caption == "Morning bread in my @acme shoes #sourdough"
    assert post.published_at == datetime(2026, 11, 14, 9, 0, 22, tzinfo=UTC)
    assert dict(post.readings.values_list("metric", "value")) == {"likes": 41.0, "comments": 3.0}
    raw = PostVersion.objects.get().raw
    assert raw["captured"] == {
        "how": "event", "at": "2026-11-14T12:00:00+00:00", "read_at": "2026-11-14T12:02:00+00:00",
    }  # fmt: skip
    assert raw["id"] == "17900000000000101"
    notice = NetworkNotice.objects.get()
    assert (notice.data, notice.message, notice.done_at) == ({}, "", NOON + timedelta(minutes=2))


def test_rooms_above_hear_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(saving, "_listeners", [])
    on_posts_saved(lambda saved: heard.extend(one.facts.author_handle for one in saved))
    send(event(IN_CAPTION))
    read_notices()
    assert heard == ["nora.runs"]


def test_a_comment_is_kept_as_what_its_author_wrote() -> None:
    maya = Account.objects.create(platform="instagram", handle="maya.bakes", external_id="178", source="Instagram")
    send(event(IN_COMMENT))
    read_notices()
    post = Post.objects.get()
    assert (post.account, post.surface, post.caption) == (maya, "comment", "look at @acme, they fit")
    assert (post.external_id, post.url) == (
        "17900000000000202",
        "https://www.instagram.com/p/Cother0001/#comment-17900000000000202",
    )


def test_captions_comments_and_stories_meet_the_monitors(workspace: Workspace, other_workspace: Workspace) -> None:
    create_monitor(workspace=workspace, text="https://www.instagram.com/acme/")
    create_monitor(workspace=other_workspace, text="https://www.instagram.com/rival/")
    send(event(IN_CAPTION, IN_COMMENT, messaging=[STORY]))
    assert tasks.read_network_notices.func() == {"saved": 3, "later": 0, "given up": 0}
    told = Mention.objects.order_by("post__surface").values_list("post__surface", "account__handle", "how", "asked")
    assert list(told) == [
        ("comment", "maya.bakes", "event", False), ("feed", "nora.runs", "event", False),
        ("story", "nora.runs", "event", False),
    ]  # fmt: skip
    assert not Mention.objects.of(other_workspace).exists()
    assert tasks.read_network_notices.func()["saved"] == 0


def test_a_participants_comment_is_no_post_of_the_campaign(workspace: Workspace) -> None:
    facts = CampaignFacts(name="Autumn", state="running", brand_handle="acme", jurisdictions=("US",))
    campaign = create_campaign(workspace=workspace, facts=facts)
    for name, handle in (("Maya", "maya.bakes"), ("Nora", "nora.runs")):
        creator = create_creator(workspace=workspace, name=name)
        account = Account.objects.create(platform="instagram", handle=handle, external_id=handle, source="Instagram")
        creator.accounts.add(account)
        with clock.told(datetime(2026, 11, 1, tzinfo=UTC)):
            add_participants(workspace=workspace, campaign=campaign, creators=[creator])
    Participant.objects.update(state=Participant.State.LIVE, joined_at=datetime(2026, 11, 1, tzinfo=UTC))
    send(event(IN_CAPTION, IN_COMMENT))
    assert read_notices()["saved"] == 2
    assert [match.post.account.handle for match in PostMatch.objects.select_related("post__account")] == ["nora.runs"]


def test_a_story_is_captured_with_who_when_and_where_and_nothing_of_private_messages() -> None:
    echo = {**STORY, "message": {**STORY["message"], "mid": "own", "is_echo": True}}  # type: ignore[dict-item]
    send(event(messaging=[STORY, PRIVATE, echo, STORY]))
    assert NetworkNotice.objects.count() == 1
    assert "my address" not in str(list(NetworkNotice.objects.values()))
    read_notices()
    post = Post.objects.select_related("account").get()
    sent = datetime(2026, 11, 14, 10, tzinfo=UTC)
    assert (post.surface, post.account.handle, post.url) == ("story", "nora.runs", CDN)
    assert (post.published_at, post.expires_at) == (sent, sent + timedelta(hours=24))
    raw = PostVersion.objects.get().raw
    assert (raw["url"], raw["mid"], raw["author"]["username"]) == (CDN, "aWdfbWlk", "nora.runs")


@pytest.mark.parametrize("when", [None, "now", -1, 10**18, 1794650400000 - 30 * 86_400_000])
def test_a_story_told_with_an_impossible_time_is_of_when_it_came(when: Any) -> None:
    send(event(messaging=[{**STORY, "timestamp": when}]))
    assert read_notices()["saved"] == 1
    assert Post.objects.get().published_at == NOON


def test_a_story_whose_author_is_not_told_keeps_what_came(instagram: FaultyServer) -> None:
    refusal = {"error": {"message": "User consent is required", "code": 230}}
    instagram.reply("/6500000000000001", Reply.of(refusal, 403))
    send(event(messaging=[STORY]))
    assert read_notices() == {"saved": 0, "later": 0, "given up": 1}
    notice = NetworkNotice.objects.get()
    assert (notice.message, notice.data["url"]) == ("Instagram does not tell who mentioned you in the story.", CDN)
    assert Post.objects.count() == 0


def test_a_professional_author_is_read_whole(instagram: FaultyServer) -> None:
    instagram.reply("business_discovery", Reply.of(recorded("discovery")))
    send(event(IN_COMMENT))
    read_notices()
    account = Account.objects.get()
    assert (account.handle, account.external_id) == ("maya.bakes", "17841400000000123")
    assert account.followers is not None


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply.of({}, 500), "later"),
        (Reply.of({"error": {"code": 4}}, 400), "later"),
        (Reply.of({"error": {"code": 190}}, 400), "later"),
        (Reply.of({"error": {"code": 100, "error_subcode": 33}}, 400), "given up"),
        (Reply.of({"mentioned_media": {"id": "1", "caption": "no author"}}), "given up"),
        (Reply.of({"id": ME}), "given up"),
    ],
)
def test_what_cannot_be_read_says_why_and_waits_or_ends(instagram: FaultyServer, reply: Reply, outcome: str) -> None:
    instagram.reply(f"/{ME}?fields=mentioned_media", reply)
    send(event(IN_CAPTION))
    assert read_notices()[outcome] == 1
    assert read_notices() == {"saved": 0, "later": 0, "given up": 0}
    told = arrived("instagram")
    assert (told.read, told.waiting, told.given_up) == (0, int(outcome == "later"), int(outcome == "given up"))
    assert told.problem
    instagram.reply(f"/{ME}?fields=mentioned_media", Reply.of(recorded("mentioned_media")))
    with clock.told(NOON + timedelta(hours=7)):
        assert read_notices()["saved"] == int(outcome == "later")
