"""Networks from the command line: keys that never come back, limits, pauses, and people read by handle."""

import io
import json
import sys
from collections.abc import Callable

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, FollowEdge, Post
from groundswell.kit import clock
from groundswell.kit.tests.fixtures import Result
from groundswell.platforms.port import Need
from groundswell.platforms.services import save_keys
from groundswell.platforms.tests.toy import connectors, plugin
from groundswell.platforms.tests.toy_server import ToyServer, toy_server

__all__ = ["connectors", "toy_server"]
pytestmark = pytest.mark.django_db
Cli = Callable[..., Result]
SECRET = "s3cret-of-mine"
NEEDS = (
    Need(name="host", label="Host", secret=False, required=False),
    Need(name="key", label="API key", required=False),
)


@pytest.fixture
def toy(connectors: Callable[..., None], toy_server: ToyServer) -> ToyServer:
    connectors(plugin(needs=NEEDS, daily_units=100))
    save_keys(connector="bluesky", given={"host": toy_server.url})
    return toy_server


def status(cli: Cli) -> dict[str, object]:
    (one,) = json.loads(cli("platforms", "status", "--json").stdout)["connectors"]
    return dict(one)


def test_keys_are_taken_and_never_given_back(cli: Cli, toy: ToyServer, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [cli("platforms", "keys", "bluesky", f"key={SECRET}")]
    assert said[0].stdout == "host: set\nkey: set\n"
    said += [cli("platforms", "status"), cli("platforms", "status", "--json"), cli("doctor", "--connector", "bluesky")]
    assert not [one for one in said if SECRET in one.stdout + one.stderr]
    monkeypatch.setattr(sys, "stdin", io.StringIO("key=\n"))
    document = json.loads(cli("platforms", "keys", "bluesky", "--json").stdout)
    assert document == {"connector": "bluesky", "keys": {"host": True, "key": False}, "missing": [], "ready": True}


def test_a_key_without_its_name_is_refused_and_not_repeated(cli: Cli, toy: ToyServer) -> None:
    for given, error in ((SECRET, "bad_input"), (f"colour={SECRET}", "bad_input")):
        result = cli("platforms", "keys", "bluesky", given)
        assert (result.exit_code, json.loads(result.stderr)["error"]) == (2, error)
        assert SECRET not in result.stdout + result.stderr
    assert json.loads(cli("platforms", "keys", "myspace", "a=b").stderr)["error"] == "not_found"


def test_limits_and_pauses(cli: Cli, toy: ToyServer, workspace: Workspace) -> None:
    told = json.loads(cli("platforms", "limits", "bluesky", "--units", "2", "--money", "12.50", "--json").stdout)
    assert told == {"connector": "bluesky", "daily_units": 2, "monthly_money": "12.50"}
    assert cli("platforms", "limits", "bluesky").stdout == "Units a day: 100. USD a month: no limit.\n"
    assert json.loads(cli("platforms", "limits", "bluesky", "--money", "much").stderr)["where"] == "--money"
    cli("platforms", "pause", "bluesky")
    assert status(cli)["ready"] is False
    assert json.loads(cli("platforms", "add", "bluesky:@maya.example").stderr)["error"] == "connector_paused"
    assert cli("platforms", "resume", "bluesky").stdout == "bluesky goes on.\n"
    assert status(cli)["ready"] is True


def test_the_status_says_what_was_spent_and_what_went_wrong(cli: Cli, toy: ToyServer) -> None:
    toy.failing["/profile"] = 404
    cli("platforms", "add", "bluesky:@maya.example")
    one = status(cli)
    assert one["units"] == {"used_today": 1, "limit": 100}
    assert one["cannot"]["paid_label"] == "Toys are never paid."  # type: ignore[index]
    text = cli("platforms", "status").stdout
    assert "today: 1 calls, 1 units of 100" in text
    assert "not hashtag: Toy does not tell it." in text


def test_a_handle_becomes_a_creator_with_posts_and_followers(cli: Cli, toy: ToyServer, workspace: Workspace) -> None:
    toy.join("maya", posts=3, followers=4)
    document = json.loads(cli("platforms", "add", "@maya.example", "--platform", "bluesky", "--json").stdout)
    assert document["refresh"] == {"accounts": 1, "new_posts": 3, "gone_posts": 0, "errors": {}}
    assert (document["creator"]["name"], document["account"]["followers"]) == ("Maya", 4)
    assert (Post.objects.count(), FollowEdge.objects.filter(direction="followers").count()) == (3, 4)
    found = json.loads(cli("discover", "search", "--query", '{"text": "maya"}', "--json").stdout)
    assert [one["account"]["handle"] for one in found["results"]] == ["maya.example"]
    newest = {**toy.post("id:maya", 4), "published_at": clock.now().isoformat()}
    toy.posts["id:maya"].insert(0, newest)
    again = cli("platforms", "refresh", "--creator", document["creator"]["id"])
    assert again.stdout == "1 accounts read: 1 new posts, 0 gone.\n"
    assert Account.objects.count() == 1


def test_a_refresh_that_reads_nothing_for_errors_fails(cli: Cli, toy: ToyServer, workspace: Workspace) -> None:
    toy.join("maya")
    creator = json.loads(cli("platforms", "add", "bluesky:@maya.example", "--json").stdout)["creator"]["id"]
    toy.failing["/profile"] = 401
    failed = cli("platforms", "refresh", "--creator", creator)
    assert (failed.exit_code, failed.stdout) == (1, "0 accounts read: 0 new posts, 0 gone.\n  platform_sign_in: 1\n")
    assert cli("platforms", "refresh").exit_code == 0


def test_a_creator_of_another_workspace_is_not_refreshed(
    cli: Cli, toy: ToyServer, workspace: Workspace, other_workspace: Workspace
) -> None:
    theirs = Creator.objects.create(workspace=other_workspace, name="Theirs")
    result = cli("--workspace", "acme", "platforms", "refresh", "--creator", theirs.pk)
    assert (result.exit_code, json.loads(result.stderr)["error"]) == (2, "not_found")
    assert toy.asked == {}


def test_doctor_asks_one_network_live(cli: Cli, toy: ToyServer) -> None:
    toy.join("maya", followers=12)
    found = json.loads(cli("doctor", "--connector", "bluesky", "--json").stdout)
    assert found["ok"]
    assert found["checks"][0]["message"].startswith("read https://toy.example/maya (Maya): followers 12, in ")
    toy.failing["/profile"] = 401
    failed = cli("doctor", "--connector", "bluesky", "--json")
    assert failed.exit_code == 1
    check = json.loads(failed.stdout)["checks"][0]
    assert (check["status"], check["cure"]) == ("fail", "Give new keys: groundswell platforms keys")


def test_doctor_needs_a_profile_where_the_connector_names_none(cli: Cli, connectors: Callable[..., None]) -> None:
    connectors(plugin(smoke=""))
    result = cli("doctor", "--connector", "bluesky")
    assert (result.exit_code, json.loads(result.stderr)["where"]) == (2, "--profile")
