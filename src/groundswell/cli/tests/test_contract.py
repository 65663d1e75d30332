"""What scripts rely on, whatever the verb: --json, exit statuses, and refusals as JSON on standard error."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer

from groundswell.cli.main import build, run
from groundswell.kit.tests.fixtures import Result

Cli = Callable[..., Result]
# These serve until they are stopped, or speak a protocol of their own.
WITHOUT_JSON = {"run", "serve", "mcp"}


def verbs(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every verb with its full name."""
    command = command or typer.main.get_command(build())
    if not hasattr(command, "commands"):
        yield " ".join(path), command
        return
    for name, inner in command.commands.items():
        yield from verbs(inner, (*path, name))


def test_every_verb_speaks_json_and_says_what_it_does() -> None:
    found = dict(verbs())
    assert len(found) > 15
    silent = {name for name, verb in found.items() if "--json" not in {o for p in verb.params for o in p.opts}}
    assert silent <= WITHOUT_JSON
    assert [name for name, verb in found.items() if not verb.help] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["nonsense"],
        ["workspaces", "create"],
        ["users", "create", "a@b.example"],
        ["run", "--port", "x"],
        ["backup"],
    ],
)
def test_bad_usage_is_json_on_standard_error(cli: Cli, arguments: list[str]) -> None:
    result = cli(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    document = json.loads(result.stderr)
    assert document["error"] == "usage"
    assert document["message"]
    assert document["where"].startswith("groundswell")


def test_help_is_no_error(cli: Cli) -> None:
    for arguments in ([], ["--help"], ["workspaces", "create", "--help"]):
        result = cli(*arguments)
        assert (result.exit_code, result.stderr) == (0, "")
        assert "Usage" in result.stdout


def test_a_broken_database_is_a_failure_that_says_so(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def broken(**_: object) -> None:
        raise OperationalError("no such column: x")

    monkeypatch.setattr("groundswell.accounts.services.create_workspace", broken)
    result = cli("workspaces", "create", "a", "--name", "A")
    assert result.exit_code == 1
    assert "groundswell doctor" in json.loads(result.stderr)["message"]


def test_what_is_our_own_mistake_is_not_hidden(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("groundswell.accounts.services.create_workspace", broken)
    with pytest.raises(ZeroDivisionError):
        run(["workspaces", "create", "a", "--name", "A"])
