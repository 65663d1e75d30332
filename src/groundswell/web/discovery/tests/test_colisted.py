"""Accounts with the same followers, by their own lists of followers."""

import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, FollowEdge, NetworkPass
from groundswell.discovery.lookups.cofollowed import co_followed
from groundswell.discovery.lookups.colisted import CoListed
from groundswell.discovery.tests.follows import READ
from groundswell.kit.tests.fixtures import Result

pytestmark = pytest.mark.django_db


def listed(handle: str, people: Iterable[int], **facts: Any) -> Account:
    account: Account = Account.objects.create(platform="bluesky", handle=handle, external_id=f"did:{handle}", **facts)
    FollowEdge.objects.bulk_create(
        FollowEdge(account=account, direction="followers", external_id=f"did:{at}") for at in people
    )
    NetworkPass.objects.create(account=account, what="followers", read_at=READ)
    return account


@pytest.fixture
def runners(workspace: Workspace) -> None:
    """run's 40 followers: 30 of them follow trail too, 4 news, all acme; ten others have 50 followers of their own each."""
    listed("run.example", range(40), followers=41)
    listed("trail.example", range(10, 45), display_name="Trail Club")
    listed("news.example", range(36, 100), followers=64)
    listed("acme.example", range(40))
    listed("huge.example", range(40), followers=50_000)
    listed("shy.example", range(40), listed=False)
    for at in range(10):
        listed(f"other{at}.example", range(1000 + 50 * at, 1050 + 50 * at))


def told(workspace: Workspace, name: str) -> CoListed:
    return co_followed(workspace, name, leave_out=["acme.example"]).listed


@pytest.mark.usefixtures("runners")
def test_the_same_followers(workspace: Workspace) -> None:
    found = told(workspace, "bluesky:run.example")
    assert (found.why, found.followers, found.others, found.lists) == ("", 40, 560, 13)
    assert (found.read_from, found.read_until) == (READ, READ)
    assert [row.handle for row in found.rows] == ["trail.example", "news.example"]
    trail = found.rows[0].affinity
    assert (trail.customers, trail.base, trail.sure) == (30, 5, True)
    assert 1 < trail.lift_low < trail.lift < (30 / 40) / (5 / 560)


@pytest.mark.usefixtures("runners")
def test_a_list_that_is_read_again_counts_at_once(workspace: Workspace) -> None:
    assert told(workspace, "bluesky:run.example").lists == 13
    again = Account.objects.get(handle="huge.example")
    Account.objects.filter(pk=again.pk).update(followers=40)
    NetworkPass.objects.filter(account=again).update(read_at=READ + timedelta(days=1))
    found = told(workspace, "bluesky:run.example")
    assert (found.lists, found.read_until) == (14, READ + timedelta(days=1))
    assert "huge.example" in [row.handle for row in found.rows]


@pytest.mark.usefixtures("runners")
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("huge.example", "Its list of followers of 50,000 was not read to the end."),
        ("none.example", "The profile is not in the catalogue."),
        ("few.example", "Only 29 follow it; it takes 30."),
    ],
)
def test_what_cannot_be_told(workspace: Workspace, name: str, why: str) -> None:
    listed("few.example", range(29))
    found = told(workspace, f"bluesky:{name}")
    assert (found.why, found.rows) == (why, [])


def test_too_few_lists(workspace: Workspace) -> None:
    listed("run.example", range(40))
    assert told(workspace, "bluesky:run.example").why.startswith("Only 0 other profiles")


@pytest.mark.usefixtures("runners")
def test_page_script_and_command(
    member_client: Callable[..., Client], api: Callable[..., Client], cli: Callable[..., Result]
) -> None:
    asked = {"account": "bluesky:run.example"}
    page = member_client("manager").get("/w/acme/find/followed-together/", asked).content.decode()
    assert "Its 40 followers against 560 who follow others" in page
    assert 'name="one" value="bluesky:trail.example"' in page
    script = api("read").get("/api/v1/discovery/co-followed", asked).json()["by_followers"]
    assert (script["followers"], script["others"], script["lists"]) == (40, 560, 13)
    assert {one["account"]: one["base"] for one in script["results"]}["bluesky:trail.example"] == 5
    done = cli("discover", "co-followed", "bluesky:run.example", "--json")
    assert json.loads(done.stdout)["by_followers"]["results"] == script["results"]
    text = cli("discover", "co-followed", "bluesky:run.example").stdout
    assert "its 40 against 560 who follow others, 13 lists" in text
    assert "not in the catalogue" in cli("discover", "co-followed", "bluesky:none.example").stdout
