"""The ROI as a range, its rows, and the lift kept beside it. Every figure by hand:

Fees 200.00 and tools 40.00. Gross margin 60 %. No commission is agreed.

order  buyer  code  link  refunded  net     counted by
1      A      ANA10 click           100.00  code, link, union; A's first
2      B      ANA10                  80.00  code, union; B's first
3      C            click  10.00     50.00  link, union; C bought before, from nobody
4      A      ANA10                  20.00  code, union; A came back
5      ?      ANA10                  30.00  code, union; the buyer is not known
6      C                             99.00  nobody's: C's first
test and cancelled orders bear the code and never count.

link  2 orders 150.00: contribution  90.00, profit -150.00, ROI -62.5 %
code  4 orders 230.00: contribution 138.00, profit -102.00, ROI -42.5 %
union 5 orders 280.00: contribution 168.00, profit  -72.00, ROI -30 %, ROAS 1.1667, per order 48.00,
      new customers A and B: 120.00 each at most; break-even ROAS 1 / 0.6
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost
from groundswell.creators.models import Creator
from groundswell.links.models import Click, Link
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import create_code, record_order
from groundswell.reports.models import KeptLift

AT = datetime(2026, 10, 5, tzinfo=UTC)


def facts(number: int, net: str, buyer: str, *, code: bool, click: str = "", refunded: str = "0.00") -> OrderFacts:
    subtotal = Decimal(net) + Decimal(refunded)
    return OrderFacts(
        source="shopify", external_id=str(number), placed_at=AT.replace(day=AT.day + number), currency="USD",
        subtotal=subtotal, total=subtotal, refunded=Decimal(refunded), codes=("ana10",) if code else (),
        click_id=click, customer=buyer,
    )  # fmt: skip


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    workspace.gross_margin = Decimal("0.6")
    workspace.save()
    campaign = Campaign.objects.create(workspace=workspace, name="Autumn", slug="autumn", currency="USD")
    ana = Creator.objects.create(workspace=workspace, name="Ana")
    create_code(workspace=workspace, code="ANA10", creator=ana, campaign=campaign)
    link = Link.objects.create(
        workspace=workspace, slug="ana", target_url="https://acme.example", creator=ana, campaign=campaign
    )
    Click.objects.bulk_create(
        Click(workspace=workspace, link=link, click_id=f"click{n}", at=AT, visitor=f"v{n}") for n in (1, 3)
    )
    for kind, amount in (("fee", "200.00"), ("tools", "40.00")):
        Cost.objects.create(
            workspace=workspace, campaign=campaign, creator=ana if kind == "fee" else None, kind=kind,
            amount=Decimal(amount), currency="USD", source="payouts", external_id=kind,
        )  # fmt: skip
    told = [
        replace(facts(6, "99.00", "c", code=False), placed_at=AT.replace(day=1)),
        facts(1, "100.00", "a", code=True, click="click1"),
        facts(2, "80.00", "b", code=True),
        facts(3, "50.00", "c", code=False, click="click3", refunded="10.00"),
        facts(4, "20.00", "a", code=True),
        facts(5, "30.00", "", code=True),
        replace(facts(7, "500.00", "d", code=True), is_test=True),
        replace(facts(8, "500.00", "e", code=True), cancelled_at=AT),
    ]
    for one in told:
        record_order(workspace=workspace, facts=one)
    return campaign


def test_the_range_by_hand(campaign: Campaign, api: Callable[..., Client]) -> None:
    document = api("read").get("/api/v1/reports/roi?campaign=autumn").json()

    link, code, union = document["range"]["readings"]
    money = ("orders", "net_revenue", "contribution", "profit", "roi")
    assert [link[name] for name in money] == [2, 150.0, 90.0, -150.0, -0.625]
    assert [code[name] for name in money] == [4, 230.0, 138.0, -102.0, -0.425]
    assert [union[name] for name in money] == [5, 280.0, 168.0, -72.0, -0.3]
    assert {name: document["totals"][name] for name in money} == {name: union[name] for name in money}
    assert union["roas"] == pytest.approx(280 / 240)
    assert union["break_even_roas"] == pytest.approx(1 / 0.6)
    assert (union["cost_per_order"], union["cost_per_new_customer"]) == (48.0, 120.0)
    assert (union["first_orders"], union["later_orders"], union["orders_of_unknown_buyers"]) == (2, 2, 1)
    assert (document["range"]["code_and_link"]["orders"], document["range"]["roi"]) == (
        1,
        {"low": -0.625, "high": -0.3},
    )
    assert document["range"]["incremental"] is None
    assert document["range"]["incremental_reason"] == "Cannot tell: no lift was measured and kept."


@pytest.mark.parametrize(
    ("reading", "numbers", "net"),
    [("union", "54321", "$280.00"), ("link", "31", "$150.00"), ("code", "5421", "$230.00"), ("both", "1", "$100.00"),
     ("new", "21", "$180.00")],
)  # fmt: skip
def test_the_rows_of_each_figure(
    campaign: Campaign, member_client: Callable[..., Client], reading: str, numbers: str, net: str
) -> None:
    page = member_client("analyst").get(f"/w/acme/roi/orders/?campaign=autumn&reading={reading}")

    assert "".join(row.order.external_id for row in page.context["page"]) == numbers
    assert page.context["found"].net == sum(row.order.net for row in page.context["page"])
    assert net in page.text


def test_the_rows_of_the_spend(campaign: Campaign, member_client: Callable[..., Client]) -> None:
    """With 10 % agreed, Ana's 280.00 earn 28.00; 5.00 of it is recorded as paid, so 23.00 stands beside it."""
    ana = Creator.objects.of(campaign.workspace).get()
    ana.participations.create(workspace=campaign.workspace, campaign=campaign, commission_rate=Decimal("0.1"))
    Cost.objects.create(
        workspace=campaign.workspace, campaign=campaign, creator=ana, kind="commission", amount=Decimal("5.00"),
        currency="USD", source="payouts", external_id="paid",
    )  # fmt: skip
    browser = member_client("analyst")

    totals = browser.get("/w/acme/roi/?campaign=autumn").context["report"].totals
    everything = browser.get("/w/acme/roi/costs/?campaign=autumn").context
    commission = browser.get(f"/w/acme/roi/costs/?campaign=autumn&creator={ana.pk}&kind=commission").context

    assert everything["found"].total == totals.spend == Decimal("268.00")
    assert [row.amount for row in everything["accrued"]] == [Decimal("23.00")]
    assert commission["found"].total == totals.spend_by_kind["commission"] == Decimal("28.00")
    assert browser.get("/w/acme/roi/costs/?creator=999999").status_code == 404


def test_a_kept_lift_is_the_incremental_return(
    campaign: Campaign, member_client: Callable[..., Client], api: Callable[..., Client]
) -> None:
    """Lift 500.00 (400.00 to 650.00): contribution 300, 240, 390; less 240 spent: 60, 0, 150; ROI 0.25, 0, 0.625."""
    kept = KeptLift.objects.create(
        workspace=campaign.workspace, campaign=campaign, start=date(2026, 10, 6), last=date(2026, 10, 20), currency="USD",
        total=Decimal(500), low=Decimal(400), high=Decimal(650), verdict="lift",
    )  # fmt: skip

    told = api("read").get("/api/v1/reports/roi?campaign=autumn").json()["range"]["incremental"]

    assert told["profit"] == {"value": 60.0, "low": 0.0, "high": 150.0}
    assert told["roi"] == {"value": 0.25, "low": 0.0, "high": 0.625}
    assert "Lift, 6 Oct 2026 to 20 Oct 2026" in member_client("analyst").get("/w/acme/roi/?campaign=autumn").text
    KeptLift.objects.filter(pk=kept.pk).update(verdict="cannot tell", reasons=["Too few days."])
    told = api("read").get("/api/v1/reports/roi?campaign=autumn").json()["range"]
    assert told["incremental"] is None
    assert told["incremental_reason"].endswith("Too few days.")


def test_keeping_refuses_what_cannot_be_told(campaign: Campaign, member_client: Callable[..., Client]) -> None:
    browser = member_client("manager")

    answer = browser.post("/w/acme/roi/lift/keep/", {"start": "2026-10-06", "campaign": campaign.pk})

    assert answer.status_code == 422
    assert not KeptLift.objects.exists()
    assert member_client("analyst").post("/w/acme/roi/lift/keep/", {"start": "2026-10-06"}).status_code == 403
