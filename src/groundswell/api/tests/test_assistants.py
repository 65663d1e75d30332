"""Tools for assistants: the API's own answers, in one workspace, and no change unless asked for."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client as Assistant
from mcp import StdioServerParameters
from mcp.client.stdio import stdio_client

from groundswell.accounts.models import Workspace
from groundswell.api.api import api as rest
from groundswell.api.assistants import READING, WRITING, Operator, assistant_server
from groundswell.creators.models import Creator
from groundswell.creators.services import create_creator
from groundswell.kit.tests.migrated import copy_migrated
from groundswell.relationships.models import Note
from groundswell.relationships.services import move_stage

pytestmark = pytest.mark.django_db(transaction=True)  # tools run in threads of their own


def asked(workspace: Workspace, *calls: tuple[str, dict[str, Any]], writing: bool = False) -> list[Any]:
    """The answers through a real client: JSON, or the text of a refusal."""

    async def ask() -> list[Any]:
        async with Assistant(assistant_server(Operator(workspace), writing=writing)) as assistant:
            return [await assistant.call_tool(name, given) for name, given in calls]

    answers = []
    for answer in anyio.run(ask):
        text = answer.content[0].text
        answers.append(text if answer.is_error else json.loads(text))
    return answers


def maya(workspace: Workspace) -> Creator:
    made = create_creator(
        workspace=workspace, name="Maya Lind", platform="instagram", handle="maya_tools", followers=12_000,
        country="DE", bio="Trail running", source="test",
    )  # fmt: skip
    move_stage(workspace=workspace, creator=made, stage="warming")
    return made


def test_a_tool_answers_what_the_api_answers(workspace: Workspace, api: Any) -> None:
    creator, client = maya(workspace), api("read")
    facts, board, found, roi, verdicts = asked(
        workspace,
        ("creator", {"creator_id": creator.pk}),
        ("relationship", {"creator_id": creator.pk}),
        ("find_creators", {"query": {"influencer": {"countries": ["DE"]}}}),
        ("roi", {}),
        ("check_disclosure", {"body": [{"id": "1", "platform": "instagram", "surface": "feed", "text": "#ad New shoes",
                                        "jurisdictions": ["US"], "connection": "paid"}]}),
    )  # fmt: skip
    (first,), (theirs,) = (
        facts.pop("accounts"),
        (other := client.get(f"/api/v1/creators/{creator.pk}").json()).pop("accounts"),
    )
    assert facts == other
    assert first == theirs
    assert (board["stage"], board["name"]) == ("warming", "Maya Lind")
    assert (found["total"], found["results"][0]["account"]["handle"]) == (1, "maya_tools")
    assert roi.keys() == client.get("/api/v1/reports/roi").json().keys()
    assert [verdict["verdict"] for verdict in verdicts] == ["pass"]


def test_another_workspace_is_not_there(workspace: Workspace, other_workspace: Workspace) -> None:
    creator = maya(workspace)
    refusal, everybody, note = asked(
        other_workspace,
        ("creator", {"creator_id": creator.pk}),
        ("known_creators", {}),
        ("add_note", {"creator_id": creator.pk, "body": {"body": "mine?"}}),
        writing=True,
    )
    assert "nothing of that name or id" in refusal or "no creator" in refusal.lower()
    assert everybody["total"] == 0
    assert isinstance(note, str)
    assert not Note.objects.exists()


def test_reading_tools_alone_unless_writing_was_allowed(workspace: Workspace) -> None:
    creator = maya(workspace)

    async def names(writing: bool) -> dict[str, bool]:
        async with Assistant(assistant_server(Operator(workspace), writing=writing)) as assistant:
            tools = (await assistant.list_tools()).tools
            return {tool.name: bool(tool.annotations and tool.annotations.read_only_hint) for tool in tools}

    assert anyio.run(names, False) == dict.fromkeys(READING, True)
    assert anyio.run(names, True) == dict.fromkeys(READING, True) | dict.fromkeys(WRITING, False)
    call = ("add_note", {"creator_id": creator.pk, "body": {"body": "Answers fast"}})
    (refused,) = asked(workspace, call)
    assert not Note.objects.exists()
    (kept,) = asked(workspace, call, writing=True)
    assert refused == "Unknown tool: add_note"
    assert Note.objects.of(workspace).get(pk=kept["id"]).body == "Answers fast"


def test_a_refusal_says_what_and_the_cure(workspace: Workspace) -> None:
    query, plan, kind = asked(
        workspace,
        ("find_creators", {"query": {"influencer": {"followers": {"min": "many"}}}}),
        ("plan_campaign", {"body": {"budget": "100", "list": "nobody"}}),
        ("creator", {"creator_id": "me"}),
    )
    assert "followers.min" in query
    assert "list" in plan.lower()
    assert "creator_id" in kind


def test_every_tool_is_an_operation_of_the_api_that_says_what_it_does() -> None:
    views = [view for _, router in rest._routers for view in router.path_operations.values()]
    operations = {operation.view_func for view in views for operation in view.operations}
    for name, operation in (READING | WRITING).items():
        assert operation in operations, name
        assert operation.__doc__, name


def test_the_command_speaks_the_protocol_on_standard_output_and_nothing_else(tmp_path: Path) -> None:
    copy_migrated(tmp_path / "groundswell.sqlite3")
    environment = {**os.environ, "GROUNDSWELL_HOME": str(tmp_path), "DATABASE_URL": ""}
    groundswell = [sys.executable, "-m", "groundswell"]
    made = ["workspaces", "create", "acme", "--name", "Acme"]
    subprocess.run([*groundswell, *made], env=environment, check=True, capture_output=True)

    async def ask() -> tuple[int, Any]:
        command = StdioServerParameters(command=groundswell[0], args=[*groundswell[1:], "mcp"], env=environment)
        async with Assistant(stdio_client(command)) as assistant:
            tools = await assistant.list_tools()
            return len(tools.tools), await assistant.call_tool("known_creators", {})

    count, answer = anyio.run(ask)
    assert count == len(READING)
    assert json.loads(answer.content[0].text) == {"total": 0, "results": []}
