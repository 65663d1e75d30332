"""The page Platforms: plain words for everybody, keys and limits for who runs the installation."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.utils.html import strip_tags

from groundswell.accounts.models import User, Workspace
from groundswell.creators.network import add_account
from groundswell.platforms.models import ConnectorSetup
from groundswell.platforms.policy import Policy
from groundswell.platforms.port import Bucket, Need
from groundswell.platforms.queries import standing
from groundswell.platforms.services import save_keys
from groundswell.platforms.tests.toy import connectors, plugin
from groundswell.platforms.tests.toy_server import ToyServer, toy_server

__all__ = ["connectors", "toy_server"]
pytestmark = pytest.mark.django_db
PAGE = "/w/acme/platforms/"
TOY = f"{PAGE}bluesky/"
SECRET = "s3cret-of-mine"
NEEDS = (Need(name="host", label="Host", secret=False, required=False), Need(name="key", label="API key"))
POLICY = Policy(
    retention_days=30, may_derive=False, may_mix=False, may_match=False, attribution="Data from Toy", source="toy terms"
)


@pytest.fixture
def toy(connectors: Callable[..., None], toy_server: ToyServer) -> ToyServer:
    connectors(plugin(needs=NEEDS, daily_units=100, monthly_money=5.0, policy=POLICY, facts=("Toys tell a lot.",)))
    return toy_server


@pytest.fixture
def client(owner: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(owner)


def text(client: Client, path: str = TOY) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, what: str, **data: str) -> str:
    response = client.post(f"{TOY}{what}/", data, follow=True)
    return response.content.decode()


def page_label(html: str, name: str) -> str:
    """What stands above a field."""
    label = html.partition(f'for="id_{name}">')[2].partition("</label>")[0]
    return " ".join(strip_tags(label).split())


def test_without_keys_the_page_says_what_to_do(client: Client, toy: ToyServer) -> None:
    page = text(client)
    for words in (
        "Needs keys", "Nothing is read yet", "Enter API key here.", "Toys tell a lot.", "Toys are never paid.",
        "is removed 30 days after", "Its figures are not added to those of other networks.", "Data from Toy",
        "0 of 100 units", "Nobody is followed here yet.",
    ):  # fmt: skip
        assert words in page


def test_keys_are_saved_and_never_shown(client: Client, toy: ToyServer) -> None:
    saved = post(client, "keys", **{"bluesky-host": toy.url, "bluesky-key": SECRET})
    assert "are saved, encrypted" in saved
    assert "Set. Leave empty to keep it." in saved
    assert (SECRET in saved, toy.url in saved) == (False, True)
    assert page_label(saved, "bluesky-key") == "API key"
    assert page_label(saved, "bluesky-host") == "Host optional"
    kept = post(client, "keys", **{"bluesky-host": "", "bluesky-key": ""})
    assert "are saved, encrypted" in kept
    assert standing("bluesky").given == {"key"}
    post(client, "keys", remove="key")
    assert standing("bluesky").given == frozenset()
    refused = post(client, "keys", **{"bluesky-key": ""})
    assert "API key: This field is required." in refused


def test_a_declaration_is_ticked_and_unticked(client: Client, connectors: Callable[..., None]) -> None:
    tick = Need(name="agreed", label="We agreed", secret=False, required=False, tick=True)
    freed = replace(POLICY, retention_days=None)
    connectors(plugin(needs=(tick,), policy=POLICY, terms=lambda given: freed if given else POLICY,
                      buckets=(Bucket(name="searches", most=100, days=1),)))  # fmt: skip
    assert "0 of 100 searches in 1 day" in text(client)
    page = post(client, "keys", **{"bluesky-agreed": "on"})
    assert "It sets no limit on keeping." in page
    assert " checked" in page
    page = post(client, "keys")
    assert "is removed 30 days after" in page
    assert " checked" not in page


def test_limits_and_pauses(client: Client, toy: ToyServer) -> None:
    post(client, "limits", **{"bluesky-daily_units": "7", "bluesky-monthly_money": "2.50"})
    assert (standing("bluesky").daily_units, str(standing("bluesky").monthly_money)) == (7, "2.50")
    assert "Units a day: " in post(client, "limits", **{"bluesky-daily_units": "-1"})
    assert "Toy is paused." in post(client, "pause", paused="1")
    assert "Resume" in text(client)
    assert "Toy goes on." in post(client, "pause", paused="0")
    assert client.post(f"{PAGE}myspace/pause/").status_code == 404


def test_freshness_is_of_this_workspace_and_errors_are_told(
    client: Client, toy: ToyServer, workspace: Workspace, other_workspace: Workspace
) -> None:
    save_keys(connector="bluesky", given={"host": toy.url, "key": SECRET})
    toy.join("maya")
    add_account(workspace=other_workspace, profile="maya.example", platform="bluesky")
    assert "Nobody is followed here yet." in text(client)
    add_account(workspace=workspace, profile="maya.example", platform="bluesky")
    assert "<dt>Accounts followed</dt><dd>1</dd>" in text(client)
    overview = text(client, PAGE)
    assert '<td data-label="Accounts" class="num">1</td>' in overview
    assert f"{standing('bluesky').units_today} of 100 units" in overview
    assert "$0.00 of $5.00" in overview


def test_others_see_how_it_stands_and_change_nothing(
    member_client: Callable[[str], Client], toy: ToyServer, other_workspace: Workspace, owner: User,
    client_of: Callable[[User], Client],
) -> None:  # fmt: skip
    save_keys(connector="bluesky", given={"host": toy.url, "key": SECRET})
    manager = member_client("manager")
    page = text(manager)
    assert "API key: set" in page
    assert "Save keys" not in page
    assert manager.post(f"{TOY}keys/", {"remove": "key"}).status_code == 403
    # Owns one of two workspaces: keys hold for both.
    refused = post(client_of(owner), "keys", remove="key")
    assert "only who owns all of them may change them" in refused
    assert standing("bluesky").given == {"host", "key"}
    assert ConnectorSetup.objects.get().paused_at is None


def test_an_offline_installation_says_so(client: Client, connectors: Callable[..., None], settings: object) -> None:
    connectors()
    settings.OFFLINE = True  # type: ignore[attr-defined]
    page = text(client, PAGE)
    assert "No network is asked" in page
    assert "No connector is installed" in page
