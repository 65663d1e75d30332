"""Whom customers follow more: the page and the API."""

import json
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
from groundswell.discovery.models import Customer, CustomerFollow, CustomerProfile
from groundswell.discovery.tests.follows import READ, profile
from groundswell.kit.errors import BadInput
from groundswell.kit.tests.fixtures import Result
from groundswell.relationships.models import CreatorList

pytestmark = pytest.mark.django_db
PAGE = "/w/acme/customers/affinity/"
TAKE = PAGE + "take/"


@pytest.fixture
def manager(member_client: Callable[..., Client]) -> Client:
    return member_client("manager")


@pytest.fixture
def runner(workspace: Workspace) -> Account:
    """Ten customers follow run.example, eight news.example; 60 others follow news.example, three of them run.example: half
    of them American."""
    lists = [("run.example", 10), ("news.example", 8), ("acmeshoes", 9)]
    facts = [FollowFacts(f"c{at}@shop.example", "bluesky", name) for name, count in lists for at in range(count)]
    save_follows(workspace=workspace, follows=facts, source="File")
    for at in range(60):
        country = "US" if at % 2 else "DE"
        profile(f"p{at}.example", ["news.example", *(["run.example"] if at in (0, 2, 4) else [])], country=country)
    return profile("run.example", [], display_name="Run Club")


def test_the_ranking_against_other_lists(workspace: Workspace, runner: Account) -> None:
    found = customer_affinity(workspace, leave_out=["AcmeShoes"])
    assert (found.customers, found.base) == (10, 60)
    assert [row.handle for row in found.rows] == ["run.example", "news.example"]
    first = found.rows[0]
    assert (first.account, first.affinity.customers, first.affinity.base) == (runner, 10, 3)
    assert first.affinity.sure
    assert not found.rows[1].affinity.sure
    assert found.sure == 1


def test_what_the_comparison_is_made_of(workspace: Workspace, runner: Account) -> None:
    (told,) = customer_affinity(workspace).backgrounds
    assert (told.network, told.customers, told.lists, told.worth) == ("bluesky", 10, 60, 60)
    assert (told.matched, told.met, told.read_from, told.read_until) == ((), None, READ, READ)


def test_the_comparison_is_narrowed(workspace: Workspace, runner: Account) -> None:
    (told,) = customer_affinity(workspace, country="de").backgrounds
    assert (told.lists, told.matched, told.enough) == (30, ("country",), True)


def test_too_few_to_compare_with_is_no_answer(workspace: Workspace, runner: Account) -> None:
    found = customer_affinity(workspace, country="DE", language="de")
    assert (found.rows, found.enough, found.base) == ([], False, 0)
    Account.objects.filter(handle="p0.example").delete()
    assert (customer_affinity(workspace, country="DE").enough, customer_affinity(workspace).enough) == (False, True)


def test_matched_by_country(workspace: Workspace, runner: Account) -> None:
    """Three quarters of the customers live in Germany, where nobody else follows run.example."""
    for at in range(10):
        country = "DE" if at < 6 else "US" if at < 8 else ""
        Customer.objects.create(workspace=workspace, email=f"c{at}@shop.example", country=country, source="File")
    CustomerFollow.objects.all().delete()
    save_follows(
        workspace=workspace,
        follows=[FollowFacts(f"c{at}@shop.example", "bluesky", "run.example") for at in range(10)],
        source="File",
    )
    found = customer_affinity(workspace)
    (told,) = found.backgrounds
    assert (told.matched, told.lists, told.met) == (("country",), 60, 0.8)
    assert told.worth == round(1 / (0.75**2 / 30 + 0.25**2 / 30))
    assert found.rows[0].affinity.base == round(told.worth * (0.75 * 3 / 30))


def test_own_accounts_and_customers_are_neither_ranked_nor_compared_with(workspace: Workspace, runner: Account) -> None:
    profile("acmeshoes", ["run.example"])
    profile("c.example", ["run.example"])
    profile("tom.example", ["run.example"])
    customer = Customer.objects.create(workspace=workspace, email="c0@shop.example", source="File")
    CustomerProfile.objects.create(workspace=workspace, customer=customer, platform="bluesky", handle="c.example")
    tom = Creator.objects.create(workspace=workspace, name="Tom")
    tom.accounts.add(Account.objects.get(handle="tom.example"))
    Customer.objects.create(workspace=workspace, email="t@shop.example", creator=tom, match="email", source="File")
    assert customer_affinity(workspace, leave_out=["acmeshoes"]).base == 60
    assert customer_affinity(workspace).base == 61


def test_networks_are_compared_apart(workspace: Workspace, runner: Account) -> None:
    """Mastodon's accounts are not held against Bluesky's people; where too few lists are held, that network is left."""
    facts = [FollowFacts(f"m{at}@shop.example", "mastodon", "trail@m.example") for at in range(20)]
    save_follows(workspace=workspace, follows=facts, source="File")
    for at in range(40):
        profile(f"x{at}@m.example", ["trail@m.example"], platform="mastodon")
    found = customer_affinity(workspace)
    assert [(one.network, one.customers, one.lists) for one in found.backgrounds] == [
        ("bluesky", 10, 60),
        ("mastodon", 20, 40),
    ]
    by_handle = {row.handle: row.affinity for row in found.rows}
    assert by_handle["trail@m.example"].customer_share == by_handle["trail@m.example"].base_share == 1
    assert not by_handle["trail@m.example"].sure
    assert by_handle["run.example"].sure


def test_who_asked_not_to_be_found_is_not_ranked(workspace: Workspace, runner: Account) -> None:
    Account.objects.filter(pk=runner.pk).update(listed=False)
    assert "run.example" not in [row.handle for row in customer_affinity(workspace).rows]


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
    assert customer_affinity(workspace).base == 0


def test_the_page_ranks(manager: Client, workspace: Workspace, runner: Account) -> None:
    create_campaign(workspace=workspace, facts=CampaignFacts(name="Trail", brand_handle="acmeshoes"))
    page = manager.get(PAGE).content.decode()
    assert "10 lists of customers against 60 others" in page
    assert "Run Club" in page
    assert "followed more" in page
    assert "acmeshoes" not in page


def on_list(workspace: Workspace, name: str) -> list[str]:
    return sorted(creator.name for creator in CreatorList.objects.of(workspace).get(name=name).creators.all())


def test_one_click_makes_a_candidate(manager: Client, workspace: Workspace, runner: Account) -> None:
    page = manager.get(PAGE).content.decode()
    assert 'name="one" value="bluesky:news.example"' in page
    back = manager.post(
        TAKE, {"one": "bluesky:run.example", "into": "list:Fans’ favourites", "next": PAGE + "?view=popular"}
    )
    assert back["Location"] == PAGE + "?view=popular"
    assert on_list(workspace, "Fans’ favourites") == ["Run Club"]
    creator = runner.creators.get()
    assert creator.relationship.reason == "Followed by 10 of 10 customers who told whom they follow."
    page = manager.get(PAGE).content.decode()
    assert "1 creator added to “Fans’ favourites”" in page
    assert "Your creator" in page
    assert 'name="one" value="bluesky:run.example"' not in page


def test_all_that_are_sure_takes_who_is_a_creator_already(
    manager: Client, workspace: Workspace, runner: Account
) -> None:
    """A list to plan from is whole."""
    creator = Creator.objects.create(workspace=workspace, name="Run Club")
    creator.accounts.add(runner)
    page = manager.get(PAGE).content.decode()
    assert "Your creator" in page
    assert 'name="sure" value="bluesky:run.example"' in page
    manager.post(TAKE, {"all": "sure", "sure": "bluesky:run.example", "into": "list:Fans"})
    assert on_list(workspace, "Fans") == ["Run Club"]


def test_the_ticked_and_all_that_are_sure(manager: Client, workspace: Workspace, runner: Account) -> None:
    """An account that the catalogue lacks becomes the workspace's own."""
    campaign = create_campaign(workspace=workspace, facts=CampaignFacts(name="Trail", brand_handle="acmeshoes"))
    given = {
        "name": ["bluesky:news.example", "bluesky:run.example"],
        "sure": "bluesky:run.example",
        "into": "campaign:trail",
    }
    manager.post(TAKE, given | {"all": "sure"})
    assert [one.creator.name for one in campaign.participants.all()] == ["Run Club"]
    manager.post(TAKE, given)
    assert {one.creator.name for one in campaign.participants.all()} == {"Run Club", "news.example"}
    own = Account.objects.get(handle="news.example")
    assert (own.workspace, own.source) == (workspace, "Followed by customers")
    assert "2 creators added" not in manager.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"into": "list:Fans"}, "Nobody is selected"), ({"one": "bluesky:run.example"}, "Choose where to put them"),
        ({"one": "bluesky:run.example", "into": "campaign:none"}, "There is no campaign “none”"),
        ({"one": "run", "into": "list:Fans"}, "of which network?"),
        ({"one": "bluesky:shy.example", "into": "list:Fans"}, "asked not to be found"),
    ],
)  # fmt: skip
def test_refusals_are_said(manager: Client, runner: Account, given: dict[str, str], said: str) -> None:
    profile("shy.example", [], listed=False)
    there = manager.post(TAKE, given | {"next": "https://elsewhere.example/"}, follow=True)
    assert said in there.content.decode()
    assert there.redirect_chain == [(PAGE, 302)]
    assert not Creator.objects.exists()


def test_analysts_take_nobody(member_client: Callable[..., Client], runner: Account) -> None:
    analyst = member_client("analyst")
    assert 'name="one"' not in analyst.get(PAGE).content.decode()
    assert analyst.post(TAKE, {"one": "bluesky:run.example", "into": "list:Fans"}).status_code == 403


def test_the_page_cannot_tell(manager: Client, runner: Account) -> None:
    page = manager.get(PAGE, {"country": "FR"}).content.decode()
    assert "Cannot tell" in page
    assert "30 are needed" in page
    assert "Run Club" not in page


@pytest.mark.parametrize(("network", "cure"), [("instagram", "Compare two files"), ("", "a column platform")])
def test_networks_without_lists_say_what_to_do(manager: Client, workspace: Workspace, network: str, cure: str) -> None:
    save_follows(workspace=workspace, follows=[FollowFacts("a@shop.example", network, "run")], source="File")
    assert cure in manager.get(PAGE).content.decode()


def test_the_empty_page_says_what_to_do_next(manager: Client) -> None:
    assert "No customer told whom they follow yet" in manager.get(PAGE).content.decode()


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
    assert (found["customers"], found["base"]) == (10, 60)
    assert found["results"][0]["account"] == "bluesky:run.example"
    assert found["results"][0]["account_id"] == runner.pk
    assert found["background"][0]["read_from"] == "2026-05-03T00:00:00Z"
    nobody = client.get("/api/v1/discovery/affinity?country=FR", headers=headers).json()
    assert (nobody["results"], nobody["background"][0]["enough"]) == ([], False)
    assert not Creator.objects.exists()


def test_candidates_by_script(client: Client, workspace: Workspace, owner: User, runner: Account) -> None:
    token = create_token(workspace=workspace, user=owner, name="t", scopes=["read", "write"])
    headers = {"Authorization": f"Bearer {token}"}
    given = {"accounts": ["bluesky:run.example", "bluesky:news.example"], "list": "Fans"}

    def put() -> Any:
        return client.post(
            "/api/v1/discovery/candidates", given, content_type="application/json", headers=headers
        ).json()

    assert put() == {"creators": 2, "on_list": 2, "in_campaign": 0}
    assert put() == {"creators": 2, "on_list": 0, "in_campaign": 0}
    found = client.get("/api/v1/discovery/affinity", headers=headers).json()
    creators = {one["account"]: one["creator_id"] for one in found["results"]}
    assert creators["bluesky:run.example"] == runner.creators.get().pk
    assert creators["bluesky:acmeshoes"] is None
    assert on_list(workspace, "Fans") == ["Run Club", "news.example"]


def test_candidates_by_command(cli: Callable[..., Result], workspace: Workspace, runner: Account) -> None:
    create_campaign(workspace=workspace, facts=CampaignFacts(name="Trail"))
    names = ["bluesky:run.example", "https://bsky.app/profile/run.example"]
    done = cli("discover", "candidates", *names, "--list", "Fans", "--campaign", "trail", "--json")
    assert json.loads(done.stdout) == {"creators": 1, "on_list": 1, "in_campaign": 1}
    assert cli("discover", "candidates", *names).exit_code == 2
