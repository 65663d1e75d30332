"""Statements where people meet them: payouts, the creator's own page, API and command; and two payouts at once."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns import commissions as ledger
from groundswell.campaigns import statements as papers
from groundswell.campaigns.models import Participant, Payout, Statement
from groundswell.campaigns.tests.test_commissions import sold
from groundswell.campaigns.tests.test_statements import text_of
from groundswell.creators.models import Creator
from groundswell.kit.errors import Conflict

JSON = "application/json"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


@pytest.fixture
def leo(participant: Participant) -> Participant:
    """Another creator of the same campaign."""
    made = Creator.objects.create(workspace=participant.workspace, name="Leo Wu", email="leo@example.org")
    row: Participant = Participant.objects.create(
        workspace=participant.workspace, campaign=participant.campaign, creator=made, commission_rate=Decimal("0.2")
    )
    return row


@pytest.fixture
def payout(participant: Participant, leo: Participant) -> Payout:
    """Paid: 8.40 to Maya and 10.00 to Leo."""
    Participant.objects.filter(pk=participant.pk).update(commission_rate=Decimal("0.1"))
    sold(participant.campaign, participant.creator, "1", "84.00", 40)
    sold(leo.campaign, leo.creator, "2", "50.00", 40)
    ledger.settle_commissions(workspace=leo.workspace)
    made = ledger.make_payout(workspace=leo.workspace, currency="USD")
    return ledger.mark_paid(payout=made, paid_on=date(2026, 3, 4))


def test_the_team_sees_and_saves_them(
    workspace: Workspace, payout: Payout, leo: Participant, member_client: Callable[..., Client], outsider: User,
    client_of: Callable[[User], Client],
) -> None:  # fmt: skip
    page = member_client("manager")
    shown = page.get(f"/w/acme/payouts/{payout.pk}/").content.decode()
    assert "Statement 00001" in shown
    assert "All as ZIP" in shown
    rows = papers.statements_of_payout(payout)
    with ZipFile(BytesIO(page.get(f"/w/acme/payouts/{payout.pk}/statements.zip").content)) as archive:
        assert archive.namelist() == [f"statement-0000{row.number}.pdf" for row in rows]
    assert "postal address" in page.get("/w/acme/statements/").content.decode()
    saved = page.post("/w/acme/statements/", {"legal_name": "Acme GmbH", "tax_id": "DE1", "number_prefix": "A-"})
    assert saved.status_code == 302
    bad = page.post("/w/acme/statements/", {"tax_id": "DE89370400440532013000"})
    assert bad.status_code == 422
    assert "Bank numbers are not kept here" in bad.content.decode()
    assert papers.brand_billing(workspace).tax_id == "DE1"
    billing = f"/w/acme/creators/{leo.creator_id}/billing/"
    assert "Self-billing" in page.get(billing).content.decode()
    page.post(billing, {"agree": "yes", "agreed_on": "2026-01-02", "tax_note": "No VAT"})
    page.post(billing, {"name": "Leo Wu Media", "address": "1 Pier", "tax_id": ""})
    row = papers.creator_billing(leo.creator)
    assert (str(row.agreed_on), row.name, row.supplied_at) == ("2026-01-02", "Leo Wu Media", None)
    assert text_of(page.get(f"{billing}2026.pdf").content).count("Statement 0000") == 1
    assert member_client("analyst").post(billing, {"name": "x"}).status_code == 403
    stranger = client_of(outsider)
    for path in (
        f"statements/{rows[0].pk}.pdf",
        f"payouts/{payout.pk}/statements.zip",
        f"creators/{leo.creator_id}/billing/",
    ):
        assert stranger.get(f"/w/rival/{path}").status_code == 404
        assert page.get(f"/w/acme/{path}").status_code == 200


def test_creators_see_only_theirs(payout: Payout, participant: Participant, leo: Participant, client: Client) -> None:
    mine, theirs = (Statement.objects.get(creator=one.creator) for one in (participant, leo))
    page = f"/c/{participant.token}/statements/"
    shown = client.get(page).content.decode()
    assert str(mine) in shown
    assert "Leo" not in shown
    assert str(theirs) not in shown
    said = text_of(client.get(f"{page}{mine.pk}.pdf").content)
    assert "Maya Brook" in said
    assert "Paid out 8.40" in said
    assert client.get(f"{page}{theirs.pk}.pdf").status_code == 404
    assert client.get(f"/c/{participant.token}x/statements/").status_code == 404
    assert "Leo" not in text_of(client.get(f"{page}year/2026.pdf").content)
    refused = client.post(page, {"address": "IBAN DE89370400440532013000"})
    assert refused.status_code == 422
    assert client.post(page, {"name": "", "address": "2 Quai\nLyon", "tax_id": "FR9"}).status_code == 302
    row = papers.creator_billing(participant.creator)
    assert (row.address, row.tax_id, row.supplied_at is None) == ("2 Quai\nLyon", "FR9", False)
    assert "Statements of what you were paid" in client.get(f"/c/{participant.token}/").content.decode()


def test_by_api_and_by_command(
    payout: Payout, participant: Participant, api: Callable[..., Client], cli: Callable[..., Any], tmp_path: Path
) -> None:
    client, me = api(), participant.creator_id
    found = client.get(f"/api/v1/statements?creator={me}").json()
    assert (found["total"], found["results"][0]["paid"]) == (1, "8.40")
    pdf = client.get(f"/api/v1/statements/{found['results'][0]['id']}.pdf").content
    assert "Paid out 8.40" in text_of(pdf)
    assert client.get("/api/v1/statements/999999.pdf").status_code == 404
    assert client.get(f"/api/v1/creators/{me}/statements/2026.pdf").status_code == 200
    assert client.get(f"/api/v1/payouts/{payout.pk}/statements.zip").content[:2] == b"PK"
    agreed = {"agreed_on": "2026-01-02", "tax_note": "No VAT"}
    document = client.put(f"/api/v1/creators/{me}/self-billing", agreed, content_type=JSON).json()
    assert document["lacking"][0] == "the brand’s postal address (Settings)"
    brand = client.put("/api/v1/billing", {"legal_name": "Acme GmbH"}, content_type=JSON).json()
    assert brand["legal_name"] == "Acme GmbH"
    assert client.put(f"/api/v1/creators/{me}/billing", {"tax_id": "iban 1"}, content_type=JSON).status_code == 422
    out = tmp_path / "maya.pdf"
    acme = ("--workspace", "acme")
    done = cli(*acme, "commissions", "statement", payout.pk, "--creator", me, "--output", out, "--json")
    assert json.loads(done.stdout)["numbers"] == [found["results"][0]["number"]]
    assert out.read_bytes() == pdf, "the same bytes from every side"
    assert cli(*acme, "commissions", "statement", payout.pk, "-o", tmp_path / "all.zip").exit_code == 0
    assert cli(*acme, "commissions", "statement", "--year", 2026, "--creator", me, "-o", out).exit_code == 0
    assert "Yearly statement" in text_of(out.read_bytes())
    assert cli(*acme, "commissions", "statement", "-o", out).exit_code == 2
    assert "8.40 USD  Maya Brook" in cli(*acme, "statements", "list", "--creator", me).stdout
    assert "tax_id: DE1" in cli(*acme, "statements", "brand", "--tax-id", "DE1").stdout
    assert "address: 1 Pier" in cli(*acme, "statements", "creator", me, "--address", "1 Pier").stdout
    assert "agreed_on: None" in cli(*acme, "statements", "self-billing", me).stdout


def test_no_statement_before_the_money_went_out(participant: Participant, api: Callable[..., Client]) -> None:
    Participant.objects.filter(pk=participant.pk).update(commission_rate=Decimal("0.1"))
    sold(participant.campaign, participant.creator, "1", "84.00", 40)
    ledger.settle_commissions(workspace=participant.workspace)
    made = ledger.make_payout(workspace=participant.workspace, currency="USD")
    answer = api().get(f"/api/v1/payouts/{made.pk}/statements.zip")
    assert (answer.status_code, answer.json()["error"]) == (409, Conflict.code)
    assert Statement.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_payouts_at_once_never_share_a_number(participant: Participant) -> None:
    workspace = participant.workspace
    Participant.objects.filter(pk=participant.pk).update(commission_rate=Decimal("0.1"))
    for number, currency in enumerate(("USD", "EUR", "GBP", "CHF")):
        sold(participant.campaign, participant.creator, str(number), "84.00", 40, currency)
    ledger.settle_commissions(workspace=workspace)
    made = [ledger.make_payout(workspace=workspace, currency=code) for code in ("USD", "EUR", "GBP", "CHF")]

    def pay(payout: Payout) -> None:
        for _ in range(500):
            try:
                ledger.mark_paid(payout=payout, paid_on=date(2026, 3, 4))
            except OperationalError:
                time.sleep(0.01)  # SQLite in memory refuses at once where a file would wait
            else:
                break
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(pay, made))
    assert sorted(Statement.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert sorted(one.content["payout"]["id"] for one in Statement.objects.all()) == sorted(one.pk for one in made)
