"""What Meta sends by itself: proved, kept, read by a job, and saved as posts of their authors."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from structlog.testing import capture_logs

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Participant
from groundswell.campaigns.services import CampaignFacts, add_participants, create_campaign
from groundswell.creators.models import Account, Post, PostVersion
from groundswell.creators.network import on_posts_saved, read_notices
from groundswell.creators.network import posts as saving
from groundswell.creators.services import create_creator
from groundswell.kit import clock
from groundswell.platforms.instagram import plugin
from groundswell.platforms.instagram.tests import recorded
from groundswell.platforms.models import NetworkNotice
from groundswell.platforms.queries import arrived
from groundswell.platforms.services import pause_connector, save_keys
from groundswell.platforms.services.hooks import hook_address, verify_token
from groundswell.platforms.tests.faults import FaultyServer, Reply, faulty, led
from groundswell.platforms.tests.toy import connectors
from groundswell.tracking import tasks
from groundswell.tracking.models import Mention, PostMatch
from groundswell.tracking.services import create_monitor

__all__ = ["connectors", "faulty", "led"]
pytestmark = pytest.mark.django_db
ME, SECRET, NOON = "17841400000000999", "app-s3cret", datetime(2026, 11, 14, 12, tzinfo=UTC)
KEYS = {"access_token": "EAAtoken", "user_id": ME, "app_secret": SECRET}
IN_CAPTION = {"field": "mentions", "value": {"media_id": "17900000000000101"}}
IN_COMMENT = {"field": "mentions", "value": {"media_id": "17900000000000303", "comment_id": "17900000000000202"}}
CDN = "https://lookaside.example/ig_messaging_cdn/?asset_id=1&signature=x"
STORY = {
    "sender": {"id": "6500000000000001"}, "recipient": {"id": ME}, "timestamp": 1794650400000,
    "message": {"mid": "aWdfbWlk", "attachments": [{"type": "story_mention", "payload": {"url": CDN}}]},
}  # fmt: skip
PRIVATE = {"sender": {"id": "6500000000000002"}, "timestamp": 1, "message": {"mid": "m2", "text": "my address is"}}


@pytest.fixture(autouse=True)
def instagram(connectors: Callable[..., None], led: FaultyServer) -> Iterator[FaultyServer]:
    cache.clear()
    connectors(plugin)
    save_keys(connector="instagram", given=KEYS)
    led.reply(f"/{ME}?fields=mentioned_media", Reply.of(recorded("mentioned_media")))
    led.reply(f"/{ME}?fields=mentioned_comment", Reply.of(recorded("mentioned_comment")))
    led.reply(f"/{ME}?fields=username", Reply.of({"username": "Acme", "id": ME}))
    led.reply("/6500000000000001", Reply.of({"name": "Nora", "username": "nora.runs", "id": "6500000000000001"}))
    personal = {"error": {"message": "x", "code": 110, "error_subcode": 2207013}}
    led.reply("business_discovery", Reply.of(personal, 400))
    with clock.told(NOON):
        yield led


def path(address: str = "") -> str:
    return (address or hook_address("instagram")).removeprefix("http://127.0.0.1:8000")


def event(*changes: Any, messaging: Any = ()) -> bytes:
    entry = {"id": ME, "time": 1763114400, "changes": list(changes), "messaging": list(messaging)}
    return json.dumps({"object": "instagram", "entry": [entry]}).encode()


def send(body: bytes, secret: str = SECRET, **headers: str) -> Any:
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": signature, **headers}
    return Client().post(path(), body, content_type="application/json", headers=headers)


def test_the_challenge_is_answered_for_who_knows_the_verify_token_only() -> None:
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": verify_token("instagram")}
    response = Client().get(path(), asked)
    assert (response.status_code, response.content) == (200, b"1158201444")
    assert response["Content-Type"].startswith("text/plain")
    for wrong in ({"hub.verify_token": "x"}, {"hub.verify_token": ""}, {"hub.mode": "unsubscribe"}):
        response = Client().get(path(), {**asked, **wrong})
        assert (response.status_code, response.json()["error"]) == (403, "forbidden")
    assert Client().get(path()).status_code == 403


@pytest.mark.parametrize("wrong", ["/hooks/instagram/x", "/hooks/bluesky/x", "/hooks/nobody/x"])
def test_other_addresses_are_404(wrong: str) -> None:
    assert Client().post(wrong, b"{}", content_type="application/json").status_code == 404
    assert Client().get(wrong).status_code == 404


def test_a_forged_event_is_refused_logged_and_leaves_nothing() -> None:
    body = event(IN_CAPTION)
    with capture_logs() as logged:
        forged = [send(body, secret="another")]
        forged += [send(body, **{"X-Hub-Signature-256": wrong}) for wrong in ("", "sha1=abc", "sha256=ü")]
    assert [(response.status_code, response.json()["error"]) for response in forged] == [(401, "not_signed")] * 4
    assert [entry["what"] for entry in logged if entry["event"] == "hook.refused"] == ["signature"] * 4
    assert SECRET not in str(logged)
    assert NetworkNotice.objects.count() == 0
    assert read_notices() == {"saved": 0, "later": 0, "given up": 0}


def test_without_the_app_secret_every_event_is_refused() -> None:
    save_keys(connector="instagram", given={"app_secret": ""})
    assert send(event(IN_CAPTION), secret="").status_code == 401
    assert NetworkNotice.objects.count() == 0


def test_knocking_with_bad_signatures_ends_in_429_and_true_events_still_come() -> None:
    codes = [send(b"{}", secret="no").status_code for _ in range(62)]
    assert codes[0] == 401
    assert 429 in codes
    assert send(event(IN_CAPTION)).status_code == 200


def test_what_no_network_sends_is_refused() -> None:
    assert send(b"x" * (1024 * 1024 + 1)).status_code == 413
    assert send(b"<html>").status_code == 422
    for strange in (b"[]", b"7", b'{"object":"page","entry":[]}', b'{"object":"instagram","entry":[7,{"changes":{}}]}'):
        assert send(strange).status_code == 200
    hostile = {"field": "mentions", "value": {"media_id": "1){username},other", "comment_id": True}}
    assert send(event(hostile, {"field": "comments", "value": {"id": "1"}})).status_code == 200
    assert NetworkNotice.objects.count() == 0


def test_nothing_is_asked_before_the_answer_and_a_replay_changes_nothing(instagram: FaultyServer) -> None:
    for _ in range(3):
        assert send(event(IN_CAPTION, IN_CAPTION)).status_code == 200
    assert instagram.asked == []
    assert NetworkNotice.objects.get().data == {"media_id": "17900000000000101"}
    assert read_notices() == {"saved": 1, "later": 0, "given up": 0}
    asked = len(instagram.asked)
    assert send(event(IN_CAPTION)).status_code == 200
    assert read_notices() == {"saved": 0, "later": 0, "given up": 0}
    assert len(instagram.asked) == asked
    assert Post.objects.count() == 1


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


def test_a_paused_connector_loses_nothing() -> None:
    pause_connector(connector="instagram", paused=True)
    assert send(event(IN_CAPTION)).status_code == 200
    assert read_notices()["later"] == 1
    pause_connector(connector="instagram", paused=False)
    with clock.told(NOON + timedelta(minutes=2)):
        assert read_notices()["saved"] == 1


def test_after_thirty_days_nothing_is_left_of_what_could_not_be_read(instagram: FaultyServer) -> None:
    instagram.reply(f"/{ME}?fields=mentioned_media", Reply.of({"id": ME}))
    send(event(IN_CAPTION))
    read_notices()
    with clock.told(NOON + timedelta(days=31)):
        read_notices()
    assert NetworkNotice.objects.count() == 0


def test_the_page_shows_what_to_set_to_who_may_and_to_nobody_else(
    owner: User, client_of: Callable[[User], Client], member_client: Callable[[str], Client]
) -> None:
    page, address, verify = "/w/acme/platforms/instagram/", hook_address("instagram"), verify_token("instagram")
    html = client_of(owner).get(page).content.decode()
    for words in (
        address,
        verify,
        'data-copy-from="#hook-address"',
        "subscribe to “mentions”",
        "Nothing came in the last",
    ):
        assert words in html
    assert SECRET not in html
    send(event(IN_CAPTION))
    assert "0 read; 1 waiting" in client_of(owner).get(page).content.decode()
    others = member_client("manager").get(page).content.decode()
    assert address not in others
    assert verify not in others
    save_keys(connector="instagram", given={"app_secret": ""})
    assert "Without the secret every event is refused." in client_of(owner).get(page).content.decode()
