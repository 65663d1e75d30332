"""Attribution models by page, API and command: the journeys behind them are read from clicks and orders."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit.tests.fixtures import Result
from groundswell.links.models import Click, Link
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import create_code, record_order

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def people(workspace: Workspace) -> dict[str, Link]:
    """Ana and Ben with a link each; Ben has the code BEN10."""
    links = {}
    for name in ("Ana", "Ben"):
        creator = Creator.objects.create(workspace=workspace, name=name)
        links[name] = Link.objects.create(
            workspace=workspace, slug=name.lower(), target_url="https://shop.example/", creator=creator
        )
    create_code(workspace=workspace, code="BEN10", creator=links["Ben"].creator, campaign=None)
    return links


def click(link: Link, visitor: str, minutes: int, excluded: str = "") -> str:
    """The click's id."""
    made = Click.objects.create(
        workspace=link.workspace, click_id=f"{visitor}{minutes}{link.slug}", link=link, visitor=visitor,
        at=NOON + timedelta(minutes=minutes), excluded=excluded,
    )  # fmt: skip
    return made.click_id


def order(workspace: Workspace, number: str, amount: str, click_id: str = "", code: str = "") -> None:
    record_order(
        workspace=workspace,
        facts=OrderFacts(
            source="shopify", external_id=number, placed_at=NOON + timedelta(hours=1), currency="USD",
            subtotal=Decimal(amount), total=Decimal(amount), click_id=click_id, codes=(code,) if code else (),
        ),
    )  # fmt: skip


@pytest.fixture
def sold(workspace: Workspace, people: dict[str, Link]) -> None:
    """Order 1: Ana's link, a robot on Ben's, then Ben's link: 60. Order 2: Ana's link, then Ben's code: 40.
    Order 3: nobody's. And a visitor of Ana's who bought nothing."""
    ana, ben = people["Ana"], people["Ben"]
    click(ana, "v1", 0)
    click(ben, "v1", 1, excluded="bot")
    order(workspace, "1", "60.00", click_id=click(ben, "v1", 2))
    order(workspace, "2", "40.00", click_id=click(ana, "v2", 0), code="BEN10")
    order(workspace, "3", "500.00")
    click(ana, "v3", 0)


@pytest.mark.usefixtures("sold")
def test_the_models_by_hand(api: Callable[..., Client]) -> None:
    """Both orders met Ana, then Ben."""
    document = api("read").get("/api/v1/reports/attribution").json()

    assert (document["orders"], document["orders_with_several_creators"]) == (2, 2)
    assert (document["net_revenue"], document["currency"], document["complete"]) == (100.0, "USD", True)
    ana, ben = sorted(document["creators"], key=lambda row: str(row["creator"]["name"]))
    net = {model: credit["net_revenue"] for model, credit in ben["credits"].items()}
    assert 50 < net.pop("time decay") < 50.1  # met minutes later
    assert net == {"last": 100.0, "linear": 50.0, "position": 50.0, "markov": 50.0, "shapley": 50.0}
    assert set(ana["credits"]) == {"first", "linear", "position", "time decay", "markov", "shapley"}
    assert ana["credits"]["first"] == {"orders": 2.0, "net_revenue": 100.0}
    assert set(document["models"]) == set(net) | {"first", "time decay"}


@pytest.mark.usefixtures("sold")
def test_the_page_and_the_command(member_client: Callable[[str], Client], cli: Callable[..., Result]) -> None:
    page = member_client("analyst").get("/w/acme/roi/models/").content.decode()
    assert "On the way to 2 of 2 orders several creators were met." in page
    assert page.count('data-label="Shapley"') == 2
    assert "All credit to the creator met first." in page

    told = cli("--workspace", "acme", "reports", "attribution")
    assert told.exit_code == 0
    assert "Net revenue 100.00 USD of 2 orders; on the way to 2 of them several creators were met" in told.stdout
    document = json.loads(cli("--workspace", "acme", "reports", "attribution", "--json").stdout)
    assert document["orders"] == 2


def test_without_orders_the_page_says_what_to_do(member_client: Callable[[str], Client]) -> None:
    page = member_client("analyst").get("/w/acme/roi/models/").content.decode()
    assert "No order owed to a creator yet" in page
    assert "Import orders" in page


def test_the_last_model_is_what_the_roi_counts(
    workspace: Workspace, sold: None, people: dict[str, Link], api: Callable[..., Client]
) -> None:
    order(workspace, "4", "7.77", click_id=click(people["Ana"], "v9", 0))
    client = api("read")
    counted = {
        row["creator"]["name"]: row["net_revenue"] for row in client.get("/api/v1/reports/roi").json()["creators"]
    }
    models = client.get("/api/v1/reports/attribution").json()
    last = {row["creator"]["name"]: row["credits"]["last"]["net_revenue"] for row in models["creators"]}
    assert last == counted == {"Ana": 7.77, "Ben": 100.0}


def test_another_brand_sees_nothing_of_it(sold: None, outsider: object, client_of: Callable[..., Client]) -> None:
    client = client_of(outsider)
    assert client.get("/w/acme/roi/models/").status_code == 404


def test_a_campaign_of_nobody_is_not_found(member_client: Callable[[str], Client]) -> None:
    assert member_client("analyst").get("/w/acme/roi/models/?campaign=none").status_code == 404


@pytest.mark.usefixtures("sold")
def test_among_very_many_clicks_the_ways_of_buyers_stay_whole(
    api: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = api("read").get("/api/v1/reports/attribution").json()
    monkeypatch.setattr("groundswell.reports.queries.journeys.MOST_CLICKS", 1)
    part = api("read").get("/api/v1/reports/attribution").json()
    assert (whole["complete"], part["complete"]) == (True, False)
    assert part["creators"] == whole["creators"]
