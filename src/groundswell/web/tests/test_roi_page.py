"""The ROI page and its files, and the same over the API."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Campaign, Cost, Participant
from groundswell.creators.models import Account, Creator
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import create_code, record_order
from groundswell.web.reports import views


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    """Two creators: Ana cost 100 and sold two orders of 90 by her code, one half refunded; Ben cost 40 and sold nothing."""
    campaign = Campaign.objects.create(workspace=workspace, name="Autumn", slug="autumn", currency="USD")
    for name, fee in (("Ana <b>Sole</b>", "100.00"), ("=Ben", "40.00")):
        creator = Creator.objects.create(workspace=workspace, name=name)
        account = Account.objects.create(
            workspace=workspace, platform="instagram", handle=name[-3:].lower(), followers=5000
        )
        creator.accounts.add(account)
        Participant.objects.create(
            workspace=workspace, campaign=campaign, creator=creator, commission_rate=Decimal("0.1")
        )
        Cost.objects.create(
            workspace=workspace, campaign=campaign, creator=creator, kind="fee", amount=Decimal(fee), currency="USD",
            source="offer", external_id=name,
        )  # fmt: skip
        create_code(workspace=workspace, code=f"{name[1:3].upper()}10", creator=creator, campaign=campaign)
    for number, refunded in (("1", None), ("2", Decimal("45.00"))):
        record_order(workspace=workspace, facts=order(number, "USD", "na10", refunded))
    return campaign


def order(number: str, currency: str, code: str, refunded: Decimal | None = None) -> OrderFacts:
    return OrderFacts(
        source="shopify", external_id=number, placed_at=datetime(2026, 10, 1, tzinfo=UTC), currency=currency,
        subtotal=Decimal("90.00"), total=Decimal("99.00"), refunded=refunded, codes=(code,) if code else (),
    )  # fmt: skip


def test_the_figures_by_hand(campaign: Campaign, api: Callable[..., Client]) -> None:
    """Ana: net 90 + 45 = 135; commission 13.50; spend 113.50; profit 21.50; ROI 21.5 / 113.5."""
    document = api("read").get("/api/v1/reports/roi?campaign=autumn").json()

    ana, ben = document["creators"]
    assert ana["spend_by_kind"] == {"commission": 13.5, "fee": 100.0}
    assert (ana["orders"], ana["net_revenue"], ana["profit"]) == (2, 135.0, 21.5)
    assert ana["roi"] == pytest.approx(21.5 / 113.5)
    assert ana["cost_per_order"] == 56.75
    assert (ben["spend"], ben["orders"], ben["roi"], ben["cost_per_order"]) == (40.0, 0, -1.0, None)
    assert document["totals"]["roi"] == pytest.approx((135 - 153.5) / 153.5)


def test_other_currencies_stand_apart(campaign: Campaign, api: Callable[..., Client]) -> None:
    workspace = campaign.workspace
    record_order(workspace=workspace, facts=order("3", "EUR", "NA10"))
    record_order(workspace=workspace, facts=order("4", "EUR", ""))

    document = api("read").get("/api/v1/reports/roi").json()

    assert document["other_currencies"] == [
        {
            "currency": "EUR",
            "orders": 2,
            "net_revenue": 180.0,
            "spend": 0.0,
            "reason": "no rate of EUR to USD is known for 1 Oct 2026 or the week before",
        }
    ]
    assert document["converted"] == []
    assert document["totals"]["net_revenue"] == 135.0
    assert document["unattributed"] == []
    assert any("EUR" in note for note in document["notes"])


def test_cancelled_and_test_orders_never_count(campaign: Campaign, api: Callable[..., Client]) -> None:
    before = api("read").get("/api/v1/reports/roi").json()["totals"]
    plain = order("5", "USD", "NA10")
    cancelled = datetime(2026, 10, 2, tzinfo=UTC)
    record_order(workspace=campaign.workspace, facts=replace(plain, is_test=True))
    record_order(workspace=campaign.workspace, facts=replace(plain, external_id="6", cancelled_at=cancelled))

    assert api("read").get("/api/v1/reports/roi").json()["totals"] == before


def test_the_page_escapes_names_and_counts_its_queries(
    campaign: Campaign, member_client: Callable[..., Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = member_client("analyst")
    browser.get("/w/acme/roi/")
    with django_assert_max_num_queries(30):
        page = browser.get("/w/acme/roi/?campaign=autumn&sort=-spend")

    assert page.status_code == 200
    assert "Ana &lt;b&gt;Sole&lt;/b&gt;" in page.text
    assert "<b>Sole</b>" not in page.text


def test_an_empty_workspace_is_told_what_to_do(workspace: Workspace, member_client: Callable[..., Client]) -> None:
    page = member_client("manager").get("/w/acme/roi/")

    assert "Nothing spent, nothing sold yet" in page.text


def test_files_neutralise_formulas(campaign: Campaign, member_client: Callable[..., Client]) -> None:
    answer = member_client("analyst").get("/w/acme/roi/file.csv?campaign=autumn")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["creator"] for row in rows] == ["Ana <b>Sole</b>", "'=Ben"]
    assert [row["net_revenue"] for row in rows] == ["135.0", "0.0"]
    assert answer["Content-Disposition"].startswith('attachment; filename="roi-autumn-')


def test_the_pdf_is_one(campaign: Campaign, member_client: Callable[..., Client]) -> None:
    answer = member_client("analyst").get("/w/acme/roi/file.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    "address", ["/w/acme/roi/?campaign=autumn", "/w/acme/roi/file.pdf", "/w/rival/roi/?campaign=autumn"]
)
def test_strangers_see_nothing(
    campaign: Campaign, outsider: User, client_of: Callable[[User], Client], address: str
) -> None:
    assert client_of(outsider).get(address).status_code == 404


def test_an_unknown_format_is_refused(campaign: Campaign, member_client: Callable[..., Client]) -> None:
    answer = member_client("analyst").get("/w/acme/roi/file.docx")

    assert answer.status_code == 422
    assert "Use pdf, csv or xlsx" in answer.text


def test_many_creators_stand_on_pages_and_their_sum_does_not_change(
    campaign: Campaign, member_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 1)
    client = member_client("manager")
    second = client.get("/w/acme/roi/?sort=name&page=2")
    assert [row.name for row in second.context["rows"]] == ["Ana <b>Sole</b>"]
    text = second.content.decode()
    assert "2–2 of 2 creators" in text
    assert "?creator=" in text
    assert "page=2&amp;creator" not in text
    assert second.context["report"].totals == client.get("/w/acme/roi/").context["report"].totals
