"""Statements: exact figures, one number for good, credit notes for what is taken back after it was paid."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns import commissions as ledger
from groundswell.campaigns import statements as papers
from groundswell.campaigns.models import Campaign, Participant, Payout, Statement
from groundswell.campaigns.models.commissions import AppendOnly
from groundswell.campaigns.tests.test_commissions import campaign, maya, sold  # noqa: F401
from groundswell.creators.models import Creator
from groundswell.creators.own_record import erase_creator
from groundswell.creators.services import merge_creators
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.links.models import Order
from groundswell.reports.statements import payout_zip, statement_pdf, year_pdf

pytestmark = pytest.mark.django_db
D = Decimal


def paid(workspace: Workspace, on: date = date(2026, 3, 4)) -> Payout:
    ledger.settle_commissions(workspace=workspace)
    return ledger.mark_paid(payout=ledger.make_payout(workspace=workspace, currency="USD"), paid_on=on, reference="T-9")


def only(payout: Payout) -> Statement:
    (found,) = papers.statements_of_payout(payout)
    return found


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def lines(row: Statement) -> list[tuple[Any, ...]]:
    names = ("what", "campaign", "orders", "base", "rate", "amount")
    return [tuple(line[name] for name in names) for line in row.content["lines"]]


def test_the_paper_holds_the_exact_figures(workspace: Workspace, campaign: Campaign, maya: Creator) -> None:  # noqa: F811
    workspace.postal_address = "1 Rue du Lac\n1003 Lausanne"
    workspace.save()
    papers.save_brand_billing(workspace=workspace, legal_name="Acme Shoes Ltd", tax_id="CHE-1", number_prefix="ACME-")
    papers.supply_billing(creator=maya, address="2 Quai\nLyon", tax_id="FR99", by_creator=True)
    for number, net in enumerate(("84.00", "50.50", "120.00"), start=1):
        sold(campaign, maya, str(number), net, 40)
    ledger.settle_commissions(workspace=workspace)
    Order.objects.filter(external_id="3").update(refunded=D("20.00"))
    row = only(paid(workspace))
    assert lines(row) == [
        ("Commission", "Autumn", 3, "254.50", "10 %", "25.45"),
        ("Commission taken back", "Autumn", 1, "-20.00", "10 %", "-2.00"),
    ]
    assert (row.number, row.total, row.content["paid"]) == (1, D("23.45"), "23.45")
    said = text_of(statement_pdf(row))
    for words in (
        "Statement ACME-00001", "Acme Shoes Ltd 1 Rue du Lac 1003 Lausanne Tax number CHE-1", "Maya Lind 2 Quai Lyon Tax number FR99",
        "Paid on 2026-03-04", "T-9", "Commission: Autumn 3 254.50 10 % 25.45", "taken back: Autumn 1 -20.00 10 % -2.00",
        "Total 23.45", "Paid out 23.45",
    ):  # fmt: skip
        assert words in said
    assert "invoice" not in said


def test_a_paper_never_changes(workspace: Workspace, campaign: Campaign, maya: Creator) -> None:  # noqa: F811
    sold(campaign, maya, "1", "84.00", 40)
    payout = paid(workspace)
    before = statement_pdf(only(payout))
    maya.name = "Somebody Else"
    maya.save()
    papers.save_brand_billing(workspace=workspace, number_prefix="NEW-")
    ledger.mark_paid(payout=payout, paid_on=date(2026, 3, 5))
    ledger.settle_commissions(workspace=workspace)
    assert Statement.objects.count() == 1
    assert statement_pdf(only(payout)) == before
    assert payout_zip(payout) == payout_zip(payout)
    row = only(payout)
    row.total = D(0)
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        row.delete()


def test_commission_taken_back_after_it_was_paid(workspace: Workspace, campaign: Campaign, maya: Creator) -> None:  # noqa: F811
    sold(campaign, maya, "1", "84.00", 40)
    first = only(paid(workspace))
    Order.objects.filter(external_id="1").update(refunded=D("42.00"))
    ledger.settle_commissions(workspace=workspace)
    ledger.settle_commissions(workspace=workspace)
    note = papers.statements(workspace)[0]
    assert Statement.objects.count() == 2
    assert (note.kind, note.number, note.total, note.corrects) == ("credit_note", 2, D("-4.20"), first)
    said = text_of(statement_pdf(note))
    assert "Credit note 00002" in said
    assert f"Takes back from Statement 00001 of {clock.today()}" in said
    assert "Commission taken back: Autumn 1 -42.00 10 % -4.20" in said
    assert "Paid out" not in said
    sold(campaign, maya, "2", "100.00", 40)
    second = only(paid(workspace, date(2026, 4, 1)))
    assert lines(second) == [("Commission", "Autumn", 1, "100.00", "10 %", "10.00")]
    assert (second.number, second.total, second.content["paid"]) == (3, D("10.00"), "5.80")
    assert f"Set off: credit note 00002 of {clock.today()} -4.20 Paid out 5.80" in text_of(statement_pdf(second))
    note.refresh_from_db()
    assert note.set_off_in == second


def test_self_billing_only_where_it_was_agreed(workspace: Workspace, campaign: Campaign, maya: Creator) -> None:  # noqa: F811
    with pytest.raises(BadInput):
        papers.agree_self_billing(creator=maya, agreed_on=date(9999, 1, 1))
    papers.agree_self_billing(creator=maya, agreed_on=date(2026, 1, 15), tax_note="VAT reverse charge,\nArt. 196")
    sold(campaign, maya, "1", "84.00", 40)
    row = only(paid(workspace))
    said = text_of(statement_pdf(row))
    assert "Self-billing invoice 00001" in said
    assert "Self-billing agreed on 2026-01-15" in said
    assert "VAT reverse charge, Art. 196" in said
    assert "Customer, who writes this paper Acme Shoes" in said
    assert "No postal address of the brand was known" in said
    assert papers.lacking(workspace, papers.creator_billing(maya)) == [
        "the brand’s postal address (Settings)", "the brand’s tax number", "the creator’s address", "the creator’s tax number",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["DE89 3704 0044 0532 0130 00", "my iban is known", "x GB82WEST12345698765432 y", "Sort code 12-34-56"]
)
def test_bank_numbers_are_refused(maya: Creator, text: str) -> None:  # noqa: F811
    each: list[Any] = [{name: text} for name in ("name", "address", "tax_id")]
    for facts in each:
        with pytest.raises(BadInput, match="Bank numbers"):
            papers.supply_billing(creator=maya, by_creator=True, **facts)
    papers.supply_billing(creator=maya, address="AB12 3CD Aberdeen, Scotland", tax_id="DE123456789")
    assert papers.creator_billing(maya).tax_id == "DE123456789"


def test_an_open_payout_has_none_and_a_cancelled_one_leaves_no_gap(
    workspace: Workspace, campaign: Campaign, maya: Creator  # noqa: F811
) -> None:  # fmt: skip
    sold(campaign, maya, "1", "84.00", 40)
    ledger.settle_commissions(workspace=workspace)
    payout = ledger.make_payout(workspace=workspace, currency="USD")
    with pytest.raises(Conflict, match="not paid"):
        papers.statements_of_payout(payout)
    ledger.cancel_payout(payout=payout)
    sold(campaign, maya, "2", "16.00", 40)
    row = only(paid(workspace))
    assert (row.number, lines(row)) == (1, [("Commission", "Autumn", 2, "100.00", "10 %", "10.00")])


def test_the_year_lists_papers_and_fees(workspace: Workspace, campaign: Campaign, maya: Creator) -> None:  # noqa: F811
    sold(campaign, maya, "1", "84.00", 40)
    paid(workspace)
    sold(campaign, maya, "2", "100.00", 40)
    paid(workspace, date(2025, 12, 31))
    said = text_of(year_pdf(workspace, maya, 2026))
    assert "Statement 00001 2026-03-04 8.40 8.40 Commission USD 8.40 8.40" in said
    assert "00002" not in said
    assert "Statement 00002 2025-12-31 10.00 10.00" in text_of(year_pdf(workspace, maya, 2025))
    assert "Nothing was paid out in this year" in text_of(year_pdf(workspace, maya, 2024))
    with pytest.raises(BadInput):
        year_pdf(workspace, maya, 0)


def test_numbers_of_workspaces_stand_apart(
    workspace: Workspace, other_workspace: Workspace, campaign: Campaign, maya: Creator  # noqa: F811
) -> None:  # fmt: skip
    rival = Campaign.objects.create(workspace=other_workspace, slug="r", name="R")
    tom = Creator.objects.create(workspace=other_workspace, name="Tom")
    Participant.objects.create(workspace=other_workspace, campaign=rival, creator=tom, commission_rate=D("0.2"))
    sold(rival, tom, "1", "10.00", 40)
    sold(campaign, maya, "1", "84.00", 40)
    ours, theirs = only(paid(workspace)), only(paid(other_workspace))
    assert ours.number == theirs.number == 1
    with pytest.raises(NotFound):
        papers.statement_of(workspace, theirs.pk)


def test_merged_and_erased_people(workspace: Workspace, campaign: Campaign, maya: Creator, owner: User) -> None:  # noqa: F811
    twin = Creator.objects.create(workspace=workspace, name="M. Lind")
    Participant.objects.create(workspace=workspace, campaign=campaign, creator=twin, commission_rate=D("0.1"))
    sold(campaign, maya, "1", "84.00", 40)
    sold(campaign, twin, "2", "10.00", 40)
    paid(workspace)
    merge_creators(workspace=workspace, keep=maya, absorb=twin, user=owner)
    sold(campaign, maya, "3", "50.00", 40)
    last = only(paid(workspace))
    assert (lines(last), last.total) == ([("Commission", "Autumn", 1, "50.00", "10 %", "5.00")], D("5.00"))
    assert [row.number for row in papers.statements(workspace, maya)] == [3, 2, 1]
    erase_creator(workspace=workspace, creator=maya)
    assert sorted((row.number, row.content["paid"]) for row in papers.statements(workspace)) == [
        (1, "8.40"), (2, "1.00"), (3, "5.00"),
    ]  # fmt: skip
    assert "Lind" not in str([row.content for row in papers.statements(workspace)])
