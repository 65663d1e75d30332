"""Adding, checking, choosing and removing own domains, and the addresses that follow."""

from typing import Any

import httpx
import pytest
from pytest_django.fixtures import Settings

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, Conflict
from groundswell.kit.safe_http import AddressRefused
from groundswell.links.documents import link_document
from groundswell.links.errors import DomainTaken, UnsafeTarget
from groundswell.links.exports import link_rows
from groundswell.links.models import Domain
from groundswell.links.own_record import own_results
from groundswell.links.queries import link_named, trouble_of
from groundswell.links.services import (
    add_domain,
    check_domain,
    check_domains,
    create_link,
    make_primary,
    remove_domain,
    set_home,
    update_link,
)
from groundswell.outreach.facts import facts_of

NAME = "go.fernway.example"
Replies = dict[str, httpx.Response | Exception]


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Replies:
    """What is answered, by scheme; what is not named is answered by nobody."""
    settings.PUBLIC_URL = "https://groundswell.example"
    replies: Replies = {}

    def answer(request: httpx.Request) -> httpx.Response:
        reply = replies.get(request.url.scheme, httpx.ConnectError("nobody"))
        if isinstance(reply, Exception):
            raise reply
        return reply

    def client(**_: Any) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(answer), follow_redirects=True)

    monkeypatch.setattr("groundswell.kit.safe_http.client", client)
    return replies


@pytest.fixture
def domain(workspace: Workspace) -> Domain:
    return add_domain(workspace=workspace, name=NAME)


def in_use(workspace: Workspace, name: str = NAME) -> Domain:
    return check_domain(domain=add_domain(workspace=workspace, name=name), vouched=True)


def test_a_domain_that_answers_its_token_is_in_use(domain: Domain, network: Replies) -> None:
    network["https"] = httpx.Response(200, text=domain.token + "\n")
    checked = check_domain(domain=domain)
    assert checked.verified_at == checked.checked_at is not None
    assert (checked.problem, checked.primary) == ("", True)
    assert AuditEntry.objects.filter(action="domain.verified", subject=NAME).count() == 1


def test_before_its_certificate_a_domain_is_proved_without_encryption(domain: Domain, network: Replies) -> None:
    network["http"] = httpx.Response(200, text=domain.token)
    checked = check_domain(domain=domain)
    assert checked.verified_at is not None
    assert checked.problem == "certificate"
    trouble = trouble_of(checked)
    assert trouble is not None
    assert trouble.message == f"{NAME} leads here, but not with a valid certificate."


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (httpx.ConnectError("nobody"), "unreachable"),
        (AddressRefused("private"), "private"),
        (httpx.Response(404), "elsewhere"),
        (httpx.Response(200, text="<html>parked</html>"), "elsewhere"),
        (httpx.Response(302, headers={"location": "https://evil.example/"}), "elsewhere"),
    ],
)
def test_a_domain_that_does_not_lead_here_waits_with_the_reason(
    domain: Domain, network: Replies, reply: Any, problem: str
) -> None:
    network["https"] = network["http"] = reply
    checked = check_domain(domain=domain)
    assert (checked.verified_at, checked.problem, checked.primary) == (None, problem, False)
    assert checked.checked_at is not None
    trouble = trouble_of(checked)
    assert trouble is not None
    assert NAME in trouble.message
    with pytest.raises(Conflict):
        make_primary(domain=checked)


def test_a_domain_in_use_stays_so_when_it_is_away_for_a_while(workspace: Workspace, network: Replies) -> None:
    since = in_use(workspace).verified_at
    assert check_domains() == 0
    domain = Domain.objects.get()
    assert (domain.verified_at, domain.problem) == (since, "unreachable")
    network["https"] = httpx.Response(200, text=domain.token)
    assert check_domains() == 1
    assert Domain.objects.get().problem == ""


def test_a_domain_is_one_workspaces_only(workspace: Workspace, other_workspace: Workspace, network: Replies) -> None:
    theirs = add_domain(workspace=other_workspace, name=NAME)
    mine = in_use(workspace)
    with pytest.raises(DomainTaken):
        check_domain(domain=theirs, vouched=True)
    theirs.refresh_from_db()
    assert theirs.verified_at is None
    network["https"] = httpx.Response(200, text=mine.token)
    assert check_domains() == 1
    theirs.delete()
    with pytest.raises(DomainTaken):
        add_domain(workspace=other_workspace, name=NAME.upper())
    remove_domain(domain=mine)
    assert in_use(other_workspace).primary


@pytest.mark.parametrize("name", ["localhost.", "127.0.0.1", "groundswell.example", "not a domain"])
def test_the_applications_own_hosts_cannot_be_taken(workspace: Workspace, settings: Settings, name: str) -> None:
    settings.ALLOWED_HOSTS = ["groundswell.example", "localhost"]
    with pytest.raises(BadInput):
        add_domain(workspace=workspace, name=name)
    assert not Domain.objects.exists()


def test_new_links_are_given_away_under_the_primary_domain_everywhere(
    workspace: Workspace, creator: Creator, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://groundswell.example:8443"
    old = create_link(workspace=workspace, target_url="https://shop.example/", creator=creator, slug="old")
    domain = in_use(workspace)
    new = create_link(workspace=workspace, target_url="https://shop.example/", creator=creator, slug="new")
    addresses = {"old": "https://groundswell.example:8443/l/old", "new": f"https://{NAME}:8443/new"}

    assert [link_document(link)["url"] for link in (old, new)] == [addresses["old"], addresses["new"]]
    assert {row["slug"]: row["address"] for row in link_rows(workspace)} == addresses
    assert [row["address"] for row in own_results(workspace, creator)["links"]] == [*addresses.values()]
    assert facts_of(workspace, [creator], None, None)[creator.pk]["link"] == addresses["new"]

    make_primary(domain=domain, links_too=True)
    assert link_document(link_named(workspace, "old"))["url"] == f"https://{NAME}:8443/old"
    remove_domain(domain=domain)
    assert link_document(link_named(workspace, "new"))["url"] == "https://groundswell.example:8443/l/new"


def test_one_domain_is_primary(workspace: Workspace) -> None:
    first, second = in_use(workspace), in_use(workspace, "to.fernway.example")
    assert (first.primary, second.primary) == (True, False)
    make_primary(domain=second)
    assert list(Domain.objects.filter(primary=True)) == [second]


def test_a_link_cannot_lead_to_an_own_domain_and_a_home_not_to_itself(workspace: Workspace) -> None:
    domain = in_use(workspace)
    link = create_link(workspace=workspace, target_url="https://shop.example/")
    for attempt in (
        lambda: update_link(link=link, target_url=f"https://{NAME.upper()}/other"),
        lambda: set_home(domain=domain, home_url=f"https://{NAME}/"),
        lambda: set_home(domain=domain, home_url="javascript:alert(1)"),
    ):
        with pytest.raises(UnsafeTarget):
            attempt()
    domain.refresh_from_db()
    assert domain.home_url == ""
