"""Monitors by command and by API: the same things as on the pages."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.kit.tests.fixtures import Result
from groundswell.platforms.tests.toy_server import ToyServer
from groundswell.tracking.models import Monitor
from groundswell.tracking.tests.watching import connectors, toy, toy_server

__all__ = ["connectors", "toy", "toy_server"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def call(cli: Callable[..., Result], workspace: Workspace) -> Callable[..., Any]:
    def run(*arguments: object) -> Any:
        done = cli("--workspace", "acme", *arguments, "--json")
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture
def said(toy: ToyServer) -> None:
    """Maya loves Acme, and Tom uses its hashtag."""
    from groundswell.kit import clock

    for name, text, tags in (("maya", "I love Acme", []), ("tom", "Look", ["acmerun"])):
        toy.join(name, followers=2)
        toy.say(f"id:{name}", text, hashtags=tags, published_at=clock.now().isoformat())


def test_from_watching_to_the_board_by_command(call: Callable[..., Any], said: None) -> None:
    added = call("monitors", "add", "Acme", "--no-board")
    assert {name: added[name] for name in ("kind", "value", "to_board", "created")} == {
        "kind": "name", "value": "acme", "to_board": False, "created": True,
    }  # fmt: skip
    assert call("monitors", "add", "ACME", "--no-board")["created"] is False
    call("monitors", "add", "#acmerun")
    assert call("monitors", "run") == {"searches": 2, "new_mentions": 2, "errors": {}}
    assert call("monitors", "run") == {"searches": 2, "new_mentions": 0, "errors": {}}
    first, second = call("monitors", "list")
    assert (first["mentions"], first["unasked"], first["searches"][0]["connector"]) == (1, 1, "bluesky")
    assert (second["shown"], second["mentions"]) == ("#acmerun", 1)
    mentions = call("monitors", "mentions", "--monitor", first["id"])
    assert [(one["caption"], one["how"], one["asked"]) for one in mentions] == [("I love Acme", "search", False)]
    assert call("monitors", "mentions", "--asked") == []
    people = {one["handle"]: one for one in call("monitors", "advocates")}
    assert (people["maya.example"]["on_board"], people["tom.example"]["on_board"]) == (False, True)
    assert people["maya.example"]["proofs"][0]["met"] == ["Acme"]
    assert len(people["maya.example"]["proofs"][0]["digest"]) == 64
    maya = people["maya.example"]["account_id"]
    assert call("monitors", "take", maya, "--list", "Fans")["name"] == "Maya"
    call("monitors", "mute", maya)
    assert [one["handle"] for one in call("monitors", "advocates")] == ["tom.example"]
    assert [one["handle"] for one in call("monitors", "advocates", "--muted")] == ["maya.example"]
    call("monitors", "mute", maya, "--undo")
    assert call("monitors", "change", first["id"], "--pause")["paused"] is True
    assert call("monitors", "change", first["id"], "--board")["to_board"] is True
    assert call("monitors", "change", first["id"], "--resume")["paused"] is False
    call("monitors", "delete", first["id"])
    assert [one["shown"] for one in call("monitors", "list")] == ["#acmerun"]


def test_one_refresh_searches_and_reads_whom_it_found(call: Callable[..., Any], said: None) -> None:
    call("monitors", "add", "#acmerun")
    done = call("platforms", "refresh")
    assert done["monitors"] == {"searches": 1, "new_mentions": 1, "errors": {}}
    assert (done["accounts"], done["errors"]) == (1, {})
    found = call("discover", "search", "--query", '{"text": "tom"}')
    assert [one["account"]["handle"] for one in found["results"]] == ["tom.example"]


def test_a_first_monitor_on_an_empty_data_folder_makes_a_workspace(cli: Callable[..., Result]) -> None:
    done = cli("monitors", "add", "#acmerun", "--json")
    assert done.exit_code == 0
    assert Monitor.objects.get().workspace.slug == "my-brand"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["add", "#two words", "--kind", "hashtag"], "bad_input"),
        (["add", "x", "--kind", "brand"], "bad_input"),
        (["change", "99"], "not_found"),
        (["delete", "99"], "not_found"),
        (["take", "99"], "not_found"),
        (["mute", "99"], "not_found"),
        (["mentions", "--monitor", "99"], "not_found"),
    ],
)
def test_refusals_say_what_where_and_the_cure(
    cli: Callable[..., Result], workspace: Workspace, arguments: list[str], code: str
) -> None:
    done = cli("monitors", *arguments, "--json")
    assert done.exit_code == 2
    assert json.loads(done.stderr)["error"] == code


def test_in_plain_text(cli: Callable[..., Result], workspace: Workspace, said: None) -> None:
    assert "Nothing is watched for." in cli("monitors", "list").stdout
    assert "Nobody yet." in cli("monitors", "advocates").stdout
    assert "No mentions." in cli("monitors", "mentions").stdout
    assert "name Acme" in cli("monitors", "add", "Acme").stdout
    assert "1 searches, 1 new mentions." in cli("monitors", "run").stdout
    assert "1 mentions  bluesky" in cli("monitors", "list").stdout
    assert "@maya.example" in cli("monitors", "mentions").stdout
    assert "bluesky:@maya.example" in cli("monitors", "advocates").stdout


def test_the_same_by_api(api: Callable[..., Client], call: Callable[..., Any], said: None) -> None:
    client = api()

    def ask(method: str, path: str, body: object = None, status: int = 200) -> Any:
        given = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        answer = getattr(client, method)(f"/api/v1/{path}", **given)
        assert answer.status_code == status, answer.content
        return answer.json() if answer.content else None

    made = ask("post", "monitors", {"text": "Acme", "to_board": False}, 201)
    call("monitors", "run")
    assert [one["mentions"] for one in ask("get", "monitors")] == [1]
    assert [one["caption"] for one in ask("get", f"mentions?monitor={made['id']}&asked=false")] == ["I love Acme"]
    (maya,) = ask("get", "advocates")
    assert maya["proofs"][0]["caption"] == "I love Acme"
    taken = ask("post", f"advocates/{maya['account_id']}/take", {"list": "Fans"})
    assert taken["name"] == "Maya"
    assert ask("get", "advocates")[0]["creator_id"] == taken["creator_id"]
    ask("post", f"advocates/{maya['account_id']}/mute", {})
    assert ask("get", "advocates") == []
    assert ask("patch", f"monitors/{made['id']}", {"paused": True})["paused"] is True
    ask("delete", f"monitors/{made['id']}", status=204)
    assert ask("get", "monitors") == []
    assert ask("post", "monitors", {"text": ""}, 422)["error"] == "bad_input"
    assert ask("get", "mentions?monitor=99", status=404)["error"] == "not_found"
