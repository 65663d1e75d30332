"""A report somebody reads without signing in: of fixed days, closed by time or by hand, with nothing that leads further.

October, by code ANA10: order 1 on 1 Oct 90.00 and order 2 on 31 Oct 50.00; order 3 on 1 Nov 70.00 is no more in it.
Costs: 20.00 on 5 Oct, 30.00 on 1 Nov, and 40.00 without a date, which is in no period. Net 140.00, spend 20.00, profit 120.00.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.campaigns.models import Campaign, Cost
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import digest
from groundswell.kit.tests.fixtures import Result
from groundswell.links.counting import recount
from groundswell.links.models import Click, Link
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import create_code, record_order
from groundswell.reports.models import SharedReport
from groundswell.reports.period import Period, period_of

OCTOBER = {"first": "2026-10-01", "last": "2026-10-31"}
FORM = OCTOBER | {"name": "The board", "days": "30"}


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    campaign = Campaign.objects.create(workspace=workspace, name="Autumn", slug="autumn", currency="USD")
    ana = Creator.objects.create(workspace=workspace, name="Ana Secret")
    create_code(workspace=workspace, code="ANA10", creator=ana, campaign=campaign)
    link = Link.objects.create(workspace=workspace, slug="ana-oct", target_url="https://acme.example", creator=ana)
    moments = [
        datetime(2026, 10, 1, tzinfo=UTC),
        datetime(2026, 10, 31, 23, 59, tzinfo=UTC),
        datetime(2026, 11, 1, tzinfo=UTC),
    ]
    for number, (at, net) in enumerate(zip(moments, ("90.00", "50.00", "70.00"), strict=True), start=1):
        Click.objects.create(workspace=workspace, link=link, click_id=f"shared{number}", at=at, visitor=f"v{number}")
        record_order(workspace=workspace, facts=OrderFacts(
            source="shopify", external_id=str(number), placed_at=at, currency="USD", subtotal=Decimal(net),
            total=Decimal(net), codes=("ana10",),
        ))  # fmt: skip
    recount()
    for amount, day in (("20.00", date(2026, 10, 5)), ("30.00", date(2026, 11, 1)), ("40.00", None)):
        Cost.objects.create(
            workspace=workspace, campaign=campaign, creator=ana, kind="fee", amount=Decimal(amount), currency="USD",
            incurred_on=day, source="payouts", external_id=amount,
        )  # fmt: skip
    return campaign


def shared(browser: Client, **changes: str) -> str:
    """The path of a new address."""
    page = browser.post("/w/acme/roi/share/", FORM | changes)
    assert page.status_code == 200, page.context["form"].errors
    return str(page.context["fresh"]).partition("/r/")[2].join(("/r/", ""))


def test_a_period_counts_what_happened_in_it(campaign: Campaign, api: Callable[..., Client]) -> None:
    client = api("read")
    october = client.get("/api/v1/reports/roi", OCTOBER).json()
    everything = client.get("/api/v1/reports/roi").json()

    totals = october["totals"]
    assert (totals["orders"], totals["net_revenue"], totals["spend"], totals["profit"]) == (2, 140.0, 20.0, 120.0)
    assert totals["clicks"] == 2
    assert october["range"]["readings"][-1]["net_revenue"] == 140.0
    assert october["period"] == OCTOBER
    assert "Costs without a date are in no period: 1 left out." in october["notes"]
    assert (everything["totals"]["net_revenue"], everything["totals"]["spend"], everything["period"]) == (
        210.0,
        90.0,
        None,
    )


def test_the_rows_are_of_the_period_too(campaign: Campaign, member_client: Callable[..., Client]) -> None:
    browser = member_client("analyst")

    assert browser.get("/w/acme/roi/orders/", OCTOBER).context["found"].net == Decimal("140.00")
    assert browser.get("/w/acme/roi/costs/", OCTOBER).context["found"].total == Decimal("20.00")
    page = browser.get("/w/acme/roi/", OCTOBER).text
    assert 'value="2026-10-31"' in page
    assert browser.get("/w/acme/roi/", {"first": "2026-10-31", "last": "2026-10-01"}).status_code == 422


@pytest.mark.parametrize(
    ("first", "last", "where"),
    [("2026-10-01", "", "last"), ("", "2026-10-01", "first"), ("1.10.2026", "2026-10-02", "first"), ("2026-10-02", "2026-10-01", "last")],
)  # fmt: skip
def test_half_a_period_is_refused(first: str, last: str, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        period_of(first, last)
    assert refused.value.where == where


def test_no_days_are_all_days() -> None:
    assert period_of("", None) is None
    assert str(Period(date(2026, 10, 1), date(2026, 10, 31))) == "1 Oct 2026 to 31 Oct 2026"


def test_whoever_has_the_address_reads_the_fixed_days(
    campaign: Campaign, member_client: Callable[..., Client], client: Client
) -> None:
    path = shared(member_client("manager"))
    page = client.get(path)

    assert page.status_code == 200
    assert "Ana Secret" in page.text
    assert "$140.00" in page.text
    assert "$210.00" not in page.text
    assert "/w/acme/" not in page.text
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "no-referrer"
    assert 'name="referrer" content="no-referrer"' in page.text
    assert "no-store" in page["Cache-Control"]
    file = client.get(f"{path}report.pdf")
    assert file.content.startswith(b"%PDF")
    assert file["X-Robots-Tag"] == "noindex, nofollow"
    assert client.post(path).status_code == 405


def test_the_token_is_not_kept(campaign: Campaign, member_client: Callable[..., Client]) -> None:
    browser = member_client("manager")
    token = shared(browser).split("/")[2]

    row = SharedReport.objects.get()
    assert row.token_digest == digest(token)
    assert token not in json.dumps(list(AuditEntry.objects.values_list("action", "subject", "detail")))
    assert token not in browser.get("/w/acme/roi/share/").text


def test_names_can_be_hidden(campaign: Campaign, member_client: Callable[..., Client], client: Client) -> None:
    page = client.get(shared(member_client("manager"), hide_names="on"))

    assert "Creator 1" in page.text
    assert "Secret" not in page.text


def test_an_address_closes_by_time_and_by_hand(
    campaign: Campaign, member_client: Callable[..., Client], client: Client
) -> None:
    browser = member_client("manager")
    path, other = shared(browser, days="1"), shared(browser)
    with clock.told(clock.now() + timedelta(days=1, seconds=1)):
        assert client.get(path).status_code == 404
        assert client.get(f"{path}report.pdf").status_code == 404
        assert client.get(other).status_code == 200
    newest = SharedReport.objects.latest("pk")
    for _ in range(2):
        browser.post(f"/w/acme/roi/share/{newest.pk}/revoke/")
    assert client.get(other).status_code == 404
    assert client.get("/r/nobody-made-this/").status_code == 404
    assert AuditEntry.objects.filter(action="report.share_revoked").count() == 1


def test_analysts_give_nothing_away(campaign: Campaign, member_client: Callable[..., Client]) -> None:
    browser = member_client("analyst")

    assert "Nothing is shared" in browser.get("/w/acme/roi/share/").text
    assert browser.post("/w/acme/roi/share/", FORM).status_code == 403
    assert not SharedReport.objects.exists()


@pytest.mark.parametrize(
    "change", [{"last": "2026-09-01"}, {"days": "0"}, {"days": "400"}, {"name": " "}, {"first": ""}]
)
def test_what_cannot_be_shared_says_why(
    campaign: Campaign, member_client: Callable[..., Client], change: dict[str, str]
) -> None:
    page = member_client("manager").post("/w/acme/roi/share/", FORM | change)

    assert page.status_code == 422
    assert not SharedReport.objects.exists()


def test_the_same_by_api_and_command(
    campaign: Campaign,
    other_workspace: Workspace,
    api: Callable[..., Client],
    cli: Callable[..., Result],
    client: Client,
) -> None:
    made = api().post("/api/v1/reports/shares", OCTOBER | {"name": "Client", "campaign": "autumn"}, "application/json")
    assert made.status_code == 200
    path = made.json()["address"].partition("/r/")[2]
    assert client.get(f"/r/{path}").status_code == 200
    told = json.loads(cli("--workspace", "acme", "shared-reports", "list", "--json").stdout)["shares"]
    assert told == [{key: value for key, value in made.json().items() if key != "address"}]
    assert cli("--workspace", "rival", "shared-reports", "revoke", str(told[0]["id"])).exit_code == 2
    assert client.get(f"/r/{path}").status_code == 200
    assert api().delete(f"/api/v1/reports/shares/{told[0]['id']}").json()["state"] == "revoked"
    assert client.get(f"/r/{path}").status_code == 404

    options = ("--first", "2026-10-01", "--last", "2026-10-31", "--hide-names", "--json")
    by_command = json.loads(cli("--workspace", "acme", "shared-reports", "create", "Board", *options).stdout)
    assert client.get("/r/" + by_command["address"].partition("/r/")[2]).status_code == 200
    document = json.loads(cli("--workspace", "acme", "reports", "roi", *options[:4], "--json").stdout)
    assert document["totals"]["net_revenue"] == 140.0
