"""Accounts that the same people follow: page, API, command."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.campaigns.services import CampaignFacts, create_campaign
from groundswell.creators.models import Account
from groundswell.discovery.lookups.cofollowed import co_followed
from groundswell.discovery.tests.follows import profile
from groundswell.kit.tests.fixtures import Result

pytestmark = pytest.mark.django_db
PAGE = "/w/acme/find/followed-together/"


@pytest.fixture
def runners(workspace: Workspace) -> None:
    """20 of 100 people follow run; 15 of these and 2 others follow trail, everybody follows news, one follows both art and
    run, ten of them acme."""
    for at in range(100):
        follows = [
            "news.example",
            *(["run.example"] if at < 20 else []),
            *(["trail.example"] if at < 15 or at > 97 else []),
        ]
        profile(f"p{at}", [*follows, *(["art.example"] if at == 0 else []), *(["acme.example"] if at < 10 else [])])
    profile("trail.example", [], display_name="Trail Club")


@pytest.mark.usefixtures("runners")
def test_the_same_people(workspace: Workspace) -> None:
    found = co_followed(workspace, "https://bsky.app/profile/Run.example", leave_out=["acme.example"])
    assert (found.account, found.followers, found.others, found.enough) == ("bluesky:run.example", 20, 80, True)
    assert [row.handle for row in found.rows] == ["trail.example", "news.example"]
    trail = found.rows[0].affinity
    assert (trail.customers, trail.base, trail.sure) == (15, 2, True)
    assert 1 < trail.lift_low < trail.lift < trail.lift_high
    assert trail.lift < (15 / 20) / (2 / 80)
    assert not found.rows[1].affinity.sure


@pytest.mark.usefixtures("runners")
@pytest.mark.parametrize("name", ["bluesky:art.example", "bluesky:nobody.example", "mastodon:@run@m.example"])
def test_too_few_followers_tell_nothing(workspace: Workspace, name: str) -> None:
    found = co_followed(workspace, name)
    assert (found.enough, found.rows) == (False, [])


@pytest.mark.usefixtures("runners")
def test_the_page(member_client: Callable[..., Client], workspace: Workspace) -> None:
    manager = member_client("manager")
    create_campaign(workspace=workspace, facts=CampaignFacts(name="Trail", brand_handle="@acme.example"))
    page = manager.get(PAGE, {"account": "bluesky:run.example"}).content.decode()
    assert "20 who follow bluesky:run.example against 80 who do not" in page
    assert "Trail Club" in page
    assert 'value="bluesky:acme.example"' not in page
    assert "Cannot tell" in manager.get(PAGE, {"account": "bluesky:art.example"}).content.decode()
    assert manager.get(PAGE, {"account": "run"}).status_code == 422
    assert manager.get(PAGE).status_code == 200
    trail = Account.objects.get(handle="trail.example")
    assert f"{PAGE}?account=bluesky%3Atrail.example" in manager.get(f"/w/acme/find/alike/{trail.pk}/").content.decode()


@pytest.mark.usefixtures("runners")
def test_by_script_and_command(api: Callable[..., Client], cli: Callable[..., Result]) -> None:
    def asked(account: str) -> Any:
        return api("read").get("/api/v1/discovery/co-followed", {"account": account})

    told = asked("bluesky:run.example").json()
    assert (told["followers"], told["others"], told["enough"]) == (20, 80, True)
    assert (
        json.loads(cli("discover", "co-followed", "bluesky:run.example", "--json").stdout)["results"] == told["results"]
    )
    text = cli("discover", "co-followed", "bluesky:run.example").stdout
    assert "20 who follow bluesky:run.example against 80 who do not; read 2026-05-03" in text
    assert "cannot tell" in cli("discover", "co-followed", "bluesky:art.example").stdout
    assert asked("run").status_code == 422
