"""YouTube from a handle to pages, against a server on this machine that answers as its API does."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Account, Creator, Post, PostVersion, Reading
from groundswell.creators.network import add_account, purge_expired
from groundswell.discovery import index
from groundswell.discovery.language import SearchQuery
from groundswell.discovery.queries import search
from groundswell.kit import clock
from groundswell.kit.tests.fixtures import Result
from groundswell.platforms.errors import BudgetSpent
from groundswell.platforms.facts import Query
from groundswell.platforms.models import BucketPlace, Circuit, Spending
from groundswell.platforms.services import open_connector, save_keys
from groundswell.platforms.tests.faults import FaultyServer, Reply, faulty, led
from groundswell.platforms.tests.toy import connectors
from groundswell.platforms.youtube import plugin
from groundswell.platforms.youtube.tests import CHANNEL, LIVE, SHORT, VIDEO, listed, recorded
from groundswell.reports.queries.engagement import post_rates
from groundswell.tracking.refresh import refresh_due

__all__ = ["connectors", "faulty", "led"]
pytestmark = pytest.mark.django_db
Cli = Callable[..., Result]
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def youtube(led: FaultyServer, connectors: Callable[..., None]) -> FaultyServer:
    connectors(plugin)
    uploads = {name: value for name, value in recorded("uploads").items() if name != "nextPageToken"}
    for method, answer in (
        ("channels", recorded("channel")),
        ("playlistItems", uploads),
        ("videos", recorded("videos")),
    ):
        led.reply(f"/{method}?", Reply.of(answer))
    save_keys(connector="youtube", given={"api_key": "s3cret"})
    return led


@pytest.fixture
def maya(cli: Cli, youtube: FaultyServer, workspace: Workspace) -> Account:
    with clock.told(NOON):
        told = json.loads(cli("platforms", "add", "https://www.youtube.com/@MayaBakes", "--json").stdout)
    assert told["refresh"] == {"accounts": 1, "new_posts": 3, "gone_posts": 0, "errors": {}}
    return Account.objects.get()


def units(at: datetime) -> int:
    """Of the day in California."""
    row = Spending.objects.filter(day=(at - timedelta(hours=8)).date()).first()
    return row.units if row else 0


def videos(*dropped: str, **views: str) -> Reply:
    answer = recorded("videos")
    answer["items"] = [item for item in answer["items"] if item["id"] not in dropped]
    for item in answer["items"]:
        item["statistics"]["viewCount"] = views.get(item["id"], item["statistics"]["viewCount"])
    return Reply.of(answer)


def test_a_handle_becomes_a_creator_with_posts_and_figures(maya: Account, youtube: FaultyServer) -> None:
    assert (maya.handle, maya.external_id, maya.followers, maya.posts_count) == ("mayabakes", CHANNEL, 12400, 3)
    assert Creator.objects.get().name == "Maya bakes"
    posts = {post.external_id: post for post in Post.objects.all()}
    assert {pk: post.surface for pk, post in posts.items()} == {SHORT: "short", VIDEO: "video", LIVE: "live"}
    assert posts[SHORT].caption.startswith("Ad | with @acmeflour")
    told = {(reading.post.external_id, reading.metric): reading.value for reading in Reading.objects.exclude(post=None)}  # type: ignore[union-attr]
    assert told[SHORT, "views"] == 5120
    assert (told[LIVE, "comments"], (VIDEO, "likes") in told) == (0, False)
    # No rate is worked out of YouTube's figures without the amendment.
    assert maya.engagement_rate is None
    assert units(NOON) == 4
    assert not any("s3cret" in asked for asked in youtube.asked)


def test_a_refresh_costs_three_units_and_run_twice_changes_nothing(maya: Account, youtube: FaultyServer) -> None:
    rows = [list(model.objects.order_by("pk").values("pk")) for model in (Account, Post, PostVersion, Creator)]
    texts = list(Post.objects.order_by("pk").values("caption", "published_at", "gone_at"))
    with clock.told(NOON + 8 * DAY):
        run = refresh_due(seconds=60)
        assert (run.accounts, run.new, run.gone, run.errors) == (1, 0, 0, {})
        assert units(NOON + 8 * DAY) == 3
        assert refresh_due(seconds=60).accounts == 0
        assert units(NOON + 8 * DAY) == 3
    assert [list(model.objects.order_by("pk").values("pk")) for model in (Account, Post, PostVersion, Creator)] == rows
    assert list(Post.objects.order_by("pk").values("caption", "published_at", "gone_at")) == texts


def test_many_channels_are_looked_up_together(maya: Account, workspace: Workspace, youtube: FaultyServer) -> None:
    others = [f"UCothers{number:016}" for number in range(3)]
    channels = [recorded("channel")["items"][0] for _ in range(3)]
    for pk, channel in zip(others, channels, strict=True):
        channel["id"], channel["snippet"]["customUrl"] = pk, f"@{pk[-3:]}other"
        youtube.reply(f"id={pk}", Reply.of(listed(channel)))
        youtube.reply(f"playlistId=UU{pk[2:]}", Reply.of(listed()))
        with clock.told(NOON):
            add_account(workspace=workspace, profile=f"https://www.youtube.com/channel/{pk}")
    told = listed(*recorded("channel")["items"], *channels[:2])
    youtube.reply(f"%2C{CHANNEL}&maxResults=50", Reply.of(told))
    youtube.asked.clear()
    with clock.told(NOON + 8 * DAY):
        run = refresh_due(seconds=60)
        assert (run.accounts, run.errors) == (4, {})
        # One unit for all four channels; the uploads of three; Maya's videos. The fourth channel is gone.
        assert units(NOON + 8 * DAY) == 1 + 3 + 1
    assert sum("/channels?" in asked for asked in youtube.asked) == 1
    assert set(Account.objects.filter(listed=False).values_list("external_id", flat=True)) == {others[2]}


def test_a_label_is_asked_apart_and_outlives_the_next_refresh(cli: Cli, maya: Account, youtube: FaultyServer) -> None:
    labelled = recorded("search")["items"][:1]
    youtube.reply("videoPaidProductPlacement=true", Reply.of(listed(*labelled)))
    with clock.told(NOON):
        told = json.loads(cli("platforms", "labels", str(Creator.objects.get().pk), "--json").stdout)
    assert told["labelled"] == {"youtube:@mayabakes": 1}
    again = {"contentDetails": {"videoId": SHORT, "videoPublishedAt": "2026-11-24T09:30:00Z"}}
    youtube.reply("/playlistItems?", Reply.of(listed(again)))
    with clock.told(NOON + 8 * DAY):
        assert refresh_due(seconds=60).errors == {}
    assert dict(Post.objects.values_list("external_id", "paid_label")) == {SHORT: True, VIDEO: None, LIVE: None}
    assert BucketPlace.objects.count() == 1
    assert PostVersion.objects.count() == 3


def test_figures_move_on_and_what_was_deleted_goes(maya: Account, youtube: FaultyServer) -> None:
    youtube.reply("/videos?", videos(VIDEO, **{SHORT: "9000"}))
    with clock.told(NOON + 8 * DAY):
        run = refresh_due(seconds=60)
    assert run.gone == 1
    assert set(Post.objects.values_list("external_id", flat=True)) == {SHORT, LIVE}
    series = Reading.objects.filter(post__external_id=SHORT, metric="views").order_by("observed_at")
    assert list(series.values_list("value", flat=True)) == [5120, 9000]


def test_a_channel_that_is_gone_is_forgotten_but_stays_the_creators(maya: Account, youtube: FaultyServer) -> None:
    youtube.reply("/channels?", Reply.of(listed()))
    with clock.told(NOON + 8 * DAY):
        refresh_due(seconds=60)
    maya.refresh_from_db()
    assert (maya.display_name, maya.followers, maya.listed, Post.objects.count()) == ("", None, False, 0)
    assert maya.creators.count() == 1


def test_what_was_not_read_anew_for_thirty_days_goes(maya: Account, workspace: Workspace) -> None:
    assert purge_expired(NOON + 29 * DAY) == {"youtube": 0}
    assert Post.objects.count() == 3
    assert purge_expired(NOON + 30 * DAY + timedelta(seconds=1))["youtube"] > 0
    maya.refresh_from_db()
    assert (Post.objects.count(), Reading.objects.count(), PostVersion.objects.count()) == (0, 0, 0)
    assert (maya.display_name, maya.bio, maya.followers, maya.handle) == ("", "", None, "mayabakes")


def test_with_the_amendment_figures_stay_and_rates_are_worked_out(maya: Account, youtube: FaultyServer) -> None:
    save_keys(connector="youtube", given={"amendment": "yes"})
    fresh = recorded("videos")
    fresh["items"][0]["snippet"]["publishedAt"] = "2026-12-03T08:00:00Z"
    fresh["items"][0]["id"] = "newRye00006"
    entry = {"contentDetails": {"videoId": "newRye00006", "videoPublishedAt": "2026-12-03T08:00:00Z"}}
    youtube.reply("/playlistItems?", Reply.of(listed(entry)))
    youtube.reply("id=newRye00006", Reply.of(listed(fresh["items"][0])))
    with clock.told(NOON + 8 * DAY):
        assert refresh_due(seconds=60).new == 1
    maya.refresh_from_db()
    assert maya.engagement_rate is not None
    before = Reading.objects.filter(metric="followers").count()
    assert before == 2
    purge_expired(NOON + 35 * DAY)
    assert Reading.objects.filter(metric="followers").count() == before
    assert Post.objects.count() == 4  # read anew within the 30 days


def test_nothing_is_worked_out_of_its_figures_without_the_amendment(
    maya: Account, workspace: Workspace, youtube: FaultyServer
) -> None:
    grown = recorded("channel")
    grown["items"][0]["statistics"]["subscriberCount"] = "14880"
    youtube.reply("/channels?", Reply.of(grown))
    with clock.told(NOON + 30 * DAY):
        refresh_due(seconds=60)
        index.rebuild()
        (found,) = search(workspace, SearchQuery.model_validate({"text": "maya"})).results
        assert (found.account.followers, found.account.growth) == (14880, None)
        creator = Creator.objects.get().pk
        pairs = [(creator, maya.pk)]
        assert post_rates(workspace, None, pairs) == {creator: None}
        save_keys(connector="youtube", given={"amendment": "yes"})
        index.rebuild()
        (found,) = search(workspace, SearchQuery.model_validate({"text": "maya"})).results
        assert found.account.growth == pytest.approx(0.2)
        rate = post_rates(workspace, None, pairs)[creator]
        assert rate
        assert rate.sample == 2  # of the third video nobody tells likes or comments


def test_searches_stop_at_a_hundred_a_day_and_everything_else_goes_on(maya: Account, youtube: FaultyServer) -> None:
    youtube.reply("/search?", Reply.of(listed()))
    with clock.told(NOON), open_connector("youtube") as opened:
        for _ in range(100):
            opened.connector.search(Query("text", "rye"))
        spent = units(NOON)
        with pytest.raises(BudgetSpent, match="All 100 places for searches"):
            opened.connector.search(Query("text", "rye"))
        assert sum("/search?" in asked for asked in youtube.asked) == 100
        assert (BucketPlace.objects.count(), units(NOON)) == (100, spent)
        assert opened.connector.profile(CHANNEL).handle == "mayabakes"


def test_a_spent_quota_leaves_youtube_alone_until_midnight_in_california(maya: Account, youtube: FaultyServer) -> None:
    youtube.reply("/channels?", Reply.of(recorded("quota_spent"), 403))
    later = NOON + 8 * DAY
    with clock.told(later):
        assert refresh_due(seconds=60).errors == {"platform_slow": 1}
        assert Circuit.objects.get().rest_until == datetime(2026, 12, 4, 8, tzinfo=UTC)
    asked = len(youtube.asked)
    with clock.told(later + timedelta(hours=19)):
        refresh_due(seconds=60)
        assert len(youtube.asked) == asked
    youtube.reply("/channels?", Reply.of(recorded("channel")))
    with clock.told(later + timedelta(hours=20, seconds=1)):
        assert refresh_due(seconds=60).accounts == 1


def test_doctor_reads_one_channel_or_says_what_is_wrong(cli: Cli, youtube: FaultyServer) -> None:
    found = json.loads(cli("doctor", "--connector", "youtube", "--json").stdout)
    assert found["checks"][0]["message"].startswith(
        "read https://www.youtube.com/@mayabakes (Maya bakes): followers 12,400"
    )
    assert "forHandle=%40youtube" in youtube.asked[-1]
    youtube.reply("/channels?", Reply.of(recorded("key_unknown"), 400))
    failed = cli("doctor", "--connector", "youtube", "--json")
    check: dict[str, Any] = json.loads(failed.stdout)["checks"][0]
    assert (failed.exit_code, check["status"]) == (1, "fail")
    assert "does not know the API key" in check["message"]
    save_keys(connector="youtube", given={"api_key": ""})
    check = json.loads(cli("doctor", "--connector", "youtube", "--json").stdout)["checks"][0]
    assert "YouTube needs: API key" in check["message"]


def test_pages_say_what_youtube_tells_and_what_not(
    maya: Account, owner: User, client_of: Callable[[User], Client], youtube: FaultyServer
) -> None:
    client = client_of(owner)
    with clock.told(NOON):
        page = client.get("/w/acme/platforms/youtube/").content.decode()
    for words in (
        "4 of 10,000 units", "0 of 100 searches in 1 day", "YouTube tells nobody who subscribes", "is removed 30 days after",
        "Google accepted the amendment", "No rates are worked out of its figures",
    ):  # fmt: skip
        assert words in page
    profile = client.get(f"/w/acme/creators/{Creator.objects.get().pk}/").content.decode()
    assert "@mayabakes" in profile
    assert "Rye in 45 seconds" in profile
