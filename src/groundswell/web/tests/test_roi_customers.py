"""Customers and payback from orders to page, file and API. The rules by hand stand in `reports/tests/test_cohorts.py`.

Margin 50 %, a fee of 90.00 on 1 January 2025. Orders with Ana's code: a 100.00 on 5 January, b 60.00 on 10 January, 30.00 of an
unknown buyer on 11 January. Without a code: a 40.00 on 20 January. Cancelled: b 500.00. Held: none.

30 days: 1 of 2 came back; (140 + 60) / 2 = 100.00 revenue each, 50.00 contribution.
Contribution so far 50, 80, 95: 90.00 is covered on 11 January, 10 days after the first cost.
"""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost
from groundswell.creators.models import Creator
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import create_code, record_order


@pytest.fixture
def sold(workspace: Workspace) -> Workspace:
    workspace.gross_margin = Decimal("0.5")
    workspace.save()
    campaign = Campaign.objects.create(workspace=workspace, name="Winter", slug="winter", currency="USD")
    ana = Creator.objects.create(workspace=workspace, name="Ana")
    create_code(workspace=workspace, code="ANA10", creator=ana, campaign=campaign)
    Cost.objects.create(
        workspace=workspace, campaign=campaign, creator=ana, kind="fee", amount=Decimal("90.00"), currency="USD",
        source="payouts", external_id="fee", incurred_on="2025-01-01",
    )  # fmt: skip
    for number, (buyer, day, net, code) in enumerate(
        (("a", 5, "100.00", True), ("b", 10, "60.00", True), ("", 11, "30.00", True), ("a", 20, "40.00", False),
         ("b", 21, "500.00", True))
    ):  # fmt: skip
        at = datetime(2025, 1, day, tzinfo=UTC)
        record_order(
            workspace=workspace,
            facts=OrderFacts(
                source="shopify", external_id=str(number), placed_at=at, currency="USD", subtotal=Decimal(net),
                total=Decimal(net), codes=("ana10",) if code else (), customer=buyer,
                cancelled_at=at if net == "500.00" else None,
            ),
        )  # fmt: skip
    return workspace


def test_the_document(sold: Workspace, api: Callable[..., Client]) -> None:
    told = api("read").get("/api/v1/reports/roi?campaign=winter").json()["customers"]

    (cohort,) = told["cohorts"]
    assert (cohort["month"], cohort["customers"], cohort["bought_before"]) == ("2025-01", 2, 0)
    assert cohort["after"]["30"]["came_back"] == 1
    assert cohort["after"]["30"]["repeat_rate"]["value"] == 0.5
    assert cohort["after"]["30"]["net_revenue"] == 200.0
    assert cohort["after"]["30"]["net_revenue_per_customer"]["value"] == 100.0
    assert cohort["after"]["30"]["contribution_per_customer"]["value"] == 50.0
    assert told["orders_of_unknown_buyers"] == 1
    assert told["payback"] == {"spend": 90.0, "day": "2025-01-11", "days": 10, "missing": None, "reason": None}


def test_a_period_takes_who_came_in_it(sold: Workspace, api: Callable[..., Client]) -> None:
    """b alone came from 6 to 31 January; a's first order is of the 5th."""
    told = api("read").get("/api/v1/reports/roi?first=2025-01-06&last=2025-01-31").json()["customers"]

    assert [(one["month"], one["customers"]) for one in told["cohorts"]] == [("2025-01", 1)]


def test_the_page_opens_the_orders_of_a_figure(sold: Workspace, member_client: Callable[..., Client]) -> None:
    browser = member_client("analyst")
    assert 'hx-get="/w/acme/roi/customers/?campaign=winter"' in browser.get("/w/acme/roi/?campaign=winter&page=2").text
    page = browser.get("/w/acme/roi/customers/?campaign=winter")
    rows = browser.get("/w/acme/roi/cohorts/?campaign=winter&month=2025-01&within=30")

    assert "paid back on 11 January 2025, 10 days after the first" in page.text
    assert "In no cohort: 1 order owed to creators that name no buyer." in page.text
    assert "$100.00" in page.text
    assert "/w/acme/roi/cohorts/?campaign=winter&amp;month=2025-01&amp;within=30" in page.text
    assert [(number, order.external_id, net) for number, order, net, _ in rows.context["lines"]] == [
        (1, "0", Decimal("100.00")), (1, "3", Decimal("40.00")), (2, "1", Decimal("60.00")),
    ]  # fmt: skip
    assert (rows.context["customers"], rows.context["came_back"], rows.context["net"]) == (2, 1, Decimal("200.00"))


@pytest.mark.parametrize(
    ("asked", "status"),
    [("month=2025-02&within=30", 404), ("month=x&within=30", 422), ("month=2025-01&within=31", 422)],
)
def test_what_is_not_there_is_said(
    sold: Workspace, member_client: Callable[..., Client], asked: str, status: int
) -> None:
    assert member_client("analyst").get(f"/w/acme/roi/cohorts/?{asked}").status_code == status


def test_the_files(sold: Workspace, member_client: Callable[..., Client]) -> None:
    browser = member_client("analyst")
    sheet = browser.get("/w/acme/roi/file.xlsx").content
    pdf = browser.get("/w/acme/roi/file.pdf").content

    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_name("Customers").to_python()
    assert rows[1][:6] == ["2025-01", 2.0, 0.0, 30.0, 1.0, 0.5]
    assert (rows[1][8], rows[1][9], rows[1][12]) == (200.0, 100.0, 50.0)
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    assert "Jan 2025 2 30 50.0 % " in said
    assert "paid back on 11 January 2025, 10 days after the first" in said
