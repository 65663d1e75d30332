"""`reports worth` and `reports assume`: what rests on assumptions, and changing one.

A post with 100 likes at the published 0.30: 30.00. With 0.50 to 0.60 assumed: 50.00 to 60.00.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Account, Creator, Post, Reading
from groundswell.kit import clock
from groundswell.reports.models import Assumed
from groundswell.tracking.models import PostMatch

Cli = Callable[..., Any]


@pytest.fixture(autouse=True)
def post(workspace: Workspace) -> None:
    campaign = Campaign.objects.create(workspace=workspace, name="Autumn", slug="autumn", currency="USD")
    creator = Creator.objects.create(workspace=workspace, name="Ana")
    account = Account.objects.create(workspace=workspace, platform="blog", handle="ana", followers=1_000)
    participant = Participant.objects.create(workspace=workspace, campaign=campaign, creator=creator)
    found = Post.objects.create(workspace=workspace, account=account, source="x", published_at=clock.now())
    PostMatch.objects.create(workspace=workspace, participant=participant, post=found, submitted_by="team")
    Reading.objects.create(
        workspace=workspace, post=found, metric="likes", value=100, source="file", observed_at=clock.now()
    )


def emv(cli: Cli, *arguments: str) -> tuple[float | None, float | None]:
    told = json.loads(cli("reports", "worth", "--json", *arguments).stdout)["emv"]
    return told["low"], told["high"]


def test_worth_names_the_estimate_and_what_it_assumes(cli: Cli) -> None:
    assert emv(cli, "--campaign", "autumn") == (30.0, 30.0)
    assert emv(cli, "--first", "2020-01-01", "--last", "2020-01-02") == (None, None)
    text = cli("reports", "worth").stdout
    assert "Earned media value: 30.00 USD. Estimate at assumed rates; not revenue" in text
    assert "shares             nobody has said" in text


def test_an_assumption_is_changed_and_taken_back(cli: Cli) -> None:
    said = cli("reports", "assume", "likes", "--low", "0.5", "--high", "0.6", "--source", "Our agency", "--json")
    assert json.loads(said.stdout) == {"key": "likes", "low": "0.5", "high": "0.6"}
    assert emv(cli) == (50.0, 60.0)
    assert cli("reports", "assume", "likes", "--low", "0.4", "--source", "Our agency").stdout == "likes: changed\n"
    assert emv(cli) == (40.0, 40.0)
    assert cli("reports", "assume", "likes").exit_code == 0
    assert (emv(cli), Assumed.objects.count()) == ((30.0, 30.0), 0)


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (["fame", "--low", "1", "--source", "x"], "key"),
        (["likes", "--low", "0.5"], "source"),
        (["likes", "--low", "much", "--source", "x"], "low"),
        (["likes", "--low", "2", "--high", "1", "--source", "x"], "high"),
        (["giant_conversion", "--low", "2", "--source", "x"], "high"),
    ],
)
def test_what_cannot_be_assumed_changes_nothing(cli: Cli, arguments: list[str], where: str) -> None:
    refused = cli("reports", "assume", *arguments)
    assert (refused.exit_code, json.loads(refused.stderr)["where"]) == (2, where)
    assert not Assumed.objects.exists()


def test_an_unknown_campaign_is_named(cli: Cli) -> None:
    refused = cli("reports", "worth", "--campaign", "spring")
    assert (refused.exit_code, json.loads(refused.stderr)["error"]) == (2, "not_found")
