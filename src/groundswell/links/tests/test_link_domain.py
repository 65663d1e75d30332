"""Each link is given away under the domain that somebody chose for it."""

from collections.abc import Callable
from typing import Any

import pytest

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.kit.errors import NotFound
from groundswell.links.models import Domain, Link
from groundswell.links.services import add_domain, check_domain, create_link, update_link

GO, TO = "go.fernway.example", "to.fernway.example"
SHOE = "https://shop.example/shoe"


@pytest.fixture
def domains(workspace: Workspace) -> list[Domain]:
    return [check_domain(domain=add_domain(workspace=workspace, name=name), vouched=True) for name in (GO, TO)]


@pytest.fixture
def link(workspace: Workspace, domains: list[Domain]) -> Link:
    return create_link(workspace=workspace, target_url=SHOE, slug="maya")


def shown_under(link: Link) -> str | None:
    link.refresh_from_db()
    return link.domain.name if link.domain else None


def test_a_link_moves_with_its_history_kept(link: Link) -> None:
    assert shown_under(link) == GO
    update_link(link=link, domain=TO.upper())
    assert shown_under(link) == TO
    update_link(link=link, domain="")
    assert shown_under(link) is None
    edits = AuditEntry.objects.filter(action="link.edited").order_by("pk")
    assert [row.detail for row in edits] == [
        {"before": {"domain": GO}, "after": {"domain": TO}},
        {"before": {"domain": TO}, "after": {"domain": None}},
    ]


def test_only_a_domain_of_the_workspace_that_leads_here(
    link: Link, workspace: Workspace, other_workspace: Workspace
) -> None:
    add_domain(workspace=workspace, name="later.fernway.example")
    check_domain(domain=add_domain(workspace=other_workspace, name="go.other.example"), vouched=True)
    with pytest.raises(NotFound, match="no domain in use") as refusal:
        update_link(link=link, domain="later.fernway.example")
    assert refusal.value.where == "domain"
    with pytest.raises(NotFound):
        create_link(workspace=workspace, target_url=SHOE, slug="theirs", domain="go.other.example")
    assert shown_under(link) == GO
    assert not Link.objects.filter(slug="theirs").exists()


def test_by_page_with_phones_from_the_start(
    domains: list[Domain], workspace: Workspace, member_client: Callable[..., Any]
) -> None:
    client = member_client("manager")
    sent = {"target_url": SHOE, "slug": "trail", "ios": "https://app.fernway.example/"}
    assert f'<option value="{GO}" selected>' in client.get("/w/acme/links/new/").content.decode()
    page = client.post("/w/acme/links/new/", sent | {"domain": TO}, follow=True).content.decode()
    made = Link.objects.get(slug="trail")
    assert (shown_under(made), made.platform_targets) == (TO, {"ios": "https://app.fernway.example/"})
    assert f"http://{TO}:8000/trail" in page
    path = f"/w/acme/links/{made.pk}/"
    page = client.post(path, sent | {"domain": "", "active": "on"}, follow=True).content.decode()
    assert "Given away under the address of this installation" in page
    client.post(path, sent | {"domain": "go.other.example"})
    assert shown_under(made) is None
    Domain.objects.all().delete()
    assert "Given away under" not in client.get("/w/acme/links/new/").content.decode()


def test_by_api_and_command(link: Link, api: Callable[..., Any], cli: Callable[..., Any]) -> None:
    sent = {"target_url": SHOE, "slug": "trail", "domain": TO, "platform_targets": {"android": "https://play.example/"}}
    made = api().post("/api/v1/links", sent, content_type="application/json").json()
    assert (made["domain"], made["platform_targets"]) == (TO, sent["platform_targets"])
    changed = api().patch(f"/api/v1/links/{made['id']}", {"domain": ""}, content_type="application/json").json()
    assert changed["domain"] is None
    refused = api().patch(f"/api/v1/links/{made['id']}", {"domain": "no.example"}, content_type="application/json")
    assert refused.status_code == 404
    assert cli("links", "under", "maya", TO).stdout == f"http://{TO}:8000/maya\n"
    assert "/l/maya" in cli("links", "under", "maya").stdout
