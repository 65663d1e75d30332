"""The planner's page: from a list to a campaign."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import create_token
from groundswell.campaigns.models import Campaign, Participant
from groundswell.campaigns.programme import Asked, programme
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.models import Creator, FollowEdge
from groundswell.creators.queries import main_account
from groundswell.creators.services import create_creator, record_audience
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.relationships.services import add_to_list, create_list

pytestmark = pytest.mark.django_db
PLAN = "/w/acme/campaigns/plan/"


def asked(**changes: Any) -> Asked:
    return Asked(**{"list": "autumn", "budget": Decimal(400), **changes})


def test_past_deals_a_model_and_what_is_assumed(workspace: Workspace, people: list[Creator]) -> None:
    found = programme(workspace, asked(budget=Decimal(10_000)))
    by_name = {row.known.creator.name: row.known for row in found.rows}
    assert len(by_name) == 7
    first, last = by_name["Creator 0"].price, by_name["Creator 6"].price
    assert first
    assert last
    assert (first.amount, first.source) == (Decimal(50), "deal")
    assert (last.amount, last.source, last.deals) == (Decimal("3200.00"), "model", 6)
    assert by_name["Creator 5"].assumed == ("engagement",)
    assert by_name["Creator 5"].rate == 0.05
    assert found.plan.best.spend == Decimal("6350.00")
    assert found.overlap.market == {"instagram": 128_000}


def test_a_quote_beats_everything(workspace: Workspace, people: list[Creator]) -> None:
    found = programme(workspace, asked(prices={people[6].pk: Decimal(300)}))
    assert people[6].pk in [row.known.creator.pk for row in found.rows]
    assert found.plan.best.spend <= 400


def test_budget_limits_and_what_more_money_brings(workspace: Workspace, people: list[Creator]) -> None:
    found = programme(workspace, asked(max_creators=2))
    assert len(found.rows) <= 2
    assert found.plan.best.spend <= 400
    assert found.plan.best.value <= found.plan.upper_bound
    values = [value for _, value in found.frontier]
    assert values == sorted(values)
    assert found.more >= 0
    assert all(0 < row.marginal <= found.plan.best.value for row in found.rows)
    assert found.duel
    assert found.duel.giant.creator == people[6]
    assert found.duel.money == Decimal("3200.00")
    assert found.duel.army_size == 6
    assert found.duel.army_wins == (found.duel.army_value > found.duel.giant_value)


def test_the_army_loses_where_it_does(workspace: Workspace, people: list[Creator]) -> None:
    found = programme(workspace, asked(prices={people[6].pk: Decimal(100)}))
    assert found.duel
    assert not found.duel.army_wins
    assert found.duel.giant_value == pytest.approx(3_200)


def test_followers_whose_ids_are_known_count_once(workspace: Workspace, people: list[Creator]) -> None:
    for creator in people[:2]:
        account = main_account(creator)
        assert account
        account.followers, account.engagement_rate = 10, 1.0
        account.save()
        FollowEdge.objects.bulk_create(
            FollowEdge(account=account, direction="followers", external_id=f"u{at}") for at in range(10)
        )
    ban = tuple(creator.pk for creator in people[2:])
    found = programme(workspace, asked(ban=ban))
    assert found.exact == 2
    assert found.plan.best.value == pytest.approx(10)
    assert found.plan.best.chosen == [str(people[0].pk)]


def test_only_the_audience_that_is_wanted_counts(workspace: Workspace, people: list[Creator]) -> None:
    for creator, share in ((people[0], 0.8), (people[1], 0.1)):
        account = main_account(creator)
        assert account
        record_audience(
            workspace=workspace, account=account, origin="vendor", source="File", observed_at=clock.now(),
            figures=[AudienceFacts("country", "US", share)],
        )  # fmt: skip
    found = programme(workspace, asked(country="US", budget=Decimal(10_000)))
    by_name = {row.known.creator.name: row.known for row in found.rows}
    assert (by_name["Creator 0"].part.share, by_name["Creator 1"].part.share) == (0.8, 0.1)
    assert by_name["Creator 2"].part.share == pytest.approx(0.45)
    assert "audience" in by_name["Creator 2"].assumed


def test_nobody_to_plan_is_said(workspace: Workspace) -> None:
    create_list(workspace=workspace, name="Autumn")
    with pytest.raises(BadInput, match="None of the candidates can be planned"):
        programme(workspace, asked())


def test_without_a_list_the_page_says_what_to_do(planner: Client) -> None:
    assert "Nobody to choose from yet" in planner.get(PLAN).content.decode()


def test_the_page_shows_the_plan_with_its_proof(planner: Client, people: list[Creator]) -> None:
    page = planner.get(PLAN, {"list": "autumn", "budget": "400"}).content.decode()
    for text in (
        "Of the proven best, at least",
        "Lost without",
        "price model",
        "Army or one giant?",
        "What this rests on",
    ):
        assert text in page
    assert "nan" not in page.lower().replace("finance", "")


def test_swapping_by_hand_shows_the_loss(planner: Client, people: list[Creator]) -> None:
    found = planner.get(PLAN, {"list": "autumn", "budget": "400"})
    _, without, _ = found.context["rows"][0]
    page = planner.get(PLAN + without)
    assert "Your change costs" in page.content.decode()
    assert found.context["rows"][0][0].known.creator.pk not in [
        row.known.creator.pk for row, *_ in page.context["rows"]
    ]
    (_, back, how) = page.context["forced"][0]
    assert how == "ban"
    assert [r.known for r, *_ in planner.get(PLAN + back).context["rows"]] == [
        r.known for r, *_ in found.context["rows"]
    ]


def test_a_plan_becomes_a_campaign(planner: Client, workspace: Workspace, people: list[Creator]) -> None:
    rows = planner.get(PLAN, {"list": "autumn", "budget": "400"}).context["rows"]
    chosen = [row.known.creator.pk for row, *_ in rows]
    answer = planner.post(PLAN + "take/", {"name": "Trail", "budget": "400", "creator": chosen})
    assert answer["Location"] == "/w/acme/campaigns/trail/?tab=participants"
    made = Campaign.objects.of(workspace).get(slug="trail")
    assert (made.budget, made.state) == (Decimal(400), "draft")
    invited = Participant.objects.of(workspace).filter(campaign=made)
    assert sorted(invited.values_list("creator", flat=True)) == sorted(chosen)


def test_creators_of_others_never_join(
    planner: Client, workspace: Workspace, other_workspace: Workspace, people: list[Creator]
) -> None:
    stranger = create_creator(workspace=other_workspace, name="Stranger", email="", platform="x", handle="stranger")
    assert planner.post(PLAN + "take/", {"name": "Trail", "budget": "400", "creator": stranger.pk}).status_code == 422
    assert not Campaign.objects.of(workspace).exists()


def test_analysts_plan_and_do_not_take(member_client: Callable[..., Client], people: list[Creator]) -> None:
    analyst = member_client("analyst")
    page = analyst.get(PLAN, {"list": "autumn", "budget": "400"})
    assert page.status_code == 200
    assert "Make the campaign" not in page.content.decode()
    assert analyst.post(PLAN + "take/", {"name": "T", "budget": "4", "creator": people[0].pk}).status_code == 403


def test_outsiders_see_nothing(client_of: Callable[[User], Client], outsider: User, people: list[Creator]) -> None:
    assert client_of(outsider).get(PLAN, {"list": "autumn", "budget": "400"}).status_code == 404


@pytest.mark.parametrize(
    ("query", "text", "status"),
    [
        ({"budget": "0"}, "greater than or equal to 0.01", 200),
        ({"budget": "NaN"}, "Enter a number", 200),
        ({"list": "nobody"}, "Select a valid choice", 200),
        ({"min_per_niche": "2", "max_creators": "1", "must": "0"}, "is not among the candidates", 422),
        ({"budget": "10"}, "Nobody fits this budget", 200),
    ],
)
def test_what_cannot_be_planned_is_said(
    planner: Client, people: list[Creator], query: dict[str, str], text: str, status: int
) -> None:
    answer = planner.get(PLAN, {"list": "autumn", "budget": "400", **query})
    assert answer.status_code == status
    assert text in answer.content.decode()


def test_everyone_required_but_too_dear(planner: Client, people: list[Creator]) -> None:
    required = "".join(f"&must={one.pk}" for one in people)
    answer = planner.get(f"{PLAN}?list=autumn&budget=400{required}")
    assert answer.status_code == 422
    assert "Those required cost 6350.00, more than the budget of 400." in answer.content.decode()


def test_prices_are_asked_for_where_there_are_none(planner: Client, workspace: Workspace) -> None:
    creator = create_creator(
        workspace=workspace, name="Noor", email="", platform="instagram", handle="noor", followers=5_000
    )
    account = main_account(creator)
    assert account
    account.engagement_rate = 0.04
    account.save()
    add_to_list(workspace=workspace, list=create_list(workspace=workspace, name="Autumn"), creators=[creator])
    asked_for = planner.get(PLAN, {"list": "autumn", "budget": "400"})
    assert asked_for.status_code == 422
    assert f'name="price_{creator.pk}"' in asked_for.content.decode()
    planned = planner.get(PLAN, {"list": "autumn", "budget": "400", f"price_{creator.pk}": "120"})
    assert [row.known.creator for row, *_ in planned.context["rows"]] == [creator]


def test_by_script(workspace: Workspace, owner: User, client: Client, people: list[Creator]) -> None:
    token = create_token(workspace=workspace, user=owner, name="t", scopes=["read"])
    headers = {"Authorization": f"Bearer {token}"}

    def ask(**changes: Any) -> Any:
        body = {"list": "autumn", "budget": "400.00", **changes}
        return client.post("/api/v1/plans", body, content_type="application/json", headers=headers)

    found = ask(exclude=[people[0].pk], prices={str(people[6].pk): "120"}).json()
    assert people[0].pk not in [one["creator_id"] for one in found["chosen"]]
    assert found["chosen"][0]["creator_id"] == people[6].pk
    assert (found["chosen"][0]["price"], found["chosen"][0]["price_source"]) == ("120", "quote")
    assert found["value"] <= found["upper_bound"]
    assert Decimal(found["spend"]) <= 400
    refused = ask(require=[people[5].pk])
    assert (refused.status_code, refused.json()["error"]) == (422, "infeasible")
    assert ask(list="nobody").status_code == 404
    assert ask(budget="0").json()["where"] == "budget"
