"""Accounts follow their networks: by value, within the budget, whatever goes wrong."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, AccountSync, Creator, FollowEdge, NetworkPass, Post, Reading
from groundswell.creators.network import SavedPost, add_account, on_posts_saved, posts
from groundswell.creators.services import create_creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.platforms.errors import Gone, NotAvailable
from groundswell.platforms.models import Spending
from groundswell.platforms.policy import Policy
from groundswell.platforms.services import pause_connector, set_limits
from groundswell.platforms.tests.toy import AheadToy, plugin
from groundswell.platforms.tests.toy_server import ToyServer
from groundswell.tracking.tests.refreshing import NOON, connectors, follow, install, refresh, toy, toy_server

__all__ = ["connectors", "toy", "toy_server"]
pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def wait_for(happened: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while not happened() and time.monotonic() < until:
        time.sleep(0.002)
    return happened()


def test_a_profile_added_by_handle_is_a_creator_of_the_workspace_and_its_content_comes(
    workspace: Workspace, other_workspace: Workspace, toy: ToyServer
) -> None:
    toy.join("maya", posts=25, followers=23)
    creator, account = add_account(workspace=workspace, profile=" @Maya.Example ", platform="bsky")
    assert (creator.name, account.handle, account.workspace, account.followers) == ("Maya", "maya.example", None, 23)
    assert add_account(workspace=workspace, profile="maya.example", platform="bluesky") == (creator, account)
    assert list(Creator.objects.of(other_workspace)) == []
    run = refresh()
    assert (run.accounts, run.new, run.gone, run.errors) == (1, 25, 0, {})
    assert Post.objects.filter(account=account, workspace=None).count() == 25
    assert FollowEdge.objects.filter(account=account, direction="followers").count() == 23
    account.refresh_from_db()
    assert account.engagement_rate is not None
    assert toy.asked == {"/profile": 3, "/posts": 3, "/follows": 4}
    assert not NetworkPass.objects.exclude(started_at=None).exists()


def test_the_next_page_is_under_way_while_one_is_stored_and_nothing_is_asked_twice(
    workspace: Workspace, connectors: Callable[..., None], toy_server: ToyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(connectors, toy_server, plugin(make=AheadToy))
    ids = [follow(workspace, toy_server, name, posts=15, followers=12).external_id for name in ("maya", "noor")]
    asked_before, answered = iter((2, 3, 8, 9)), []

    def hold(saved: Sequence[SavedPost]) -> None:
        """Stores no further before the next request has come."""
        before = next(asked_before)
        answered.append(wait_for(lambda: len(toy_server.lines) > before))

    monkeypatch.setattr(posts, "_listeners", [hold])
    toy_server.lines.clear()
    run = refresh()
    assert answered == [True] * 4
    assert (run.accounts, run.new, run.gone, run.errors) == (2, 30, 0, {})
    lists = ("/posts?account={}", "/posts?account={}&cursor=10", "/follows?account={}&direction=followers",
             "/follows?account={}&direction=followers&cursor=10", "/follows?account={}&direction=following")  # fmt: skip
    expected = [f"/profile?ref={ids[0]}", *(line.format(ids[0]) for line in lists), f"/posts?account={ids[1]}"]
    expected += [f"/profile?ref={ids[1]}", *(line.format(ids[1]) for line in lists[1:])]
    assert toy_server.lines == expected
    assert toy_server.most_at_once == 1
    assert Spending.objects.get().calls == len(expected) + 2  # and the two profiles by handle


def test_what_is_no_profile_or_nobody_is_refused(workspace: Workspace, toy: ToyServer) -> None:
    for text, platform, error in (
        ("two words", "bluesky", BadInput),
        ("nobody.example", "bluesky", Gone),
        ("maya", "instagram", NotAvailable),
    ):
        with pytest.raises(error):
            add_account(workspace=workspace, profile=text, platform=platform)
    assert (Creator.objects.count(), Account.objects.count()) == (0, 0)


def test_who_was_known_by_handle_alone_gets_the_name_that_the_network_tells(
    workspace: Workspace, toy: ToyServer
) -> None:
    names = []
    for handle, name in (("maya.example", "maya.example"), ("noor.example", "Noor of the café")):
        toy.join(handle.partition(".")[0])
        creator = create_creator(workspace=workspace, name=name, platform="bluesky", handle=handle)
        refresh()
        creator.refresh_from_db()
        names.append(creator.name)
    assert names == ["Maya", "Noor of the café"]


def test_a_files_account_gets_its_public_twin_once(workspace: Workspace, toy: ToyServer) -> None:
    toy.join("maya", posts=1)
    creator = create_creator(workspace=workspace, name="Maya", platform="bluesky", handle="maya.example", followers=7)
    misspelt = create_creator(workspace=workspace, name="Kim", platform="bluesky", handle="kimm.example")
    run = refresh()
    assert (run.accounts, run.errors) == (1, {"platform_gone": 1})
    own, public = creator.accounts.order_by("pk")
    assert (own.workspace, own.followers, public.workspace, public.external_id) == (workspace, 7, None, "id:maya")
    toy.people["id:maya"]["handle"] = "runs.example"
    toy.join("other", handle="maya.example")
    refresh(NOON + 8 * DAY)
    public.refresh_from_db()
    assert (public.handle, creator.accounts.count(), misspelt.accounts.count()) == ("runs.example", 2, 1)


def test_where_terms_forbid_matching_a_files_account_stays_alone(
    workspace: Workspace, connectors: Callable[..., None], toy_server: ToyServer
) -> None:
    policy = Policy(retention_days=None, may_derive=False, may_mix=True, may_match=False)
    install(connectors, toy_server, plugin(policy=policy))
    toy_server.join("maya", posts=1, followers=5)
    create_creator(workspace=workspace, name="Maya", platform="bluesky", handle="maya.example")
    assert refresh().accounts == 0
    assert toy_server.asked == {}
    account = follow(workspace, toy_server, "maya", posts=1, followers=5)
    refresh()
    account.refresh_from_db()
    assert account.engagement_rate is None
    assert Post.objects.count() == 1


def test_news_since_the_last_time_and_older_figures_anew(workspace: Workspace, toy: ToyServer) -> None:
    account = follow(workspace, toy, "maya", posts=30)
    refresh()
    toy.posts["id:maya"].insert(0, {**toy.post("id:maya", 31), "published_at": NOON.isoformat()})
    toy.posts["id:maya"][1]["metrics"] = {"likes": 99.0}
    toy.posts["id:maya"][2]["caption"] = "Edited"
    toy.asked.clear()
    run = refresh(NOON + 7 * DAY)
    assert run.new == 1
    assert toy.asked["/posts"] == 1
    assert Reading.objects.filter(post__external_id="id:maya/30", metric="likes", value=99).exists()
    assert Post.objects.filter(account=account).count() == 31


def test_what_was_deleted_there_goes_here_within_a_day(workspace: Workspace, toy: ToyServer) -> None:
    follow(workspace, toy, "maya", posts=12)
    account = follow(workspace, toy, "kim", posts=2)
    refresh()
    del toy.posts["id:maya"][3]
    del toy.people["id:kim"]
    assert refresh(NOON + 10 * HOUR).accounts == 0
    run = refresh(NOON + 23 * HOUR)
    assert (run.accounts, run.gone) == (2, 1)
    assert not Post.objects.filter(external_id="id:maya/9").exists()
    assert Post.objects.count() == 11
    account.refresh_from_db()
    assert (account.handle, account.display_name, account.listed) == ("kim.example", "", False)


def test_a_spent_budget_stops_and_the_next_day_goes_on(workspace: Workspace, toy: ToyServer) -> None:
    account = follow(workspace, toy, "maya", posts=45, followers=45)
    with clock.told(NOON):
        spent = Spending.objects.get(day=NOON.date()).units
    set_limits(connector="bluesky", daily_units=spent + 4, monthly_money=None)
    run = refresh()
    assert run.errors == {"budget_spent": 1}
    assert Post.objects.filter(account=account).count() == 30
    assert AccountSync.objects.get(account=account).refreshed_at is None
    toy.asked.clear()
    assert refresh(NOON + 11 * HOUR).errors == {"budget_spent": 1}
    assert toy.asked == {}
    assert refresh(datetime(2026, 11, 21, tzinfo=UTC)).errors == {"budget_spent": 1}
    assert (toy.asked["/posts"], Post.objects.filter(account=account).count()) == (2, 45)
    set_limits(connector="bluesky", daily_units=None, monthly_money=None)
    assert refresh(datetime(2026, 11, 21, 1, tzinfo=UTC)).accounts == 1
    assert FollowEdge.objects.count() == 45


@pytest.mark.parametrize(
    ("status", "code"), [(429, "platform_slow"), (500, "platform_unreachable"), (404, "platform_gone")]
)
def test_what_goes_wrong_is_noted_and_tried_later(workspace: Workspace, toy: ToyServer, status: int, code: str) -> None:
    account = follow(workspace, toy, "maya", posts=15)
    toy.failing["/posts"] = status
    assert refresh().errors == {code: 1}
    sync = AccountSync.objects.get(account=account)
    assert (sync.error, sync.failures, sync.refreshed_at) == (code, 1, None)
    assert sync.wait_until is not None
    assert Account.objects.filter(pk=account.pk, listed=True).exists()
    toy.failing.clear()
    toy.asked.clear()
    assert refresh(NOON + timedelta(minutes=4)).accounts == 0
    assert toy.asked == {}
    assert refresh(NOON + HOUR).new == 15
    healed = AccountSync.objects.get(account=account)
    assert (healed.error, healed.failures, healed.wait_until) == ("", 0, None)


def test_refused_keys_stop_the_connector_for_the_run(workspace: Workspace, toy: ToyServer) -> None:
    for name in ("maya", "kim", "lee"):
        follow(workspace, toy, name)
    toy.failing["/profile"] = 403
    toy.asked.clear()
    assert refresh().errors == {"platform_sign_in": 1}
    assert toy.asked == {"/profile": 1}


def test_nobody_asks_what_is_paused_or_offline(workspace: Workspace, toy: ToyServer, settings: Any) -> None:
    follow(workspace, toy, "maya")
    toy.asked.clear()
    pause_connector(connector="bluesky", paused=True)
    assert refresh().accounts == 0
    pause_connector(connector="bluesky", paused=False)
    settings.OFFLINE = True
    assert refresh().accounts == 0
    assert toy.asked == {}


def test_hidden_lists_are_not_asked_and_paid_rows_not_by_themselves(
    workspace: Workspace, connectors: Callable[..., None], toy_server: ToyServer
) -> None:
    install(connectors, toy_server, plugin(), plugin(name="x", monthly_money=5.0))
    follow(workspace, toy_server, "shy", followers=3, hidden=["followers_list"])
    toy_server.join("maya", followers=3, platform="x", handle="maya")
    add_account(workspace=workspace, profile="maya", platform="x")
    refresh()
    assert toy_server.asked["/follows"] == 1
    assert FollowEdge.objects.count() == 0


def test_rooms_above_see_each_new_or_edited_post_once(
    workspace: Workspace, toy: ToyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posts, "_listeners", [])
    seen: list[tuple[str, str]] = []

    def listen(saved: Any) -> None:
        for one in saved:
            assert isinstance(one, SavedPost)
            seen.append((one.post.external_id, one.state))
            if one.post.caption == "Refuse":
                raise BadInput("Undone.")

    on_posts_saved(listen)
    on_posts_saved(listen)
    follow(workspace, toy, "maya", posts=2)
    refresh()
    refresh(NOON + 7 * DAY)
    assert seen == [("id:maya/2", "new"), ("id:maya/1", "new")]
    toy.posts["id:maya"].insert(
        0, {**toy.post("id:maya", 3), "caption": "Refuse", "published_at": (NOON + 7 * DAY).isoformat()}
    )
    assert refresh(NOON + 14 * DAY).errors == {"bad_input": 1}
    assert Post.objects.count() == 2
