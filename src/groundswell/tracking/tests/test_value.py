"""Which accounts are looked at again, and when."""

from datetime import datetime, timedelta

import pytest

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Account, AccountSync, Post
from groundswell.creators.services import create_creator
from groundswell.platforms.tests.toy_server import ToyServer
from groundswell.relationships.services import move_stage, track_creators
from groundswell.tracking.models import PostMatch
from groundswell.tracking.tests.refreshing import NOON, connectors, follow, refresh, toy, toy_server
from groundswell.tracking.value import due_accounts

__all__ = ["connectors", "toy", "toy_server"]
pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_hourly_in_a_campaign_daily_on_the_board_else_weekly(workspace: Workspace, toy: ToyServer) -> None:
    accounts = {name: follow(workspace, toy, name) for name in ("live", "board", "rest", "parked")}
    creators = {name: account.creators.get() for name, account in accounts.items()}
    campaign = Campaign.objects.create(workspace=workspace, name="Run", slug="run", state="running", currency="USD")
    Participant.objects.create(workspace=workspace, campaign=campaign, creator=creators["live"], state="live")
    track_creators(workspace=workspace, creators=[creators["board"], creators["live"], creators["parked"]])
    move_stage(workspace=workspace, creator=creators["parked"], stage="parked", reason="Too dear")
    refresh()

    def due(at: datetime) -> list[str]:
        return [one.account.handle.split(".")[0] for one in due_accounts({"bluesky"}, at) if one.what == "refresh"]

    assert due(NOON + 59 * timedelta(minutes=1)) == []
    assert due(NOON + HOUR) == ["live"]
    assert due(NOON + DAY) == ["live", "board"]
    assert due(NOON + 7 * DAY) == ["live", "board", "rest", "parked"]
    assert due_accounts({"mastodon"}, NOON + 7 * DAY) == []
    campaign.state = "done"
    campaign.save()
    assert due(NOON + HOUR) == []


def test_a_post_of_the_programme_is_read_when_it_comes_of_an_age(workspace: Workspace, toy: ToyServer) -> None:
    account = follow(workspace, toy, "aged")
    campaign = Campaign.objects.create(workspace=workspace, name="Run", slug="run", state="running", currency="USD")
    whose = Participant.objects.create(
        workspace=workspace, campaign=campaign, creator=account.creators.get(), state="live"
    )
    refresh()
    minutes = timedelta(minutes=1)
    post = Post.objects.create(account=account, external_id="aged", source="toy", published_at=NOON - 40 * minutes)

    def due(at: datetime) -> int:
        return sum(one.what == "refresh" for one in due_accounts({"bluesky"}, at))

    assert due(NOON + 30 * minutes) == 0
    PostMatch.objects.create(workspace=workspace, participant=whose, post=post, submitted_by="network")
    assert [due(NOON + n * minutes) for n in (19, 20, 30)] == [0, 1, 1]
    AccountSync.objects.filter(account=account).update(refreshed_at=NOON + 20 * minutes)
    assert [due(NOON + n * minutes) for n in (21, 79)] == [0, 0]
    AccountSync.objects.filter(account=account).update(refreshed_at=NOON + 319 * minutes)
    assert [due(NOON + n * minutes) for n in (319, 320)] == [0, 1]
    Post.objects.filter(pk=post.pk).update(gone_at=NOON)
    assert due(NOON + 320 * minutes) == 0


def test_workspaces_take_turns(workspace: Workspace, other_workspace: Workspace, toy: ToyServer) -> None:
    for number in range(3):
        follow(workspace, toy, f"acme{number}")
    follow(other_workspace, toy, "rival")
    follow(other_workspace, toy, "acme0")
    due = [one.account.handle for one in due_accounts({"bluesky"}, NOON)]
    assert due == ["acme0.example", "rival.example", "acme1.example", "acme2.example"]


def test_of_the_demo_brand_only_who_was_read_from_a_network_is_asked_for(workspace: Workspace, toy: ToyServer) -> None:
    follow(workspace, toy, "real")
    made_up = Account.objects.create(platform="bluesky", handle="made-up.example")
    create_creator(workspace=workspace, name="Made Up").accounts.add(made_up)
    assert {one.account.handle for one in due_accounts({"bluesky"}, NOON)} == {"real.example", "made-up.example"}
    workspace.is_demo = True
    workspace.save()
    assert [one.account.handle for one in due_accounts({"bluesky"}, NOON)] == ["real.example"]
