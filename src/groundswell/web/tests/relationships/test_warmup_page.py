"""The warm-up list: page, API and command do the same."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Account, Creator
from groundswell.relationships.models import WarmUpTask
from groundswell.relationships.services import move_stage
from groundswell.relationships.warmup import make_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(workspace: Workspace) -> WarmUpTask:
    leo = Creator.objects.create(workspace=workspace, name="Leo Wu")
    leo.accounts.add(
        Account.objects.create(platform="bluesky", handle="leo.warm", url="https://bsky.app/profile/leo.warm")
    )
    move_stage(workspace=workspace, creator=leo, stage="warming")
    make_tasks(workspace=workspace)
    return WarmUpTask.objects.get()


def test_it_is_done_on_the_page_and_only_by_those_who_may_write(
    member_client: Callable[..., Client], task: WarmUpTask
) -> None:
    page, end = "/w/acme/warm-up/", f"/w/acme/warm-up/{task.pk}/"
    shown = member_client("analyst").get(page).content.decode()
    assert "Leo Wu" in shown
    assert "https://bsky.app/profile/leo.warm" in shown
    assert "no machine does" in shown
    assert member_client("manager").get(f"{page}?mine=1").content.decode().count("Leo Wu") == 0
    client = Client()
    assert client.post(end, {"did": "done"}).status_code in (302, 403, 404)
    task.refresh_from_db()
    assert task.state == "open"


def test_done_and_left_out(member_client: Callable[..., Client], task: WarmUpTask) -> None:
    client = member_client("manager")
    answer = client.post(f"/w/acme/warm-up/{task.pk}/", {"did": "skip", "words": ""}, follow=True)
    assert "Say why" in answer.content.decode()
    answer = client.post(f"/w/acme/warm-up/{task.pk}/", {"did": "done", "words": "from @acme"}, follow=True)
    assert "Nothing to do just now" in answer.content.decode()
    task.refresh_from_db()
    assert (task.state, task.words) == ("done", "from @acme")
    assert "There is nothing new to do." in client.post("/w/acme/warm-up/make/", follow=True).content.decode()


def test_by_api(api: Callable[..., Client], task: WarmUpTask, outsider: User) -> None:
    client = api()
    (waiting,) = client.get("/api/v1/warm-up").json()
    assert (waiting["creator"], waiting["kind"], waiting["state"]) == ("Leo Wu", "follow", "open")
    body: dict[str, Any] = {"did": "done", "words": "hello"}
    url = f"/api/v1/warm-up/{task.pk}"
    assert api("read").post(url, body, content_type="application/json").status_code == 403
    assert client.post(url, body, content_type="application/json").json()["state"] == "done"
    assert client.post(url, body, content_type="application/json").status_code == 409
    assert client.post("/api/v1/warm-up").json() == {"made": 0}


def test_by_command(cli: Callable[..., Any], task: WarmUpTask) -> None:
    assert json.loads(cli("warm-up", "list", "--json").stdout)["total"] == 1
    assert cli("warm-up", "done", task.pk, "--words", "x").exit_code == 0
    assert cli("warm-up", "done", task.pk).exit_code == 2
    assert cli("warm-up", "make").stdout == "0 new.\n"
