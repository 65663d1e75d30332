"""Orders held apart, as a marketer decides about them."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.campaigns.commissions import settle_commissions
from groundswell.campaigns.models import Campaign, CommissionEntry, Participant
from groundswell.creators.models import Creator
from groundswell.kit.ids import digest
from groundswell.links.models import Attribution, Code, Order
from groundswell.links.queries import guard_of
from groundswell.links.rules.guard import Guard, WithoutClick
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import create_code, record_orders

SignIn = Callable[[str], Client]
MAYA = "maya@brook.example"
PATH = "/w/acme/orders/held/"


@pytest.fixture
def spring(workspace: Workspace) -> Campaign:
    return Campaign.objects.create(workspace=workspace, name="Spring", slug="spring", currency="USD")


@pytest.fixture
def code(workspace: Workspace, spring: Campaign) -> Code:
    maya = Creator.objects.create(workspace=workspace, name="Maya Brook", email=MAYA)
    Participant.objects.create(workspace=workspace, campaign=spring, creator=maya, commission_rate=Decimal("0.1"))
    return create_code(workspace=workspace, code="MAYA10", creator=maya, campaign=spring)


@pytest.fixture
def own(workspace: Workspace, code: Code) -> Order:
    """Two orders of 100.00 by MAYA10, the first of them Maya's own."""
    rows = [
        OrderFacts(
            source="shopify", external_id=number, number=f"#{number}", currency="USD", subtotal=Decimal("100.00"),
            total=Decimal("100.00"), placed_at=datetime(2026, 3, 10, tzinfo=UTC), codes=("MAYA10",), customer=digest(buyer),
        )
        for number, buyer in (("1", MAYA), ("2", "ann@x.example"))
    ]  # fmt: skip
    record_orders(workspace=workspace, facts=rows)
    return Order.objects.get(external_id="1")


def test_nothing_held(member_client: SignIn) -> None:
    page = member_client("analyst").get(PATH).content.decode()
    assert "Nothing is held apart" in page
    assert "Hold its orders" not in page


def test_a_held_order_is_in_no_figure_until_it_is_let_go(
    member_client: SignIn, workspace: Workspace, own: Order
) -> None:
    client = member_client("manager")
    page = client.get(PATH).content.decode()
    assert "The buyer’s address is the creator’s own" in page
    assert "$100.00" in page
    report = client.get("/w/acme/roi/").content.decode()
    assert "Held apart: 1 orders with 100.00 USD of net revenue" in report
    assert settle_commissions(workspace=workspace) == 1 + 1  # pending and approved, of the second order alone
    answer = client.post(PATH + "decide/", {"order": [own.pk], "decision": "count", "reason": "A present"}, follow=True)
    assert "1 orders count for their creators now." in answer.content.decode()
    assert "Held apart" not in client.get("/w/acme/roi/").content.decode()
    settle_commissions(workspace=workspace)
    earned = CommissionEntry.objects.filter(kind=CommissionEntry.Kind.PENDING).values_list(
        "order__external_id", "amount"
    )
    assert sorted(earned) == [("1", Decimal("10.00")), ("2", Decimal("10.00"))]


def test_owed_to_nobody(member_client: SignIn, own: Order) -> None:
    member_client("manager").post(PATH + "decide/", {"order": [own.pk], "decision": "nobody", "reason": "Her own"})
    assert list(Attribution.objects.values_list("order__external_id", flat=True)) == ["2"]


@pytest.mark.parametrize("chosen", [[], ["999"], ["x"]])
def test_what_cannot_be_decided(member_client: SignIn, own: Order, chosen: list[str]) -> None:
    answer = member_client("manager").post(
        PATH + "decide/", {"order": chosen, "decision": "count", "reason": "x"}, follow=True
    )
    assert ("No order was ticked." in answer.content.decode()) or ("is not held" in answer.content.decode())
    assert Attribution.objects.get(order=own).held


def test_a_decision_needs_a_reason(member_client: SignIn, own: Order) -> None:
    answer = member_client("manager").post(PATH + "decide/", {"order": [own.pk], "decision": "count"}, follow=True)
    assert "A decision needs a reason." in answer.content.decode()
    assert Attribution.objects.get(order=own).held


def test_who_only_reads_decides_nothing(member_client: SignIn, own: Order) -> None:
    answer = member_client("analyst").post(PATH + "decide/", {"order": [own.pk], "decision": "count", "reason": "x"})
    assert answer.status_code == 403
    assert Attribution.objects.get(order=own).held


def test_what_is_held_can_be_changed(member_client: SignIn, workspace: Workspace) -> None:
    client = member_client("manager")
    values = {
        "without_click": "buyer",
        "before_post": "on",
        "burst_orders": "7",
        "coupon_sites": "knoji.com\nsavings.com",
    }
    assert client.post(PATH + "guard/", values).status_code == 302
    assert guard_of(workspace) == Guard(WithoutClick.BUYER, True, False, 7, ("knoji.com", "savings.com"))
    page = client.post(PATH + "guard/", values | {"coupon_sites": "http://x"}).content.decode()
    assert "is no host" in page
    assert guard_of(workspace).burst_orders == 7


def test_a_leaked_code_is_marked_and_let_go(member_client: SignIn, own: Order, code: Code) -> None:
    client = member_client("manager")
    assert "no code “NOBODY”" in client.post(PATH + "leaked/", {"code": "NOBODY", "where": "x"}).content.decode()
    client.post(PATH + "leaked/", {"code": "maya10", "where": "wethrift.com", "since": "2026-03-01"})
    assert Attribution.objects.filter(held=True).count() == 2
    page = client.get(PATH).content.decode()
    assert "wethrift.com, since 1 Mar 2026" in page
    client.post(f"{PATH}sound/{code.pk}/")
    assert Attribution.objects.filter(held=True).count() == 1


def test_another_workspaces_code(member_client: SignIn, other_workspace: Workspace, own: Order) -> None:
    theirs = create_code(workspace=other_workspace, code="THEIRS")
    assert member_client("manager").post(f"{PATH}sound/{theirs.pk}/").status_code == 404
    page = member_client("manager").post(PATH + "leaked/", {"code": "THEIRS", "where": "x"}).content.decode()
    assert "no code “THEIRS”" in page
