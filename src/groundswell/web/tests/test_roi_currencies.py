"""The ROI over several currencies, every figure by hand. Report in USD, gross margin 50 %, Ana's commission 10 %.

rates: EUR 1.10 on Monday 5 Oct, 1.20 on 7 Oct; EUR to GBP 0.80 on 5 Oct, so GBP to USD 1.10 / 0.80 = 1.375. ECB.

order  day     code   came as               in USD
1      5 Oct   ANA10  100.00 USD            100.00
2      5 Oct   ANA10   80.00 EUR × 1.10      88.00
3      6 Oct   ANA10   50.05 EUR − 10.00
                      = 40.05 × 1.10         44.06 (44.055, half to even)
4      7 Oct   ANA10   10.00 EUR × 1.20      12.00
5      5 Oct   BEN10   40.00 GBP × 1.375     55.00
6      20 Oct  ANA10   70.00 EUR            apart: no rate of that day or the week before
7      5 Oct           20.00 EUR × 1.10      22.00, owed to nobody

costs  Ana: fee 60.00 USD; product 20.00 EUR on 7 Oct = 24.00; shipping 5.00 EUR without a date: apart
       Ben: fee 8.00 GBP on 5 Oct = 11.00
       Ana's commission: 10 % of 100 + 88 + 44.06 + 12 = 244.06 is 24.41; recorded 10.00 EUR on 5 Oct = 11.00: 24.41 counts

Ana spend 60 + 24 + 24.41 = 108.41; contribution 122.03; profit 13.62
All: net 299.06, contribution 149.53, spend 119.41, profit 30.12
"""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost, Participant
from groundswell.creators.models import Creator
from groundswell.kit.tests.fixtures import Result
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.rules.rates import DatedRate
from groundswell.links.services import create_code, record_order
from groundswell.links.services.rates import save_rates

MONDAY = date(2026, 10, 5)
RATES = [
    DatedRate(MONDAY, "EUR", "USD", Decimal("1.10")),
    DatedRate(MONDAY, "EUR", "GBP", Decimal("0.80")),
    DatedRate(date(2026, 10, 7), "EUR", "USD", Decimal("1.20")),
]


def facts(number: int, day: int, code: str, net: str, currency: str, refunded: str = "0.00") -> OrderFacts:
    return OrderFacts(
        source="shopify", external_id=str(number), placed_at=datetime(2026, 10, day, 23, 59, tzinfo=UTC), currency=currency,
        subtotal=Decimal(net), total=Decimal(net), refunded=Decimal(refunded), codes=(code,) if code else (),
        customer=f"buyer{number}", channel="" if code else "newsletter",
    )  # fmt: skip


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    workspace.gross_margin = Decimal("0.5")
    workspace.save()
    campaign = Campaign.objects.create(workspace=workspace, name="Abroad", slug="abroad", currency="USD")
    ana = Creator.objects.create(workspace=workspace, name="Ana")
    ben = Creator.objects.create(workspace=workspace, name="Ben")
    Participant.objects.create(workspace=workspace, campaign=campaign, creator=ana, commission_rate=Decimal("0.1"))
    for creator, code in ((ana, "ANA10"), (ben, "BEN10")):
        create_code(workspace=workspace, code=code, creator=creator, campaign=campaign)
    spent = [
        (ana, "fee", "60.00", "USD", None), (ana, "product", "20.00", "EUR", date(2026, 10, 7)),
        (ana, "shipping", "5.00", "EUR", None), (ana, "commission", "10.00", "EUR", MONDAY), (ben, "fee", "8.00", "GBP", MONDAY),
    ]  # fmt: skip
    for creator, kind, amount, currency, day in spent:
        Cost.objects.create(
            workspace=workspace, campaign=campaign, creator=creator, kind=kind, amount=Decimal(amount), currency=currency,
            incurred_on=day, source="payouts", external_id=f"{creator}{kind}",
        )  # fmt: skip
    for one in (
        facts(1, 5, "ANA10", "100.00", "USD"), facts(2, 5, "ANA10", "80.00", "EUR"),
        facts(3, 6, "ANA10", "50.05", "EUR", "10.00"), facts(4, 7, "ANA10", "10.00", "EUR"),
        facts(5, 5, "BEN10", "40.00", "GBP"), facts(6, 20, "ANA10", "70.00", "EUR"), facts(7, 5, "", "20.00", "EUR"),
    ):  # fmt: skip
        record_order(workspace=workspace, facts=one)
    return campaign


@pytest.fixture
def rated(campaign: Campaign) -> Campaign:
    save_rates(workspace=campaign.workspace, rates=RATES, source="ECB")
    return campaign


def test_every_figure_by_hand(rated: Campaign, api: Callable[..., Client]) -> None:
    document = api("read").get("/api/v1/reports/roi").json()

    totals, (ben, ana) = document["totals"], sorted(document["creators"], key=lambda row: -row["roi"])
    assert (ana["creator"]["name"], ben["creator"]["name"]) == ("Ana", "Ben")
    assert ana["spend_by_kind"] == {"commission": 24.41, "fee": 60.0, "product": 24.0}
    assert (ana["orders"], ana["net_revenue"], ana["contribution"], ana["profit"]) == (4, 244.06, 122.03, 13.62)
    assert (ben["orders"], ben["net_revenue"], ben["spend"]) == (1, 55.0, 11.0)
    assert (totals["orders"], totals["net_revenue"], totals["contribution"]) == (5, 299.06, 149.53)
    assert (totals["spend"], totals["profit"]) == (119.41, 30.12)
    union = document["range"]["readings"][-1]
    assert (union["orders"], union["net_revenue"], union["profit"]) == (5, 299.06, 30.12)
    assert union["first_orders"] == 5
    assert document["unattributed"] == [{"channel": "newsletter", "orders": 1, "net_revenue": 22.0}]


def test_the_rates_their_days_and_source_are_told(rated: Campaign, api: Callable[..., Client]) -> None:
    document = api("read").get("/api/v1/reports/roi?campaign=abroad").json()

    eur, gbp = document["converted"]
    assert eur == {
        "currency": "EUR", "orders": 3, "net_revenue": 130.05, "net_converted": 144.06, "spend": 30.0, "spend_converted": 35.0,
        "rates": [
            {"day": "2026-10-05", "rate": 1.1, "source": "ECB"}, {"day": "2026-10-07", "rate": 1.2, "source": "ECB"},
        ],
    }  # fmt: skip
    assert gbp["rates"] == [{"day": "2026-10-05", "rate": 1.375, "source": "ECB"}]
    why = "no rate of EUR to USD is known for 20 Oct 2026 or the week before; 1 cost has no date, and so no rate"
    assert document["other_currencies"] == [
        {"currency": "EUR", "orders": 1, "net_revenue": 70.0, "spend": 5.0, "reason": why}
    ]
    assert document["notes"][:2] == [
        "Converted to USD, each amount at the rate of its day: EUR 1.1000 to 1.2000, 5 Oct 2026 to 7 Oct 2026, ECB; "
        "GBP 1.3750, 5 Oct 2026, ECB.",
        f"Amounts in EUR are held apart, in no figure: {why}. Load rates on the page Exchange rates to count them.",
    ]


def test_without_rates_all_of_it_stands_apart(campaign: Campaign, api: Callable[..., Client]) -> None:
    document = api("read").get("/api/v1/reports/roi").json()

    assert (document["totals"]["net_revenue"], document["totals"]["spend"]) == (100.0, 70.0)
    assert document["converted"] == []
    apart = {row["currency"]: (row["orders"], row["net_revenue"], row["spend"]) for row in document["other_currencies"]}
    assert apart == {"EUR": (5, 220.05, 35.0), "GBP": (1, 40.0, 8.0)}


def test_another_workspaces_rates_convert_nothing(
    campaign: Campaign, other_workspace: Workspace, api: Callable[..., Client]
) -> None:
    before = api("read").get("/api/v1/reports/roi").json()["totals"]
    save_rates(workspace=other_workspace, rates=RATES, source="ECB")

    assert api("read").get("/api/v1/reports/roi").json()["totals"] == before


def test_a_campaign_in_euros_is_told_in_euros(rated: Campaign, api: Callable[..., Client]) -> None:
    """100 USD / 1.10 = 90.91; 80 + 40.05 + 10 + 70 EUR as they are; 40 GBP / 0.80 = 50.00."""
    Campaign.objects.filter(pk=rated.pk).update(currency="EUR")

    document = api("read").get("/api/v1/reports/roi?campaign=abroad").json()

    assert document["totals"]["net_revenue"] == 340.96
    assert [row["currency"] for row in document["converted"]] == ["GBP", "USD"]
    assert document["other_currencies"] == [
        {
            "currency": "USD", "orders": 0, "net_revenue": 0.0, "spend": 60.0,
            "reason": "1 cost has no date, and so no rate",
        }
    ]  # fmt: skip


def test_the_rows_add_up_to_the_figures_and_name_their_rate(
    rated: Campaign, member_client: Callable[..., Client]
) -> None:
    browser = member_client("analyst")
    orders, costs = (browser.get(f"/w/acme/roi/{page}/").context for page in ("orders", "costs"))

    assert (orders["found"].orders, orders["found"].net) == (5, Decimal("299.06"))
    assert sum(told.amount for _, told in orders["lines"]) == Decimal("299.06")
    assert [row.order.external_id for row in orders["apart"]] == ["6"]
    assert costs["found"].total == Decimal("119.41")
    accrued = sum(row.amount for row in costs["accrued"])
    assert accrued == Decimal("13.41")
    assert sum(told.amount for _, told in costs["lines"]) + accrued == Decimal("119.41")
    assert [(row.kind, row.currency) for row in costs["apart"]] == [("shipping", "EUR")]
    page = browser.get("/w/acme/roi/orders/").text
    assert "€80.00 × 1.1000, 5 Oct 2026, ECB" in page
    assert "In no figure: no exchange rate" in page
    assert "without a date there is no rate" in browser.get("/w/acme/roi/costs/").text


def test_the_page_says_what_was_converted_and_what_was_not(
    rated: Campaign, member_client: Callable[..., Client]
) -> None:
    page = member_client("analyst").get("/w/acme/roi/").text

    assert "Converted amounts" in page
    assert "1.1000 to 1.2000" in page
    assert "5 Oct 2026 to 7 Oct 2026" in page
    assert "Load exchange rates" in page


def test_files_and_command_tell_the_rates(
    rated: Campaign, member_client: Callable[..., Client], cli: Callable[..., Result]
) -> None:
    browser = member_client("analyst")
    book = CalamineWorkbook.from_filelike(io.BytesIO(browser.get("/w/acme/roi/file.xlsx").content))
    rates: list[Any] = book.get_sheet_by_name("Rates").to_python()
    assert rates == [
        ["Currency", "Day of the rate", "In USD", "Source"],
        ["EUR", "2026-10-05", 1.1, "ECB"],
        ["EUR", "2026-10-07", 1.2, "ECB"],
        ["GBP", "2026-10-05", 1.375, "ECB"],
    ]
    assert browser.get("/w/acme/roi/file.pdf").content.startswith(b"%PDF")
    told = cli("--workspace", "acme", "reports", "roi").stdout
    assert "GBP 1.3750, 5 Oct 2026, ECB." in told
    assert "Amounts in EUR are held apart, in no figure" in told


def test_the_attribution_models_convert_as_well(rated: Campaign, api: Callable[..., Client]) -> None:
    document = api("read").get("/api/v1/reports/attribution").json()

    assert (document["orders"], document["net_revenue"]) == (5, 299.06)
    assert any("held apart" in note for note in document["notes"])
