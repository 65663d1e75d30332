"""Whom customers follow more: the page and the API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import create_token
from groundswell.campaigns.services import CampaignFacts, create_campaign
from groundswell.creators.models import Account, Creator, FollowEdge
from groundswell.discovery.customers.affinity import customer_affinity
from groundswell.discovery.customers.facts import FollowFacts
from groundswell.discovery.customers.following import save_follows
from groundswell.kit.errors import BadInput
from groundswell.relationships.models import CreatorList

pytestmark = pytest.mark.django_db
PAGE = "/w/acme/customers/affinity/"


@pytest.fixture
def manager(member_client: Callable[..., Client]) -> Client:
    return member_client("manager")


def profile(handle: str, follows: list[str], **facts: Any) -> Account:
    account: Account = Account.objects.create(platform="bluesky", handle=handle, external_id=f"did:{handle}", **facts)
    FollowEdge.objects.bulk_create(
        FollowEdge(account=account, direction="following", external_id=f"did:{other}", handle=other)
        for other in follows
    )
    return account


@pytest.fixture
def runner(workspace: Workspace) -> Account:
    """Ten customers follow run.example, eight news.example; 30 others follow news.example, three of them run.example."""
    lists = [("run.example", 10), ("news.example", 8), ("acmeshoes", 9)]
    facts = [FollowFacts(f"c{at}@shop.example", "bluesky", name) for name, count in lists for at in range(count)]
    save_follows(workspace=workspace, follows=facts, source="File")
    for at in range(30):
        country = "US" if at % 2 else "DE"
        profile(f"p{at}.example", ["news.example", *(["run.example"] if at < 3 else [])], country=country)
    return profile("run.example", [], display_name="Run Club")


def test_the_ranking_against_other_lists(workspace: Workspace, runner: Account) -> None:
    found = customer_affinity(workspace, leave_out=["AcmeShoes"])
    assert (found.customers, found.base) == (10, 30)
    assert [row.handle for row in found.rows] == ["run.example", "news.example"]
    first = found.rows[0]
    assert (first.account, first.affinity.customers, first.affinity.base) == (runner, 10, 3)
    assert first.affinity.sure
    assert not found.rows[1].affinity.sure
    assert found.sure == 1


def test_the_comparison_is_narrowed(workspace: Workspace, runner: Account) -> None:
    assert customer_affinity(workspace, country="de").base == 15
    with pytest.raises(BadInput, match="nobody to compare"):
        customer_affinity(workspace, country="FR")


def test_customers_are_not_ranked(workspace: Workspace, runner: Account) -> None:
    facts = [FollowFacts(f"c{at}@shop.example", "bluesky", "friend.example") for at in range(9)]
    facts.append(FollowFacts("bluesky:friend.example", "bluesky", "run.example"))
    save_follows(workspace=workspace, follows=facts, source="File")
    assert "friend.example" not in [row.handle for row in customer_affinity(workspace).rows]


def test_follower_lists_alone_make_no_comparison(workspace: Workspace) -> None:
    """Who is known by one account's follower list would make that account look usual."""
    save_follows(workspace=workspace, follows=[FollowFacts("a@shop.example", "bluesky", "run.example")], source="File")
    account: Account = Account.objects.create(platform="bluesky", handle="run.example", external_id="did:run")
    FollowEdge.objects.create(account=account, direction="followers", external_id="did:x", handle="x")
    with pytest.raises(BadInput, match="nobody to compare"):
        customer_affinity(workspace)


def test_the_page_ranks_and_the_ticked_become_candidates(
    manager: Client, workspace: Workspace, runner: Account
) -> None:
    create_campaign(workspace=workspace, facts=CampaignFacts(name="Trail", brand_handle="acmeshoes"))
    page = manager.get(PAGE).content.decode()
    assert "10 customers’ lists against 30 others" in page
    assert "Run Club" in page
    assert "followed more" in page
    assert "acmeshoes" not in page
    manager.post("/w/acme/find/take/", {"account": runner.pk, "to": "list", "list": "Fans’ favourites"})
    made = CreatorList.objects.of(workspace).get(name="Fans’ favourites")
    assert [creator.name for creator in made.creators.all()] == ["Run Club"]


def test_the_empty_page_says_what_to_do_next(manager: Client) -> None:
    assert "No customer told whom they follow yet" in manager.get(PAGE).content.decode()
    assert manager.get(PAGE, {"view": "best"}).status_code == 200


def test_an_unknown_view_is_refused(manager: Client, runner: Account) -> None:
    assert manager.get(PAGE, {"view": "best"}).status_code == 422


def test_other_workspaces_see_nothing_of_it(
    client_of: Callable[[User], Client], outsider: User, other_workspace: Workspace, runner: Account
) -> None:
    assert client_of(outsider).get(PAGE).status_code == 404
    with pytest.raises(BadInput, match="No customer told"):
        customer_affinity(other_workspace)


def test_by_script(client: Client, workspace: Workspace, owner: User, runner: Account) -> None:
    create_campaign(workspace=workspace, facts=CampaignFacts(name="Trail", brand_handle="@AcmeShoes"))
    token = create_token(workspace=workspace, user=owner, name="t", scopes=["read"])
    headers = {"Authorization": f"Bearer {token}"}
    found = client.get("/api/v1/discovery/affinity", headers=headers).json()
    assert (found["customers"], found["base"]) == (10, 30)
    assert found["results"][0]["account"] == "bluesky:run.example"
    assert found["results"][0]["account_id"] == runner.pk
    refused = client.get("/api/v1/discovery/affinity?country=FR", headers=headers)
    assert (refused.status_code, refused.json()["where"]) == (422, "base")
    assert not Creator.objects.exists()
