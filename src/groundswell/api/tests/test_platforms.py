"""Networks by script."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.platforms.services import save_keys
from groundswell.platforms.tests.toy import connectors, plugin
from groundswell.platforms.tests.toy_server import ToyServer, toy_server

__all__ = ["connectors", "toy_server"]
pytestmark = pytest.mark.django_db
Api = Callable[..., Client]
SECRET = "s3cret-of-mine"


@pytest.fixture
def toy(connectors: Callable[..., None], toy_server: ToyServer) -> ToyServer:
    connectors(plugin(daily_units=100))
    save_keys(connector="bluesky", given={"host": toy_server.url, "key": SECRET})
    return toy_server


def add(client: Client, **body: str) -> tuple[int, dict[str, Any]]:
    answer = client.post("/api/v1/accounts", body, content_type="application/json")
    return answer.status_code, answer.json()


def test_a_profile_by_handle(api: Api, toy: ToyServer) -> None:
    toy.join("maya", followers=12)
    status, told = add(api(), profile="bluesky:@maya.example", name="Maya B.")
    assert (status, told["name"]) == (201, "Maya B.")
    (account,) = told["accounts"]
    assert (account["handle"], account["followers"], account["source"]) == ("maya.example", 12, "Toy")
    assert add(api(), profile="maya.example", platform="bluesky")[1]["id"] == told["id"]
    (one,) = api("read").get("/api/v1/platforms").json()
    assert (one["units"], one["freshness"]["accounts"]) == ({"used_today": 2, "limit": 100}, 1)


def test_refusals_say_where(api: Api, toy: ToyServer) -> None:
    for body, status, error in (
        ({"profile": "nobody.example", "platform": "bluesky"}, 404, "platform_gone"),
        ({"profile": "maya", "platform": "instagram"}, 422, "not_available"),
        ({"profile": "maya"}, 422, "platform_missing"),
    ):
        got, told = add(api(), **body)
        assert (got, told["error"]) == (status, error)
    assert api("read").post("/api/v1/accounts", {}, content_type="application/json").status_code == 403


def test_keys_are_named_and_errors_are_the_operators(
    api: Api, toy: ToyServer, other_workspace: Workspace, owner: User
) -> None:
    toy.failing["/profile"] = 401
    add(api(), profile="bluesky:@maya.example")
    answer = api().get("/api/v1/platforms")
    assert SECRET not in answer.content.decode()
    assert {"name": "key", "label": "Key", "required": False, "set": True} in answer.json()[0]["keys"]
    assert answer.json()[0]["errors"] == []
    other_workspace.delete()
    assert [error["error"] for error in api().get("/api/v1/platforms").json()[0]["errors"]] == ["platform_sign_in"]
