"""`discover search` and `index`."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.models import Account
from groundswell.creators.services import record_audience
from groundswell.kit import clock
from groundswell.kit.tests.fixtures import Result

Cli = Callable[..., Result]


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def maya(workspace: Workspace) -> Account:
    account: Account = Account.objects.create(
        workspace=workspace, platform="tiktok", handle="maya", bio="trail", followers=2_000
    )
    return account


def test_search_prints_one_document(cli: Cli, maya: Account) -> None:
    result = cli("discover", "search", "--query", '{"text": "trail", "facets": ["platform"]}', "--json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["total"], answer["facets"]) == (0, 1, {"platform": {"tiktok": 1}})
    assert answer["results"][0]["account"]["handle"] == "maya"


def test_search_reads_standard_input_and_prints_for_people(
    cli: Cli, maya: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"influencer": {"tiers": ["micro"]}, "facets": ["tier"]}'))
    result = cli("discover", "search", "--query", "-")
    first, second, third = result.stdout.splitlines()
    assert first.startswith("1 found in ")
    assert second.split() == ["tiktok", "2,000", "@maya", "2k", "followers", "on", "TikTok"]
    assert third == "tier: micro 1"


def test_search_by_audience_and_by_what_is_unknown(cli: Cli, workspace: Workspace, maya: Account) -> None:
    figures = [AudienceFacts("gender", "female", 0.62), AudienceFacts("quality", "real", 0.9)]
    record_audience(
        workspace=workspace, account=maya, origin="first_party", source="insights", observed_at=clock.now(), figures=figures
    )  # fmt: skip
    query = {"audience": {"genders": {"female": 0.6}, "real_share": {"min": 0.85}}, "facets": ["audience", "age"]}
    answer = json.loads(cli("discover", "search", "--query", json.dumps(query), "--json").stdout)
    assert answer["results"][0]["why"] == ["62.0% of the audience: gender female", "90.0% of the audience is real"]
    assert answer["facets"] == {"audience": {"gender": 1, "quality": 1}, "age": {"unknown": 1}}
    for asked, total in (
        ({"audience": {"genders": {"female": 0.63}}}, 0),
        ({"audience": {"countries": {"US": 0.1}}}, 0),
        ({"audience": {"countries": {"US": 0.1}, "unknown": True}}, 1),
        ({"influencer": {"age": {"min": 18}}}, 0),
        ({"influencer": {"age": {"unknown": True}}}, 1),
    ):
        found = json.loads(cli("discover", "search", "--query", json.dumps(asked), "--json").stdout)
        assert found["total"] == total, asked


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("{", "query"),
        ('{"influencer": {"age": {"min": "3"}}}', "influencer.age.min"),
        ('{"audience": {"countries": {"USA": 0.3}}}', "audience.countries"),
        ('{"like": ["tiktok:@nobody"]}', "like.0"),
        ("[]", "query"),
    ],
)
def test_a_wrong_query_is_status_2_with_the_place(query: str, where: str, cli: Cli, workspace: Workspace) -> None:
    result = cli("discover", "search", "--query", query, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    error = json.loads(result.stderr)
    assert (error["error"], error["where"]) == ("bad_query", where)


def test_index_tells_how_it_stands_and_is_rebuilt(cli: Cli, maya: Account, home: Path) -> None:
    missing = json.loads(cli("index", "status", "--json").stdout)
    assert (missing["state"], missing["accounts"], missing["documents"]) == ("missing", 1, None)
    assert "groundswell index rebuild" in cli("index", "status").stdout
    built = json.loads(cli("index", "rebuild", "--json").stdout)
    assert (built["state"], built["documents"], built["schema"]) == ("ok", 1, missing["schema"])
    assert Path(built["path"]).is_relative_to(home)
    assert cli("index", "status").stdout.startswith("ok: 1 of 1 accounts")
    assert cli("index", "rebuild").stdout == "The search index holds 1 accounts.\n"
