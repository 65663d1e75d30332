"""Saved searches: who is new is told once, whatever happens."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from groundswell.accounts.models import Membership, User, Workspace
from groundswell.creators.models import Account
from groundswell.discovery.errors import BadQuery
from groundswell.discovery.models import SavedMatch, SavedSearch
from groundswell.discovery.personas.services import create_persona, delete_persona
from groundswell.discovery.saved import services
from groundswell.discovery.saved.queries import news_of, saved_searches
from groundswell.discovery.tasks import check_saved_searches
from groundswell.kit.errors import BadInput, Conflict
from groundswell.kit.tests.fixtures import Result

Make = Callable[..., Account]


@pytest.fixture
def trail(workspace: Workspace, owner: User, make_account: Make) -> SavedSearch:
    """A watched search that found one when the watch began."""
    make_account("old", bio="trail")
    search = services.save_search(workspace=workspace, name="Trail people", query={"text": "trail"}, user=owner)
    assert services.watch_search(workspace=workspace, search=search, watching=True, by_mail=False) == 1
    return search


def handles(search: SavedSearch) -> list[str]:
    return [match.account.handle for match in news_of(search)]


def check() -> dict[str, int]:
    told: dict[str, int] = check_saved_searches.func()
    return told


def test_who_comes_after_the_watch_began_is_news_once(trail: SavedSearch, make_account: Make) -> None:
    assert check() == {"searches": 1, "new": 0, "mailed": 0, "mail_failed": 0}
    make_account("new", bio="trail")
    make_account("other", bio="tea")
    assert check()["new"] == 1
    assert check()["new"] == 0
    assert handles(trail) == ["new"]


def test_who_goes_and_comes_back_is_no_news(trail: SavedSearch, make_account: Make) -> None:
    new = make_account("new", bio="trail")
    check()
    for bio in ("tea", "trail again"):
        new.bio = bio
        new.changed_at = new.changed_at.__class__.now(new.changed_at.tzinfo)
        new.save()
        check()
    assert SavedMatch.objects.filter(search=trail, account=new).count() == 1
    assert handles(trail) == ["new"]


def test_others_accounts_are_no_news(trail: SavedSearch, make_account: Make, other_workspace: Workspace) -> None:
    make_account("theirs", bio="trail", owner=other_workspace)
    assert check()["new"] == 0


def test_looking_marks_as_seen(trail: SavedSearch, workspace: Workspace, make_account: Make) -> None:
    make_account("new", bio="trail")
    check()
    assert [row.unseen for row in saved_searches(workspace)] == [1]  # type: ignore[attr-defined]  # annotated
    assert services.mark_seen(workspace=workspace, search=trail) == 1
    assert [row.unseen for row in saved_searches(workspace)] == [0]  # type: ignore[attr-defined]  # annotated


def test_a_watch_that_ended_tells_nothing_and_begins_anew(
    trail: SavedSearch, workspace: Workspace, make_account: Make
) -> None:
    services.watch_search(workspace=workspace, search=trail, watching=False, by_mail=False)
    make_account("meanwhile", bio="trail")
    assert check()["searches"] == 0
    services.watch_search(workspace=workspace, search=trail, watching=True, by_mail=False)
    assert check()["new"] == 0
    assert handles(trail) == []


def test_a_mail_goes_to_the_owner_once(
    trail: SavedSearch, workspace: Workspace, owner: User, make_account: Make, settings: Any
) -> None:
    settings.EMAIL_HOST = "mail.example"
    make_account("before", bio="trail")
    check()
    services.watch_search(workspace=workspace, search=trail, watching=True, by_mail=True)
    assert check()["mailed"] == 0  # what is on the page already is no letter
    make_account("new", bio="trail", followers=12_400)
    assert check()["mailed"] == 1
    assert check()["mailed"] == 0
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["owner@acme.example"], "1 new person matches “Trail people”")
    assert "- @new on Instagram, 12.4k followers" in letter.body
    assert "/w/acme/searches/trail-people/" in letter.body


def test_a_mail_that_could_not_go_goes_later(
    trail: SavedSearch, workspace: Workspace, make_account: Make, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_HOST = "mail.example"
    services.watch_search(workspace=workspace, search=trail, watching=True, by_mail=True)
    make_account("new", bio="trail")
    with monkeypatch.context() as patch:

        def refuse(*_: Any) -> None:
            raise ConnectionRefusedError

        patch.setattr("groundswell.discovery.saved.mail.send_mail", refuse)
        assert check() == {"searches": 1, "new": 1, "mailed": 0, "mail_failed": 1}
    assert check()["mailed"] == 1


def test_who_left_the_workspace_gets_no_mail(
    trail: SavedSearch, workspace: Workspace, owner: User, make_account: Make, settings: Any
) -> None:
    settings.EMAIL_HOST = "mail.example"
    services.watch_search(workspace=workspace, search=trail, watching=True, by_mail=True)
    Membership.objects.of(workspace).filter(user=owner).delete()
    make_account("new", bio="trail")
    assert (check()["new"], mail.outbox) == (1, [])


def test_too_many_cannot_be_watched(workspace: Workspace, make_account: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_WATCHED", 2)
    for n in range(3):
        make_account(f"a{n}")
    search = services.save_search(workspace=workspace, name="All", query={})
    with pytest.raises(BadQuery, match="finds 3; at most 2"):
        services.watch_search(workspace=workspace, search=search, watching=True, by_mail=False)
    assert not SavedMatch.objects.exists()


def test_a_search_that_cannot_be_asked_any_more_says_so(workspace: Workspace, make_account: Make) -> None:
    from groundswell.relationships.services import create_list, delete_list

    found = create_list(workspace=workspace, name="Old")
    search = services.save_search(workspace=workspace, name="New", query={"exclude_lists": ["old"]})
    services.watch_search(workspace=workspace, search=search, watching=True, by_mail=False)
    delete_list(workspace=workspace, list=found)
    assert check()["new"] == 0
    search.refresh_from_db()
    assert search.problem == "There is no list “old”."


def test_the_order_by_fit_does_not_hinder_a_watch(workspace: Workspace, make_account: Make) -> None:
    persona = create_persona(workspace=workspace, name="P", definition={"words": ["trail"]})
    search = services.save_search(workspace=workspace, name="Fit", query={"persona": "p", "sort": "fit"})
    services.watch_search(workspace=workspace, search=search, watching=True, by_mail=False)
    delete_persona(workspace=workspace, persona=persona)
    make_account("new")
    assert check()["new"] == 1


@pytest.mark.parametrize("name", ["", "!!!", "x" * 121])
def test_a_search_needs_a_name(workspace: Workspace, name: str) -> None:
    with pytest.raises(BadInput):
        services.save_search(workspace=workspace, name=name, query={})
    with pytest.raises(BadQuery):
        services.save_search(workspace=workspace, name="Name", query={"shoe": 1})


def test_a_name_is_given_once(workspace: Workspace, other_workspace: Workspace) -> None:
    services.save_search(workspace=workspace, name="Trail", query={})
    services.save_search(workspace=other_workspace, name="Trail", query={})
    with pytest.raises(Conflict):
        services.save_search(workspace=workspace, name="trail", query={})


def test_by_command(cli: Callable[..., Result], workspace: Workspace, make_account: Make) -> None:
    make_account("old", bio="trail")
    made = cli("searches", "save", "Trail", "--query", '{"text": "trail"}', "--watch", "--json")
    assert json.loads(made.stdout) == {"slug": "trail", "watching": True, "matching": 1}
    make_account("new", bio="trail")
    assert cli("searches", "check", "trail").stdout.splitlines() == ["1 new", "instagram  @new"]
    assert json.loads(cli("searches", "list", "--json").stdout)[0]["unseen"] == 1
    assert cli("searches", "delete", "trail").exit_code == 0
    assert cli("searches", "check", "trail").exit_code == 2


def test_by_api(api: Callable[..., Client], workspace: Workspace, make_account: Make) -> None:
    client = api()

    def send(method: str, path: str, body: object) -> Any:
        return getattr(client, method)(f"/api/v1/searches{path}", json.dumps(body), content_type="application/json")

    made = send("post", "", {"name": "Trail", "query": {"text": "trail"}})
    assert (made.status_code, made.json()["query"], made.json()["watching"]) == (201, {"text": "trail"}, False)
    assert send("put", "/trail/watch", {"watching": True}).json()["watching"] is True
    make_account("new", bio="trail")
    check()
    (news,) = client.get("/api/v1/searches/trail/news").json()
    assert (news["handle"], news["seen_at"]) == ("new", None)
    assert client.get("/api/v1/searches").json()[0]["unseen"] == 1
    assert client.delete("/api/v1/searches/trail").status_code == 204
    assert not SavedMatch.objects.exists()


def test_on_pages(member_client: Callable[..., Client], make_account: Make, tmp_path: Path) -> None:
    client, home = member_client(), "/w/acme/searches/"
    assert "No saved search yet" in client.get(home).content.decode()
    said = {"name": "Trail", "address": "q=trail&platform=instagram&view=table", "watching": "yes"}
    assert client.post(home, said)["Location"] == f"{home}trail/"
    assert client.post(home, said).status_code == 409
    assert client.post(home, {"name": "Bad", "address": "min=many"}).status_code == 422
    saved = SavedSearch.objects.get()
    assert (saved.query, saved.address) == (
        {"text": "trail", "influencer": {"platforms": ["instagram"]}}, "q=trail&platform=instagram&view=table",
    )  # fmt: skip
    make_account("new", bio="trail", followers=5)
    check()
    html = client.get(f"{home}trail/").content.decode()
    assert (">New" in html, "find/?q=trail&amp;platform=instagram" in html) == (True, True)
    client.post(f"{home}trail/seen/")
    assert SavedMatch.objects.filter(seen_at=None, news=True).count() == 0
    client.post(f"{home}trail/watch/", {})
    saved.refresh_from_db()
    assert saved.watching is False
    assert client.post(f"{home}trail/delete/")["Location"] == home
