"""Board and outreach by command."""

import json
from collections.abc import Callable

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit.tests.fixtures import Result
from groundswell.outreach import services
from groundswell.outreach.models import Message
from groundswell.outreach.tests.conftest import Office, office

pytestmark = pytest.mark.django_db(transaction=True)
Cli = Callable[..., Result]
__all__ = ["office"]


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    return Creator.objects.create(workspace=workspace, name="Maya Brook", email="maya@example.org")


def test_from_mailbox_to_sent(cli: Cli, office: Office, workspace: Workspace, maya: Creator) -> None:
    made = cli(
        "outreach",
        "mailbox",
        "ana@acme.example",
        "--host",
        "127.0.0.1",
        "--port",
        office.port,
        "--security",
        "none",
        "--json",
    )
    assert made.exit_code == 0, made.stderr
    template = services.create_template(
        workspace=workspace, name="T", subject="Hi {{ creator.first_name }}", body="Hello"
    )
    write = ("outreach", "write", maya.pk, "--template", template.pk, "--key", "k", "--json")
    shown = json.loads(cli(*write, "--dry-run").stdout)
    assert shown["subject"] == "Hi Maya"
    assert not Message.objects.exists()
    for _ in range(2):
        assert json.loads(cli(*write).stdout)["state"] == "queued"
    sent = cli("outreach", "send", "--json")
    assert json.loads(sent.stdout.splitlines()[-1]) == {"sent": 1}
    assert len(office.postman.mails) == 1
    listed = json.loads(cli("outreach", "messages", "--state", "sent", "--json").stdout)
    assert listed["total"] == 1
    board = json.loads(cli("board", "show", "--stage", "contacted", "--json").stdout)
    assert [row["name"] for row in board["results"]] == ["Maya Brook"]


def test_refusals_are_json_on_standard_error(cli: Cli, workspace: Workspace, maya: Creator) -> None:
    template = services.create_template(workspace=workspace, name="T", subject="Hi", body="{{ creator.city }}")
    no_mailbox = cli("outreach", "write", maya.pk, "--template", template.pk, "--key", "k")
    assert no_mailbox.exit_code == 2
    assert "There is no mailbox." in json.loads(no_mailbox.stderr)["message"]
    cli("outreach", "mailbox", "ana@acme.example", "--host", "127.0.0.1", "--security", "none")
    missing = cli("outreach", "write", maya.pk, "--template", template.pk, "--key", "k")
    assert (missing.exit_code, json.loads(missing.stderr)["error"]) == (2, "missing_value")
    assert cli("outreach", "mailbox", "a@b.example", "--host", "smtp.b.example", "--security", "none").exit_code == 2
    assert not Message.objects.exists()


def test_the_board_by_command(cli: Cli, maya: Creator) -> None:
    assert json.loads(cli("board", "move", maya.pk, "In conversation", "--json").stdout)["stage"] == "in_conversation"
    assert cli("board", "note", maya.pk, "Met at the fair").exit_code == 0
    assert cli("board", "move", maya.pk, "married").exit_code == 2
    assert cli("board", "move", 999_999, "live").exit_code == 2
    assert "Maya Brook" in cli("board", "show").stdout
