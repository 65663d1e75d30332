"""Searches with a persona: who fits best comes first, and whose workspace it is."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.models import Account, Post
from groundswell.creators.services import record_audience
from groundswell.discovery import finding
from groundswell.discovery.errors import BadQuery
from groundswell.discovery.finding import find
from groundswell.discovery.language import read_query
from groundswell.discovery.models import Customer, Persona
from groundswell.discovery.personas.services import create_persona
from groundswell.kit.tests.fixtures import Result

Make = Callable[..., Account]
Cli = Callable[..., Result]
Api = Callable[..., Client]
DAY = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def runners(workspace: Workspace) -> Persona:
    said = {"countries": {"US": 0.5, "CA": 0.5}, "words": ["trail", "ultra"]}
    return create_persona(workspace=workspace, name="Trail Runners", definition=said)


def audience(account: Account, **countries: float) -> None:
    figures = [AudienceFacts("country", code, share) for code, share in countries.items()]
    record_audience(
        workspace=account.workspace, account=account, origin="vendor", source="file", observed_at=DAY, figures=figures
    )


def asked(workspace: Workspace, **query: Any) -> list[tuple[str, Any, Any]]:
    answer = find(workspace, read_query({"persona": "trail-runners", **query}))
    return [(result.account.handle, result.fit, result.fit_range) for result in answer.results]


def test_who_fits_best_comes_first(workspace: Workspace, runners: Persona, make_account: Make) -> None:
    near, far, open_ = (make_account(name, followers=n) for name, n in (("near", 10), ("far", 900_000), ("open", 20)))
    audience(near, US=0.5, CA=0.5)
    audience(far, BR=1.0)
    for account in (near, far):
        Post.objects.create(account=account, workspace=workspace, caption="trail and ultra", source="t")
    make_account("blank")
    open_.bio = "trail"
    open_.save()
    # Country weighs 20, words 20: known and right is 100, a foreign audience leaves the words' half; of `open` half of the
    # words are known (0.5 to 1) and nothing of the country (0 to 1).
    assert asked(workspace, sort="fit") == [
        ("near", 100, (100, 100)), ("open", 63, (25, 100)), ("far", 50, (50, 50)), ("blank", None, None),
    ]  # fmt: skip


def test_another_order_only_adds_the_fit(workspace: Workspace, runners: Persona, make_account: Make) -> None:
    for name, followers in (("small", 10), ("large", 900)):
        make_account(name, followers=followers, bio="trail ultra")
    assert [row[0] for row in asked(workspace, sort="followers")] == ["large", "small"]
    assert {row[1] for row in asked(workspace, sort="followers")} == {75}


def test_pages_by_fit_are_stable_and_end(
    workspace: Workspace, runners: Persona, make_account: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(7):
        make_account(f"r{n}", bio="trail " + "ultra" * (n % 2), followers=n)
    seen, cursor, pages = [], None, 0
    while pages < 10:
        answer = find(workspace, read_query({"persona": "trail-runners", "sort": "fit", "limit": 3, "cursor": cursor}))
        assert (answer.total, answer.compared) == (7, 7)
        seen += [result.account.handle for result in answer.results]
        cursor, pages = answer.cursor, pages + 1
        if cursor is None:
            break
    assert (pages, len(seen), len(set(seen))) == (3, 7, 7)
    monkeypatch.setattr(finding, "COMPARED", 5)
    answer = find(workspace, read_query({"persona": "trail-runners", "sort": "fit"}))
    assert (answer.total, answer.compared, len(answer.results)) == (7, 5, 5)


def test_personas_of_others_are_not_there(other_workspace: Workspace, runners: Persona) -> None:
    with pytest.raises(BadQuery) as refusal:
        find(other_workspace, read_query({"persona": "trail-runners"}))
    assert (refusal.value.where, refusal.value.message) == (
        "persona", "There is no persona “trail-runners” in this workspace.",
    )  # fmt: skip


def test_the_order_by_fit_needs_a_persona() -> None:
    with pytest.raises(BadQuery, match="needs a persona"):
        read_query({"sort": "fit"})


def test_who_was_written_to_is_left_out(workspace: Workspace, make_account: Make) -> None:
    from groundswell.relationships.models import Relationship

    for name, stage in (("new", ""), ("warm", "warming"), ("told", "contacted"), ("no", "declined")):
        account = make_account(name)
        if stage:
            Relationship.objects.create(workspace=workspace, creator=account.creators.get(), stage=stage)
    found = find(workspace, read_query({"exclude_contacted": True}))
    assert sorted(result.account.handle for result in found.results) == ["new", "warm"]


def send(client: Client, method: str, path: str, body: object = None) -> Any:
    return getattr(client, method)(f"/api/v1{path}", json.dumps(body), content_type="application/json")


def test_personas_by_api(api: Api, workspace: Workspace, make_account: Make) -> None:
    client, account = api(), make_account("maya", bio="trail")
    made = send(client, "post", "/personas", {"name": "Trail Runners", "definition": {"words": ["Trail"]}})
    assert (made.status_code, made.json()["slug"], made.json()["definition"]) == (
        201, "trail-runners", {"words": ["trail"]},
    )  # fmt: skip
    again = send(client, "post", "/personas", {"name": "trail runners", "definition": {"words": ["x"]}})
    assert (again.status_code, again.json()["error"]) == (409, "conflict")
    assert client.get("/api/v1/personas").json()[0]["name"] == "Trail Runners"
    body = client.get("/api/v1/personas/trail-runners/search").json()
    (result,) = send(client, "post", "/discovery/search", body).json()["results"]
    # The bio says the word; no post was read, and there is nothing more to say.
    assert (result["account"]["handle"], result["fit"], result["fit_range"]) == ("maya", 100, [100, 100])
    (fit,) = send(client, "post", "/personas/trail-runners/fit", {"accounts": [account.pk, 999_999]}).json()
    assert (fit["account"], fit["score"], fit["parts"][0]["evidence"]) == (account.pk, 100, "“trail” (bio)")
    changed = send(client, "put", "/personas/trail-runners", {"name": "Ultras", "definition": {"words": ["ultra"]}})
    assert changed.json()["definition"] == {"words": ["ultra"]}
    bad = send(client, "put", "/personas/trail-runners", {"name": "Ultras", "definition": {"ages": {"old": 1}}})
    assert (bad.status_code, bad.json()["where"]) == (422, "ages.old")
    assert send(client, "delete", "/personas/trail-runners").status_code == 204
    assert not Persona.objects.exists()
    assert AuditEntry.objects.of(workspace).filter(action__startswith="persona.").count() == 3


def test_the_fit_of_hidden_accounts_is_not_told(api: Api, other_workspace: Workspace, runners: Persona) -> None:
    theirs = Account.objects.create(workspace=other_workspace, platform="x", handle="theirs", bio="trail")
    unlisted = Account.objects.create(platform="x", handle="unlisted", bio="trail", listed=False)
    answer = send(api(), "post", "/personas/trail-runners/fit", {"accounts": [theirs.pk, unlisted.pk]})
    assert answer.json() == []


def test_personas_by_command(cli: Cli, workspace: Workspace, make_account: Make) -> None:
    account = make_account("maya", bio="trail")
    made = cli("personas", "create", "Runners", "--definition", '{"words": ["trail", "gear"]}', "--json")
    assert (made.exit_code, json.loads(made.stdout)["slug"]) == (0, "runners")
    body = cli("personas", "search", "runners", "--json").stdout
    found = cli("discover", "search", "--query", body)
    assert "fit 75 (50–100)" in found.stdout
    told = cli("personas", "fit", "runners", account.pk)
    assert told.stdout.splitlines()[:2] == [
        f"account {account.pk}: 75 (50–100), 100% of it known",
        "   20 interests          75%      “trail” (bio)",
    ]
    assert json.loads(cli("personas", "list", "--json").stdout)[0]["name"] == "Runners"
    assert cli("personas", "delete", "runners").exit_code == 0
    gone = cli("personas", "search", "runners")
    assert (gone.exit_code, json.loads(gone.stderr)["where"]) == (2, "persona")


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        ((), "--definition"),
        (("--definition", "{"), "--definition"),
        (("--definition", "[]"), "--definition"),
        (("--definition", "{}"), "definition"),
        (("--definition", "{}", "--from-customers"), "--definition"),
        (("--from-customers",), "customers"),
    ],
)
def test_a_persona_that_cannot_be_is_refused(cli: Cli, workspace: Workspace, arguments: Any, where: str) -> None:
    refused = cli("personas", "create", "X", *arguments)
    assert (refused.exit_code, json.loads(refused.stderr)["where"]) == (2, where)
    assert not Persona.objects.exists()


def test_a_persona_out_of_customers(cli: Cli, workspace: Workspace, other_workspace: Workspace) -> None:
    for n in range(12):
        country = "US" if n < 9 else "CA"
        Customer.objects.create(workspace=workspace, email=f"c{n}@x.example", country=country, source="file")
        Customer.objects.create(workspace=other_workspace, email=f"c{n}@x.example", country="DE", source="file")
    made = json.loads(cli("--workspace", "acme", "personas", "create", "Buyers", "--from-customers", "--json").stdout)
    assert made["definition"] == {"countries": {"US": 0.75, "CA": 0.25}}
    assert made["basis"]["countries"] == {"known": 12, "of": 12}
