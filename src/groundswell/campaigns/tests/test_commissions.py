"""The commission ledger: earned by orders, due after the return window, taken back by refunds, paid once."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns import commissions as ledger
from groundswell.campaigns.commissions.rules import Standing, commission, movements, window_over
from groundswell.campaigns.models import Campaign, CommissionEntry, Participant
from groundswell.campaigns.models.commissions import AppendOnly
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.links.models import Attribution, Order

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
D = Decimal
cent = st.decimals(min_value=0, max_value=1000, places=2)


@given(st.lists(st.tuples(cent, st.booleans()), min_size=1, max_size=12))
def test_whatever_the_order_of_news_the_sums_are_what_is_owed(news: list[tuple[Decimal, bool]]) -> None:
    earned = approved = D(0)
    was_approved = False
    for owed, approve in news:
        found = movements(Standing(earned, approved), owed, approve=approve)
        assert all(movement.amount != 0 for movement in found)
        assert all(
            (movement.amount < 0) == (movement.kind == "reversed") for movement in found if movement.kind != "approved"
        )
        earned += sum(m.amount for m in found if m.kind in ("pending", "reversed"))
        approved += sum(m.amount for m in found if m.kind == "approved")
        was_approved = approve or (was_approved and bool(approved))
        assert earned == owed
        assert approved == owed or not approve
        assert movements(Standing(earned, approved), owed, approve=approve) == [], "settling twice adds nothing"


def test_the_rate_and_the_window() -> None:
    assert commission(D("84.00"), D("0.1250")) == D("10.50")
    assert commission(D("-3.00"), D("0.1")) == 0
    assert window_over(NOW - timedelta(days=30), 30, NOW)
    assert not window_over(NOW - timedelta(days=30) + timedelta(seconds=1), 30, NOW)


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    return Creator.objects.create(workspace=workspace, name="Maya Lind", email="maya@example.org", country="DE")


@pytest.fixture
def campaign(workspace: Workspace, maya: Creator) -> Campaign:
    made = Campaign.objects.create(workspace=workspace, slug="autumn", name="Autumn")
    Participant.objects.create(workspace=workspace, campaign=made, creator=maya, commission_rate=D("0.10"))
    return made


def sold(
    campaign: Campaign, creator: Creator, number: str, subtotal: str, days_ago: int, currency: str = "USD"
) -> Order:
    order = Order.objects.create(
        workspace=campaign.workspace, source="shopify", external_id=number, currency=currency, subtotal=D(subtotal),
        total=D(subtotal), placed_at=clock.now() - timedelta(days=days_ago),
    )  # fmt: skip
    Attribution.objects.create(
        workspace=campaign.workspace, order=order, creator=creator, campaign=campaign, method="code", reason="code"
    )
    return order


def sums(workspace: Workspace) -> list[tuple[str, str, str, str, str]]:
    found = ledger.balances(workspace)
    return [(one.currency, f"{one.pending}", f"{one.approved}", f"{one.paid}", f"{one.due}") for one in found]


@pytest.mark.django_db
def test_from_order_to_payout_and_a_refund_after_it(
    workspace: Workspace, campaign: Campaign, maya: Creator, owner: User
) -> None:
    old, fresh = sold(campaign, maya, "1", "84.00", 40), sold(campaign, maya, "2", "50.00", 3)
    assert ledger.settle_commissions(workspace=workspace) == 3
    assert ledger.settle_commissions(workspace=workspace) == 0
    assert sums(workspace) == [("USD", "5.00", "8.40", "0.00", "8.40")]
    payout = ledger.make_payout(workspace=workspace, currency="usd", user=owner)
    assert sums(workspace) == [("USD", "5.00", "8.40", "8.40", "0.00")]
    with pytest.raises(BadInput, match="Nothing is due"):
        ledger.make_payout(workspace=workspace, currency="USD")
    ledger.mark_paid(payout=payout, paid_on=date(2026, 2, 1), reference="T-1")
    with pytest.raises(Conflict):
        ledger.cancel_payout(payout=payout)
    Order.objects.filter(pk=old.pk).update(refunded=D("42.00"))
    Order.objects.filter(pk=fresh.pk).update(cancelled_at=clock.now())
    ledger.settle_commissions(workspace=workspace)
    assert sums(workspace) == [("USD", "0.00", "4.20", "8.40", "-4.20")]
    assert [f"{row['total']:.2f}" for row in ledger.yearly_totals(workspace, 2026)] == ["8.40"]
    assert ledger.yearly_totals(workspace, 2025) == []


@pytest.mark.django_db
def test_an_order_that_changes_hands_is_taken_back_from_the_first(
    workspace: Workspace, campaign: Campaign, maya: Creator
) -> None:
    leo = Creator.objects.create(workspace=workspace, name="Leo Wu")
    Participant.objects.create(workspace=workspace, campaign=campaign, creator=leo, commission_rate=D("0.20"))
    order = sold(campaign, maya, "1", "100.00", 40)
    ledger.settle_commissions(workspace=workspace)
    Attribution.objects.filter(order=order).update(creator=leo)
    ledger.settle_commissions(workspace=workspace)
    found = {one.creator.name: (one.due, one.reversed) for one in ledger.balances(workspace)}
    assert found == {"Leo Wu": (D("20.00"), D("0")), "Maya Lind": (D("0.00"), D("-10.00"))}
    assert [one.due for one in ledger.earned_by(workspace, leo)] == [D("20.00")]


@pytest.mark.django_db
def test_currencies_are_never_mixed_and_a_cancelled_payout_is_due_again(
    workspace: Workspace, campaign: Campaign, maya: Creator
) -> None:
    sold(campaign, maya, "1", "100.00", 40)
    sold(campaign, maya, "2", "70.00", 40, "EUR")
    ledger.settle_commissions(workspace=workspace)
    payout = ledger.make_payout(workspace=workspace, currency="EUR", creators=[maya.pk])
    assert [row.amount for row in ledger.payout_rows(payout)] == [D("7.00")]
    ledger.cancel_payout(payout=payout)
    assert sorted(sums(workspace)) == [
        ("EUR", "0.00", "7.00", "0.00", "7.00"),
        ("USD", "0.00", "10.00", "0.00", "10.00"),
    ]
    with pytest.raises(Conflict):
        ledger.payout_file(ledger.payout_of(workspace, payout.pk), "bank")


@pytest.mark.django_db
def test_entries_are_only_ever_added(workspace: Workspace, campaign: Campaign, maya: Creator) -> None:
    sold(campaign, maya, "1", "100.00", 3)
    ledger.settle_commissions(workspace=workspace)
    entry = CommissionEntry.objects.of(workspace).get()
    entry.amount = D(1000)
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    maya.delete()
    assert CommissionEntry.objects.get().amount == D("10.00"), "the books outlive the person's data"
    assert ledger.balances(workspace) == []


@pytest.mark.django_db
def test_the_files_hold_what_services_take_and_no_formula(
    workspace: Workspace, campaign: Campaign, maya: Creator
) -> None:
    maya.name = "=cmd()"
    maya.save()
    sold(campaign, maya, "1", "100.00", 40)
    ledger.settle_commissions(workspace=workspace)
    payout = ledger.make_payout(workspace=workspace, currency="USD")
    key = f"payout:{payout.pk}:{maya.pk}"
    assert (
        ledger.payout_file(payout, "paypal").decode()
        == f'maya@example.org,10.00,USD,{key},"Commission, Acme Shoes"\r\n'
    )
    wise = ledger.payout_file(payout, "wise").decode().splitlines()
    assert (
        wise[0]
        == "name,recipientEmail,paymentReference,receiverType,amountCurrency,amount,sourceCurrency,targetCurrency"
    )
    assert wise[1].startswith("'=cmd(),maya@example.org,")
    assert ledger.payout_file(payout, "bank") == ledger.payout_file(payout, "bank")
    with pytest.raises(BadInput):
        ledger.payout_file(payout, "iban")
    Creator.objects.filter(pk=maya.pk).update(email="")
    with pytest.raises(Conflict, match="No e-mail address"):
        ledger.payout_file(payout, "paypal")


@pytest.mark.django_db
def test_page_api_and_command(
    workspace: Workspace, campaign: Campaign, maya: Creator, api: Callable[..., Client], cli: Callable[..., Any],
    member_client: Callable[..., Client], outsider: User, client_of: Callable[[User], Client],
) -> None:  # fmt: skip
    sold(campaign, maya, "1", "100.00", 40)
    page = member_client("manager")
    assert "No commission was earned yet" in page.get("/w/acme/commissions/").content.decode()
    assert json.loads(cli("--workspace", "acme", "commissions", "settle", "--json").stdout) == {"added": 2}
    assert "Maya Lind" in page.get("/w/acme/commissions/").content.decode()
    assert api("read").get("/api/v1/commissions").json()[0]["due"] == "10.00"
    answer = page.post("/w/acme/commissions/pay/", {"currency": "USD", "creator": [maya.pk]})
    address = answer.headers["Location"]
    assert "PayPal mass payment" in page.get(address).content.decode()
    assert (
        page.get(f"{address}bank.csv")
        .content.decode()
        .splitlines()[1]
        .startswith("Maya Lind,maya@example.org,10.00,USD,")
    )
    pk = int(address.rstrip("/").rsplit("/", 1)[1])
    stranger = client_of(outsider)
    assert stranger.get(address).status_code == 404
    assert stranger.get(f"/w/rival/payouts/{pk}/").status_code == 404
    client = api()
    body = {"paid_on": "2026-03-04", "reference": "T-9"}
    assert client.post(f"/api/v1/payouts/{pk}/paid", body, content_type="application/json").json()["state"] == "paid"
    assert client.post(f"/api/v1/payouts/{pk}/cancel").status_code == 409
    assert client.post("/api/v1/payouts", {"currency": "USD"}, content_type="application/json").status_code == 422
    assert (
        json.loads(cli("--workspace", "acme", "commissions", "year", "2026", "--json").stdout)["results"][0]["total"]
        == "10.00"
    )
    assert "T-9" in page.get(address).content.decode()
    assert "Maya Lind" in page.get("/w/acme/commissions/year/?year=2026").content.decode()
    assert cli("--workspace", "acme", "export", "commissions").stdout.count("\n") == 4
