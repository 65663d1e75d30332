from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.links.models import Domain
from groundswell.links.proof import Proof
from groundswell.links.services import add_domain, check_domain, create_link

SignIn = Callable[[str], Client]
PAGE = "/w/acme/links/domains/"


def test_a_domain_from_the_form_to_its_removal(
    member_client: SignIn, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Proof(leads_here=False, problem="elsewhere"), Proof(leads_here=True, problem="")]
    monkeypatch.setattr("groundswell.links.services.domain_checks.proof_of", lambda *_: found.pop(0))
    client = member_client("owner")
    assert "No own domain yet" in client.get(PAGE).content.decode()
    assert "is no domain" in client.post(PAGE, {"name": "go fernway"}).content.decode()
    page = client.post(PAGE, {"name": "göt.fernway.example"}, follow=True).content.decode()
    domain = Domain.objects.get()
    assert "göt.fernway.example" in page
    assert f"http://xn--gt-fka.fernway.example:8000/.well-known/groundswell/{domain.token}" in page
    page = client.post(f"{PAGE}{domain.pk}/check/", follow=True).content.decode()
    assert "is answered by another server" in page
    assert "Waits to be checked" in page
    page = client.post(f"{PAGE}{domain.pk}/check/", follow=True).content.decode()
    assert "New links begin with it" in page
    client.post(f"{PAGE}{domain.pk}/home/", {"home_url": "https://fernway.example/"})
    link = create_link(workspace=workspace, target_url="https://shop.example/", slug="maya")
    assert "http://xn--gt-fka.fernway.example:8000/maya" in client.get(f"/w/acme/links/{link.pk}/").content.decode()
    domain.refresh_from_db()
    assert (domain.primary, domain.home_url) == (True, "https://fernway.example/")
    client.post(f"{PAGE}{domain.pk}/remove/")
    assert not Domain.objects.exists()


def test_others_than_owners_only_look(member_client: SignIn, workspace: Workspace) -> None:
    domain = add_domain(workspace=workspace, name="go.fernway.example")
    client = member_client("manager")
    page = client.get(PAGE).content.decode()
    assert "go.fernway.example" in page
    assert "Check now</button>" not in page
    assert client.post(PAGE, {"name": "to.fernway.example"}).status_code == 403
    for verb in ("check", "primary", "home", "remove"):
        assert client.post(f"{PAGE}{domain.pk}/{verb}/").status_code == 403
    assert Domain.objects.get().verified_at is None


def test_another_workspaces_domain_is_not_there(
    client_of: Callable[[User], Client], outsider: User, workspace: Workspace
) -> None:
    domain = add_domain(workspace=workspace, name="go.fernway.example")
    client = client_of(outsider)
    assert "go.fernway.example" not in client.get("/w/rival/links/domains/").content.decode()
    for verb in ("check", "primary", "home", "remove"):
        assert client.post(f"/w/rival/links/domains/{domain.pk}/{verb}/").status_code == 404
    assert Domain.objects.count() == 1


def test_a_proxy_may_get_certificates_for_checked_domains_only(client: Client, workspace: Workspace) -> None:
    domain = add_domain(workspace=workspace, name="go.fernway.example")

    def asked(name: str) -> int:
        return client.get("/domains/ask", {"domain": name}).status_code

    assert asked("go.fernway.example") == 404
    check_domain(domain=domain, vouched=True)
    assert [asked(name) for name in ("go.fernway.example", "GO.fernway.example.", "evil.example", "", "127.0.0.1")] == [
        200, 200, 404, 404, 404,
    ]  # fmt: skip
    domain.delete()
    assert asked("go.fernway.example") == 404
