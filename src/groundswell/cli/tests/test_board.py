"""The board and the team's tasks from the command line, and the same over HTTP."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.relationships.models import Decision, Relationship, Task

Cli = Callable[..., Any]
Api = Callable[..., Any]
JSON = "application/json"


@pytest.fixture
def some(workspace: Workspace) -> list[Creator]:
    return [Creator.objects.create(workspace=workspace, name=name) for name in ("Maya", "Tom")]


def test_a_no_needs_its_reason_and_is_told(cli: Cli, some: list[Creator]) -> None:
    refused = cli("board", "move", some[0].pk, "declined")
    assert (refused.exit_code, Decision.objects.count()) == (2, 0)
    assert cli("board", "move", some[0].pk, "declined", "--reason", "Sells too much").exit_code == 0
    assert "refused by brand, board: Sells too much" in cli("board", "decisions", some[0].pk).stdout
    [told] = json.loads(cli("board", "timeline", some[0].pk, "--group", "board", "--json").stdout)["results"]
    assert (told["kind"], told["group"]) == ("stage", "board")
    assert cli("board", "timeline", some[0].pk, "--group", "gossip").exit_code == 2


def test_many_at_once(cli: Cli, owner: User, some: list[Creator]) -> None:
    ids = [creator.pk for creator in some]
    found = cli("board", "change", *ids, "--stage", "warming", "--owner", owner.email, "--tag", "trail", "--json")
    assert json.loads(found.stdout) == {"changed": 2, "unchanged": 0}
    again = cli("board", "change", *ids, "--stage", "warming", "--tag", "trail")
    assert again.stdout.strip() == "0 changed, 2 were so already."
    assert cli("board", "change", *ids, 9999, "--stage", "live").exit_code == 2
    assert cli("board", "change", *ids, "--stage", "live", "--due", "soon").exit_code == 2
    assert {row.stage for row in Relationship.objects.all()} == {"warming"}


def test_tasks(cli: Cli, owner: User, some: list[Creator]) -> None:
    made = cli(
        "tasks", "add", "Call", "--creator", some[0].pk, "--creator", some[1].pk, "--due", "2026-12-01", "--json"
    )
    first, _ = json.loads(made.stdout)["results"]
    assert (first["creator"], first["due_on"]) == ("Maya", "2026-12-01")
    assert json.loads(cli("tasks", "list", "--creator", some[1].pk, "--json").stdout)["total"] == 1
    assert cli("tasks", "done", first["id"]).stdout.strip() == "Call: done"
    assert json.loads(cli("tasks", "list", "--done", "--json").stdout)["total"] == 1
    assert cli("tasks", "add", " ").exit_code == 2


def test_the_same_over_http(api: Api, owner: User, some: list[Creator]) -> None:
    client, ids = api(), [creator.pk for creator in some]
    many = {"creator_ids": ids, "stage": "agreed", "reason": "Know their trails", "next_step_on": "2026-12-01"}
    assert client.patch("/api/v1/relationships", many, content_type=JSON).json() == {"changed": 2, "unchanged": 0}
    assert (
        client.patch("/api/v1/relationships", many | {"creator_ids": [*ids, 9999]}, content_type=JSON).status_code
        == 404
    )
    [decision] = client.get(f"/api/v1/creators/{ids[0]}/decisions").json()
    assert (decision["verdict"], decision["by"], decision["reason"]) == ("accepted", "brand", "Know their trails")
    assert [e["group"] for e in client.get(f"/api/v1/creators/{ids[0]}/timeline?group=board&limit=1").json()] == [
        "board"
    ]
    made = client.post(
        "/api/v1/tasks", {"title": "Call", "creator_ids": ids, "assignee": owner.email}, content_type=JSON
    )
    assert (made.status_code, len(made.json())) == (201, 2)
    pk = made.json()[0]["id"]
    assert client.patch(f"/api/v1/tasks/{pk}", {"done": True, "title": "Called"}, content_type=JSON).json()["done_at"]
    assert [row["creator"] for row in client.get("/api/v1/tasks?mine=true").json()] == ["Tom"]
    assert client.post("/api/v1/tasks", {"title": "", "creator_ids": ids}, content_type=JSON).status_code == 422
    assert Task.objects.count() == 2


def test_quality_and_sponsoring(cli: Cli, api: Api, some: list[Creator]) -> None:
    assert cli("board", "assess", some[0].pk).stdout.strip() == "Nobody judged it yet."
    assert cli("board", "assess", some[0].pk, "--score", "Own voice=4").stdout.strip() == "4.0 of 5 by 1"
    assert cli("board", "assess", some[0].pk, "--score", "Own voice=7").exit_code == 2
    assert "too few to tell" in cli("disclosure", "sponsoring", some[0].pk).stdout
    client = api()
    assert client.put("/api/v1/rubric", {"criteria": ["Humour"]}, content_type=JSON).json() == {"criteria": ["Humour"]}
    judged = client.post(f"/api/v1/creators/{some[0].pk}/quality", {"scores": {"Humour": 2}}, content_type=JSON).json()
    assert (judged["score"], judged["judges"], len(judged["judgements"])) == (3.0, 2, 2)
    told = client.get(f"/api/v1/creators/{some[0].pk}/sponsoring").json()
    assert (told["share"], told["posts"]) == (None, 0)
