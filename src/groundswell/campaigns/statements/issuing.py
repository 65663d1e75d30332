"""Giving statements their numbers: one sequence a workspace, without gaps, each number once and for good."""

from typing import Any

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.campaigns.models import CommissionEntry, Payout, Statement, StatementEntry
from groundswell.campaigns.statements.content import credit_content, statement_content
from groundswell.campaigns.statements.crediting import credits_due
from groundswell.campaigns.statements.fees import fees_of
from groundswell.campaigns.statements.keeping import Press
from groundswell.campaigns.statements.lines import lines_of
from groundswell.campaigns.statements.sources import Books, books_of
from groundswell.creators.models import Creator


@transaction.atomic
def issue_statements(*, workspace: Workspace, user: User | None = None) -> int:
    """Writes what is missing: a statement for everybody in a paid payout, and credit notes for paid commission that was
    taken back. As often as one likes; answers how many were written."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    made = [*_statements(workspace), *_credit_notes(workspace)]
    if made:
        detail = {"first": made[0].number, "last": made[-1].number}
        record_audit(workspace=workspace, user=user, action="statement.issued", subject=str(made[0]), detail=detail)
    return len(made)


def _statements(workspace: Workspace) -> list[Statement]:
    paid = CommissionEntry.objects.of(workspace).filter(kind="paid", amount__gt=0, payout__state="paid")
    missing = paid.filter(statement=None).exclude(creator=None).select_related("creator", "payout")
    rows = list(missing.order_by("payout__paid_on", "payout_id", "pk"))
    whose = {(row.creator_id, row.currency) for row in rows if row.creator_id is not None}
    if not whose:
        return []
    press, books, fees = (
        Press(workspace, {pk for pk, _ in whose}),
        books_of(workspace, whose),
        fees_of(workspace, whose),
    )
    made = []
    for row in rows:
        if row.creator is not None and row.payout is not None:
            key = (row.creator.pk, row.currency)
            made.append(_statement(press, row, row.creator, row.payout, books=books[key], fees=fees.get(key, [])))
    return made


def _statement(
    press: Press, paying: CommissionEntry, creator: Creator, payout: Payout, *, books: Books, fees: list[dict[str, Any]]
) -> Statement:
    approved = books.paid_by(paying)
    noted = _noted(press.workspace, [one.pk for one in approved])
    lines = [one for one in approved if one.pk not in noted]
    notes = {note.pk: note for note in noted.values()}
    content = statement_content(
        press.frame(creator, paying.currency), lines_of(lines, books.changes), paid=paying.amount, fees=fees,
        payout={
            "id": payout.pk, "reference": payout.reference,
            "paid_on": payout.paid_on.isoformat() if payout.paid_on else None,
        },
        set_off=[
            {"number": one.content["number"], "issued_on": one.content["issued_on"], "amount": one.content["total"]}
            for one in notes.values()
        ],
    )  # fmt: skip
    row = press.keep(creator, content, [one.pk for one in lines], paid_by=paying)
    Statement.objects.of(press.workspace).filter(pk__in=notes).update(set_off_in=row)
    return row


def _noted(workspace: Workspace, entries: list[int]) -> dict[int, Statement]:
    """Those of the entries that a credit note tells, with it."""
    told = StatementEntry.objects.of(workspace).filter(entry__in=entries).select_related("statement").order_by("pk")
    return {row.entry_id: row.statement for row in told}


def _credit_notes(workspace: Workspace) -> list[Statement]:
    due = credits_due(workspace)
    press = Press(workspace, {credit.creator.pk for credit in due})
    made = []
    for credit in due:
        content = credit_content(
            press.frame(credit.creator, credit.statement.currency),
            lines_of(credit.entries, credit.books.changes),
            corrects={name: credit.statement.content[name] for name in ("title", "number", "issued_on")},
        )
        entries = [one.pk for one in credit.entries]
        made.append(press.keep(credit.creator, content, entries, corrects=credit.statement))
    return made
