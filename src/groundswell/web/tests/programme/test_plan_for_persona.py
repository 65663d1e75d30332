"""A plan out of a saved search, for a persona, with exclusivity and swaps: on the page, by API and by command."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.campaigns.programme import Asked, programme
from groundswell.campaigns.services import CampaignFacts, add_participants, create_campaign, publish_guidelines
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.models import Account, Creator, Post
from groundswell.creators.queries import main_account
from groundswell.creators.services import record_audience
from groundswell.discovery.personas.services import create_persona
from groundswell.discovery.saved.services import save_search
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotFound
from groundswell.kit.tests.fixtures import Result

pytestmark = pytest.mark.django_db
PLAN = "/w/acme/campaigns/plan/"
RICH = Decimal(10_000)


@pytest.fixture
def women(workspace: Workspace, people: list[Creator]) -> None:
    """The persona “Women in the US”; two creators' audiences told, with intervals, the first of both, the second of one."""
    create_persona(workspace=workspace, name="US women", definition={"countries": {"US": 1}, "genders": {"female": 1}})
    for creator, figures in (
        (people[0], [AudienceFacts("country", "US", 0.8, 0.7, 0.9), AudienceFacts("gender", "female", 0.5, 0.4, 0.6)]),
        (people[1], [AudienceFacts("country", "US", 0.4, 0.3, 0.5)]),
    ):
        record_audience(
            workspace=workspace, account=account_of(creator), origin="estimate", source="Sample",
            observed_at=clock.now(), figures=figures,
        )  # fmt: skip


@pytest.fixture
def found(workspace: Workspace, people: list[Creator], settings: Any, tmp_path: Path) -> Account:
    """A saved search “Trail”: two of the creators, and an account of the catalogue that is nobody's yet."""
    settings.HOME = tmp_path
    for creator in people[:2]:
        Account.objects.filter(pk=account_of(creator).pk).update(bio="plantrail")
    stranger: Account = Account.objects.create(
        platform="instagram", handle="plan_stranger", bio="plantrail", followers=9_000, engagement_rate=0.05
    )
    save_search(workspace=workspace, name="Trail", query={"text": "plantrail"})
    return stranger


@pytest.fixture
def exclusive(workspace: Workspace) -> Campaign:
    """A running campaign that excludes Zip for 30 days."""
    made = create_campaign(workspace=workspace, facts=CampaignFacts(name="Autumn run", state="running"))
    items = [{"kind": "competitor", "value": "Zip"}, {"kind": "exclusivity", "value": "30"}]
    publish_guidelines(campaign=made, brief="Run.", items=items, places=("US",))
    return made


def account_of(creator: Creator) -> Account:
    account = main_account(creator)
    assert account
    return account


def asked(**changes: Any) -> Asked:
    return Asked(**{"list": "autumn", "budget": Decimal(400), **changes})


def test_only_the_people_of_the_persona_count_with_their_interval(
    workspace: Workspace, people: list[Creator], women: None
) -> None:
    plan = programme(workspace, asked(persona="us-women", budget=RICH))
    known = {row.known.creator.name: row.known for row in plan.rows}
    assert known["Creator 0"].people == pytest.approx((400, 280, 540))
    assert known["Creator 1"].people == pytest.approx((400, 240, 600))
    assert (known["Creator 0"].assumed, known["Creator 1"].assumed) == ((), ("audience",))
    assert known["Creator 2"].people == pytest.approx((4_000 * 0.3, 4_000 * 0.12, 4_000 * 0.54))
    assert plan.span[0] < plan.plan.best.value < plan.span[1]
    everybody = programme(workspace, asked(budget=RICH))
    assert plan.plan.best.value < everybody.plan.best.value
    assert everybody.span == pytest.approx((everybody.plan.best.value,) * 2)


def test_what_no_audience_tells_is_said(planner: Client, workspace: Workspace, people: list[Creator]) -> None:
    create_persona(workspace=workspace, name="Young", definition={"ages": {"18-24": 1}})
    page = planner.get(PLAN, {"list": "autumn", "budget": "400", "persona": "young"}).content.decode()
    assert "Not counted: age" in page
    assert "so this plan counts everybody who follows" in page
    assert "wanted<br>" not in page


def test_a_persona_of_words_alone_is_refused(planner: Client, workspace: Workspace, people: list[Creator]) -> None:
    create_persona(workspace=workspace, name="Tea", definition={"interests": ["tea"]})
    page = planner.get(PLAN, {"list": "autumn", "budget": "400", "persona": "tea"})
    assert page.status_code == 422
    assert "neither place, language, gender nor age" in page.content.decode()
    assert 'id="plan-form"' in page.content.decode()


def test_the_page_shows_persona_interval_and_swaps(planner: Client, people: list[Creator], women: None) -> None:
    query = {"list": "autumn", "budget": "400", "persona": "us-women"}
    first = planner.get(PLAN, query)
    text = first.content.decode()
    for words in (" wanted<br>", "at the low or the high end", "the persona US women", "audience assumed"):
        assert words in text
    row, _, swap = first.context["rows"][0]
    swapping = planner.get(PLAN + swap)
    assert f"In the place of {row.known.creator.name}" in swapping.content.decode()
    one, change, address = swapping.context["instead"][0]
    done = planner.get(PLAN + address)
    chosen = [shown.known.creator.pk for shown, *_ in done.context["rows"]]
    assert one.creator.pk in chosen
    assert row.known.creator.pk not in chosen
    assert done.context["change"] >= change - 0.001
    assert "Your change costs" in done.content.decode()


def test_candidates_out_of_a_saved_search(
    planner: Client, workspace: Workspace, people: list[Creator], found: Account
) -> None:
    query = {"list": "search:trail", "budget": "400"}
    first = planner.get(PLAN, query)
    assert sorted(row.known.creator.name for row, *_ in first.context["rows"]) == ["Creator 0", "Creator 1"]
    assert "1 whom the search finds is no creator of yours yet" in first.content.decode()
    creators = Creator.objects.of(workspace).count()
    for _ in range(2):
        answer = planner.post(PLAN + "adopt/", {"search": "trail", "back": "list=search%3Atrail&budget=400"})
        assert answer["Location"] == "/w/acme/campaigns/plan/?list=search%3Atrail&budget=400"
    assert Creator.objects.of(workspace).count() == creators + 1
    then = planner.get(PLAN, query)
    assert not then.context["gathered"].strangers
    assert "plan_stranger" in then.content.decode()


def test_who_may_not_write_adopts_nobody(
    member_client: Callable[..., Client], client_of: Callable[[User], Client], outsider: User, found: Account
) -> None:
    analyst = member_client("analyst")
    assert "Make them creators" not in analyst.get(PLAN, {"list": "search:trail", "budget": "9"}).content.decode()
    assert analyst.post(PLAN + "adopt/", {"search": "trail"}).status_code == 403
    assert client_of(outsider).post(PLAN + "adopt/", {"search": "trail"}).status_code == 404
    assert not Creator.objects.filter(accounts=found).exists()


def test_candidates_come_from_one_place(
    workspace: Workspace, other_workspace: Workspace, people: list[Creator]
) -> None:
    for both in ({"search": "trail"}, {"list": ""}):
        with pytest.raises(BadInput, match="one list or one saved search"):
            programme(workspace, asked(**both))
    save_search(workspace=other_workspace, name="Theirs", query={"text": "x"})
    with pytest.raises(NotFound):
        programme(workspace, asked(list="", search="theirs"))
    create_persona(workspace=other_workspace, name="Theirs", definition={"countries": {"US": 1}})
    with pytest.raises(NotFound):
        programme(workspace, asked(persona="theirs"))


def test_who_posted_for_a_competitor_is_kept_out_unless_required(
    planner: Client, people: list[Creator], exclusive: Campaign
) -> None:
    for at, days in ((0, 3), (1, 31)):
        Post.objects.create(
            account=account_of(people[at]), external_id="zip", caption="New from Zip", source="test",
            published_at=clock.now() - timedelta(days=days),
        )  # fmt: skip
    query = {"list": "autumn", "budget": str(RICH)}
    first = planner.get(PLAN, query)
    assert "Kept out by exclusivity" in first.content.decode()
    [(one, address)] = first.context["clashing"]
    assert one.creator == people[0]
    assert people[0].pk not in [row.known.creator.pk for row, *_ in first.context["rows"]]
    then = planner.get(PLAN + address)
    assert people[0].pk in [row.known.creator.pk for row, *_ in then.context["rows"]]
    assert "required all the same" in then.content.decode()


def test_who_agreed_not_to_post_for_the_brand_is_kept_out(
    workspace: Workspace, people: list[Creator], exclusive: Campaign
) -> None:
    add_participants(workspace=workspace, campaign=exclusive, creators=people[:2])
    version = exclusive.guideline_versions.get()
    Participant.objects.of(workspace).filter(creator=people[0]).update(state="accepted", agreed_guidelines=version)
    assert [one.creator for one in programme(workspace, asked(brand="@zip")).clashing] == [people[0]]
    assert programme(workspace, asked(brand="Zap")).clashing == []
    Campaign.objects.of(workspace).update(state="cancelled")
    assert [one.creator for one in programme(workspace, asked(brand="zip")).clashing] == [people[0]]


def test_by_script(api: Callable[..., Client], people: list[Creator], women: None, found: Account) -> None:
    def ask(**body: Any) -> Any:
        return api("read").post("/api/v1/plans", {"budget": "400", **body}, content_type="application/json")

    plan = ask(search="trail", persona="us-women", swap=people[0].pk, exclude=[999_999]).json()
    assert plan["not_creators"] == [found.pk]
    assert plan["target"] == {"country": ["US"], "gender": ["female"]}
    assert plan["value_low"] <= plan["value"] <= plan["value_high"]
    assert {one["creator_id"]: one["people"] for one in plan["chosen"]}[people[0].pk] == pytest.approx(400)
    assert (plan["swaps"]["creator_id"], plan["swaps"]["best"]) == (people[0].pk, [])
    assert (plan["unmatched"], plan["overlap"], plan["clashes"]) == ([999_999], "numbers", [])
    assert ask(search="nobody").status_code == 404
    assert ask(search="trail", persona="nobody").status_code == 404
    assert ask().json()["where"] == "list"
    assert "is not among the candidates" in ask(search="trail", require=[people[4].pk]).json()["message"]


def test_by_command(
    cli: Callable[..., Result], workspace: Workspace, people: list[Creator], women: None, found: Account
) -> None:
    plan = ("campaigns", "plan", "--budget", "400")
    own = cli(*plan, "--search", "trail", "--persona", "us-women", "--json")
    assert len(json.loads(own.stdout)["chosen"]) == 2
    assert not Creator.objects.of(workspace).filter(accounts=found).exists()
    taken = cli(*plan, "--search", "trail", "--make-creators", "--quote", f"{people[1].pk}=1", "--swap", people[0].pk)
    assert taken.exit_code == 0
    assert f"Instead of {people[0].pk}:" in taken.stdout
    assert Creator.objects.of(workspace).filter(accounts=found).count() == 1
    listed = json.loads(cli(*plan, "--list", "autumn", "--require", people[1].pk, "--json").stdout)
    assert people[1].pk in [one["creator_id"] for one in listed["chosen"]]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "Who are the candidates?"),
        (("--list", "autumn", "--candidates", "c.csv"), "not from both"),
        (("--candidates", "c.csv", "--audience", "a.csv", "--persona", "p"), "needs the workspace's own creators"),
        (("--list", "autumn", "--quote", "12"), "is no quote"),
        (("--list", "autumn", "--require", "maya"), "is no creator's id"),
        (("--list", "autumn", "--search", "trail"), "one list or one saved search"),
        (("--list", "autumn", "--budget", "0"), "buys nothing"),
        (("--list", "autumn", "--budget", "-5"), "buys nothing"),
    ],
)
def test_what_cannot_be_planned_is_said(
    cli: Callable[..., Result], workspace: Workspace, people: list[Creator], options: tuple[str, ...], message: str
) -> None:
    refused = cli("campaigns", "plan", "--budget", "400", *options, "--json")
    assert refused.exit_code == 2
    assert message in json.loads(refused.stderr)["message"]


def test_a_must_have_without_a_price_is_named(planner: Client, workspace: Workspace, people: list[Creator]) -> None:
    Creator.objects.of(workspace).filter(pk=people[6].pk).update(name="Noor")
    people[6].accounts.update(followers=None)
    page = planner.get(f"{PLAN}?list=autumn&budget=400&must={people[6].pk}")
    assert page.status_code == 422
    assert "Noor is required and cannot be planned." in page.content.decode()
