"""TikTok's label for commercial content, from the network to the posts we hold, by command and by API."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator, Post
from groundswell.creators.services import create_creator, save_post
from groundswell.kit.tests.fixtures import Result
from groundswell.platforms.services import opening, save_keys
from groundswell.platforms.tests.faults import FaultyServer, Reply, faulty
from groundswell.platforms.tests.toy import connectors
from groundswell.platforms.tiktok import plugin
from groundswell.platforms.tiktok.tests import recorded

__all__ = ["connectors", "faulty"]
pytestmark = pytest.mark.django_db
PAID, OTHER = "7430000000000000002", "7430000000000000001"
KEYS = {"client_key": "k", "client_secret": "s", "research_key": "rk", "research_secret": "r-secret"}


@pytest.fixture
def network(connectors: Callable[..., None], faulty: FaultyServer, monkeypatch: pytest.MonkeyPatch) -> FaultyServer:
    connectors(plugin)

    monkeypatch.setattr(opening, "safe_http", SimpleNamespace(client=lambda **_: faulty.http()))
    save_keys(connector="tiktok", given=KEYS)
    return faulty


@pytest.fixture
def known(network: FaultyServer) -> FaultyServer:
    network.reply("/oauth/token/", Reply.of({"access_token": "clt.1"}))
    network.reply("commercial_content/query", Reply.of(recorded("labels")))
    return network


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    creator = create_creator(workspace=workspace, name="Maya", platform="tiktok", handle="maya.cooks")
    for number in (PAID, OTHER):
        url = f"https://www.tiktok.com/@maya.cooks/video/{number}"
        save_post(workspace=workspace, account=creator.accounts.get(), url=url, caption="Soup", source="test")
    return creator


def labels() -> dict[str, bool | None]:
    return dict(Post.objects.values_list("external_id", "paid_label"))


def test_labelled_posts_are_marked_and_the_others_stay_unknown(
    cli: Callable[..., Result], known: FaultyServer, maya: Creator
) -> None:
    result = cli("platforms", "labels", str(maya.pk), "--json")
    assert json.loads(result.stdout) == {"creator": maya.pk, "labelled": {"tiktok:@maya.cooks": 1}}
    assert labels() == {PAID: True, OTHER: None}
    assert "1 labelled posts in a year" in cli("platforms", "labels", str(maya.pk)).stdout


def test_by_api_and_never_for_another_workspace(
    api: Callable[..., Any], known: FaultyServer, maya: Creator, other_workspace: Workspace
) -> None:
    stranger = Creator.objects.create(workspace=other_workspace, name="Stranger")
    client = api("write")
    assert client.post(f"/api/v1/creators/{maya.pk}/labels").json() == {"tiktok:@maya.cooks": 1}
    asked = len(known.asked)
    assert client.post(f"/api/v1/creators/{stranger.pk}/labels").status_code == 404
    assert len(known.asked) == asked


def test_a_refusal_marks_nothing(cli: Callable[..., Result], known: FaultyServer, maya: Creator) -> None:
    known.reply("commercial_content/query", Reply.of({}, 403))
    result = cli("platforms", "labels", str(maya.pk))
    assert (result.exit_code, json.loads(result.stderr.splitlines()[-1])["error"]) == (2, "platform_sign_in")
    assert labels() == {PAID: None, OTHER: None}
    assert "r-secret" not in result.stderr


def test_without_keys_it_says_so(cli: Callable[..., Result], known: FaultyServer, maya: Creator) -> None:
    save_keys(connector="tiktok", given={"research_key": "", "research_secret": ""})
    assert "anybody may apply" in cli("platforms", "labels", str(maya.pk)).stderr
    assert known.asked == []


def test_networks_that_tell_no_labels_are_not_asked(
    cli: Callable[..., Result], known: FaultyServer, workspace: Workspace
) -> None:
    nora = create_creator(workspace=workspace, name="Nora", platform="instagram", handle="nora")
    assert "None of the creator" in cli("platforms", "labels", str(nora.pk)).stdout
    assert known.asked == []


def test_doctor_proves_the_keys_of_a_network_that_tells_no_profiles(
    cli: Callable[..., Result], known: FaultyServer
) -> None:
    assert "are accepted" in cli("doctor", "--connector", "tiktok").stdout
    known.reply("/oauth/token/", Reply.of({"error": "invalid_client"}, 401))
    result = cli("doctor", "--connector", "tiktok")
    assert result.exit_code == 1
    assert "does not accept the client key and secret" in result.stdout
    assert "r-secret" not in result.stdout + result.stderr
