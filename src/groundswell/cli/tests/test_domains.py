import json
from collections.abc import Callable
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.cli.upkeep.doctor import check_domains
from groundswell.links.models import Domain
from groundswell.links.proof import Proof

Cli = Callable[..., Any]
NAME = "go.fernway.example"


def test_a_domain_by_command(cli: Cli, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Proof(leads_here=False, problem="unreachable"), Proof(leads_here=True, problem="certificate")]
    monkeypatch.setattr("groundswell.links.services.domain_checks.proof_of", lambda *_: found.pop(0))
    assert "No own domain yet" in cli("links", "domains", "list").stdout
    assert json.loads(cli("links", "domains", "add", NAME, "--json").stdout)["name"] == NAME
    failed = cli("links", "domains", "check", NAME)
    assert failed.exit_code == 1
    assert f"Add a CNAME record that leads {NAME} to 127.0.0.1" in failed.stdout
    assert cli("links", "domains", "check", NAME, "--json").exit_code == 1
    assert check_domains() == (
        "own domains", "warn", f"{NAME} leads here, but not with a valid certificate.",
        "Give the proxy a certificate for it: see “Own domains” in the operators’ manual.",
    )  # fmt: skip
    vouched = json.loads(cli("links", "domains", "check", NAME, "--vouch", "--json").stdout)
    assert (vouched["problem"], vouched["primary"]) == (None, True)
    assert check_domains()[1:3] == ("ok", "1 in use")
    cli("links", "create", "https://shop.example/", "--slug", "maya")
    assert f"http://{NAME}:8000/maya" in cli("links", "list").stdout
    home = cli("links", "domains", "home", NAME, "https://fernway.example/", "--json")
    assert json.loads(home.stdout)["home_url"] == "https://fernway.example/"
    assert cli("links", "domains", "primary", NAME, "--links-too").exit_code == 0
    assert "primary" in cli("links", "domains", "list").stdout
    assert json.loads(cli("links", "domains", "remove", NAME, "--json").stdout) == {"removed": NAME}
    assert not Domain.objects.exists()
    assert cli("links", "domains", "check", NAME).exit_code == 2


def test_the_doctor_sees_a_domain_that_the_application_hides(workspace: Workspace) -> None:
    assert check_domains()[1:3] == ("ok", "none in use")
    Domain.objects.create(workspace=workspace, name="localhost", token="t", verified_at=workspace.created_at)
    assert check_domains().status == "fail"
