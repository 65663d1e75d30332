"""Search and lists over HTTP."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator
from groundswell.relationships.models import CreatorList, Relationship

SEARCH = "/api/v1/discovery/search"
LISTS = "/api/v1/lists"
Api = Callable[..., Client]


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def maya(workspace: Workspace) -> Account:
    account: Account = Account.objects.create(
        workspace=workspace, platform="tiktok", handle="maya", bio="trail", followers=2_000
    )
    Creator.objects.create(workspace=workspace, name="Maya Brook").accounts.add(account)
    return account


def post(client: Client, path: str, body: object) -> Any:
    return client.post(path, json.dumps(body), content_type="application/json")


def test_a_reading_token_searches(api: Api, maya: Account) -> None:
    answer = post(api("read"), SEARCH, {"text": "trail", "facets": ["tier"]}).json()
    assert (answer["total"], answer["facets"], answer["cursor"]) == (1, {"tier": {"micro": 1}}, None)
    (result,) = answer["results"]
    assert (result["account"]["handle"], result["fit"], result["why"]) == ("maya", None, ["bio mentions “trail”"])
    assert result["score"] > 0
    assert answer["took_ms"] > 0


def test_without_a_token_nothing_is_told(maya: Account) -> None:
    for path, body in ((SEARCH, {}), (LISTS, {"name": "x"}), (f"{LISTS}/x/creators", {})):
        assert post(Client(), path, body).status_code == 401
    assert Client().get(LISTS).status_code == 401
    assert not CreatorList.objects.exists()


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"influencer": {"followers": {"min": "many"}}}, "influencer.followers.min"),
        ({"influencer": {"age": {"min": "young"}}}, "influencer.age.min"),
        ({"influencer": {"verified": "perhaps"}}, "influencer.verified"),
        ({"audience": {"countries": {"USA": 0.3}}}, "audience.countries"),
        ({"audience": {"ages": {"25-34": 25}}}, "audience.ages.25-34"),
        ({"shoe": 1}, "shoe"),
        ({"text": "!!!"}, "text"),
        ({"not": [{"text": "??"}]}, "not.0.text"),
        ({"cursor": "x"}, "cursor"),
        ({"exclude_lists": ["nowhere"]}, "exclude_lists.0"),
        ({"any": [{"influencer": {"hashtags": ["t"] * 200}}] * 50}, "query"),
    ],
)
def test_a_wrong_query_is_422_with_the_place(body: object, where: str, api: Api) -> None:
    response = post(api("read"), SEARCH, body)
    assert response.status_code == 422
    assert response.json()["where"] == where
    assert response.json()["message"]


def test_lists_are_made_and_filled(api: Api, workspace: Workspace, other_workspace: Workspace, maya: Account) -> None:
    client = api()
    made = post(client, LISTS, {"name": "Trail people"})
    assert (made.status_code, made.json()) == (201, {"slug": "trail-people", "name": "Trail people", "size": 0})
    creator = Creator.objects.get()
    for expected in ({"added": 1, "size": 1}, {"added": 0, "size": 1}):
        assert (
            post(client, f"{LISTS}/trail-people/creators", {"creators": [creator.pk], "accounts": [maya.pk]}).json()
            == expected
        )
    assert client.get(LISTS).json() == [{"slug": "trail-people", "name": "Trail people", "size": 1}]
    assert Relationship.objects.get().creator == creator


def test_other_workspaces_lists_and_creators_do_not_exist(
    api: Api, workspace: Workspace, other_workspace: Workspace
) -> None:
    CreatorList.objects.create(workspace=other_workspace, name="Theirs", slug="theirs")
    CreatorList.objects.create(workspace=workspace, name="Mine", slug="mine")
    stranger = Creator.objects.create(workspace=other_workspace, name="Secret")
    assert post(api(), f"{LISTS}/theirs/creators", {"creators": []}).status_code == 404
    assert post(api(), f"{LISTS}/mine/creators", {"creators": [stranger.pk]}).status_code == 404
    assert [found["slug"] for found in api().get(LISTS).json()] == ["mine"]


def test_a_reading_token_makes_no_lists(api: Api) -> None:
    assert post(api("read"), LISTS, {"name": "x"}).status_code == 403
    assert not CreatorList.objects.exists()
