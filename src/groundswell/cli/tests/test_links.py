import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.creators.models import Creator
from groundswell.links.models import Code, Link
from groundswell.links.services import create_code

Cli = Callable[..., Any]


def test_a_link_and_a_code_in_one_command(cli: Cli, workspace: Workspace) -> None:
    maya = Creator.objects.create(workspace=workspace, name="Maya Brook")
    Campaign.objects.create(workspace=workspace, name="Spring sale", slug="spring-sale", currency="USD")
    result = cli(
        "links",
        "create",
        "https://shop.example/",
        "--code",
        "MAYA10",
        "--creator",
        maya.pk,
        "--campaign",
        "spring-sale",
        "--json",
    )
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert (document["slug"], document["code"], document["creator"]) == ("maya-brook-spring-sale", "MAYA10", maya.pk)
    listed = json.loads(cli("links", "list", "--json").stdout)
    assert [(row["slug"], row["clicks"]) for row in listed["links"]] == [("maya-brook-spring-sale", 0)]
    carried = json.loads(cli("links", "carry", "maya-brook-spring-sale", "maya10", "--json").stdout)
    assert carried["carries"] == "MAYA10"
    assert "brings no code" in cli("links", "carry", "maya-brook-spring-sale").stdout
    assert cli("links", "carry", "nowhere", "MAYA10").exit_code != 0


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("javascript:alert(1)",), "unsafe_target"),
        (("https://shop.example/", "--slug", "a b"), "bad_input"),
        (("https://shop.example/", "--creator", "999"), "not_found"),
        (("https://shop.example/", "--code", "taken"), "code_taken"),
    ],
)
def test_bad_input_ends_with_2_and_leaves_nothing(
    cli: Cli, workspace: Workspace, arguments: tuple[str, ...], error: str
) -> None:
    create_code(workspace=workspace, code="TAKEN")
    result = cli("links", "create", *arguments, "--json")
    assert result.exit_code == 2
    assert json.loads(result.stderr)["error"] == error
    assert not Link.objects.exists()
    assert Code.objects.count() == 1


def test_qr_code_to_a_file(cli: Cli, workspace: Workspace, tmp_path: Path) -> None:
    cli("links", "create", "https://shop.example/", "--slug", "shoes")
    out = tmp_path / "shoes.png"
    assert json.loads(cli("links", "qr", "shoes", "--out", out, "--json").stdout)["file"] == str(out)
    assert out.read_bytes().startswith(b"\x89PNG")
    assert cli("links", "qr", "shoes", "--out", "-").stdout.startswith("<?xml")
    assert cli("links", "qr", "hats", "--out", "-").exit_code == 2


def test_loading_clicks(cli: Cli, workspace: Workspace, settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    assert json.loads(cli("links", "load", "--json").stdout) == {"clicks": 0, "unreadable": 0, "removed": 0}
