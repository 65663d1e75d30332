"""Set-up without a browser."""

import io
import json
import sys
from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.accounts.models import ApiToken, Membership, User, Workspace
from groundswell.kit.tests.fixtures import Result

Cli = Callable[..., Result]


def test_from_nothing_to_a_working_token(cli: Cli) -> None:
    made = cli("workspaces", "create", "acme", "--name", "Acme", "--currency", "EUR", "--json")
    assert json.loads(made.stdout) == {"slug": "acme", "name": "Acme", "currency": "EUR"}
    user = json.loads(
        cli("users", "create", "Me@Acme.example", "--workspace", "acme", "--role", "owner", "--json").stdout
    )
    assert (user["email"], Membership.objects.get().role) == ("me@acme.example", "owner")
    assert Client().get(user["sign_in"].removeprefix("http://127.0.0.1:8000")).status_code == 302
    token = cli("tokens", "create", "--workspace", "acme", "--user", "me@acme.example").stdout.strip()
    answer = Client(headers={"Authorization": f"Bearer {token}"}).get("/api/v1/workspace")
    assert answer.json()["currency"] == "EUR"


def test_a_token_that_only_reads(cli: Cli, owner: User) -> None:
    token = cli("tokens", "create", "--workspace", "acme", "--user", owner.email, "--scope", "read").stdout.strip()
    client = Client(headers={"Authorization": f"Bearer {token}"})
    assert client.get("/api/v1/members").status_code == 200
    assert client.patch("/api/v1/workspace", {"name": "x"}, content_type="application/json").status_code == 403
    assert Workspace.objects.get().name == "Acme Shoes"


def test_the_password_comes_from_the_pipe(cli: Cli, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("a fine long phrase\n"))
    assert (
        cli("users", "create", "a@acme.example", "--workspace", "acme", "--role", "analyst", "--password").exit_code
        == 0
    )
    assert User.objects.get().check_password("a fine long phrase")
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    refused = cli("users", "create", "b@acme.example", "--workspace", "acme", "--role", "analyst", "--password")
    assert (refused.exit_code, json.loads(refused.stderr)["where"]) == (2, "password")
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["workspaces", "create", "acme", "--name", "Again"], "conflict"),
        (["workspaces", "create", "Not A Slug", "--name", "X"], "bad_input"),
        (["users", "create", "x@y.example", "--workspace", "nowhere", "--role", "owner"], "not_found"),
        (["users", "create", "x@y.example", "--workspace", "acme", "--role", "king"], "bad_input"),
        (["tokens", "create", "--workspace", "acme", "--user", "nobody@y.example"], "not_found"),
        (["users", "sign-in-link", "nobody@y.example"], "not_found"),
    ],
)
def test_refusals_make_nothing(cli: Cli, workspace: Workspace, arguments: list[str], code: str) -> None:
    result = cli(*arguments)
    assert (result.exit_code, json.loads(result.stderr)["error"]) == (2, code)
    assert (Workspace.objects.count(), User.objects.count(), ApiToken.objects.count()) == (1, 0, 0)
