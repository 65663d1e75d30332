"""Commission that was paid on a statement and taken back afterwards: what credit notes have to tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import CommissionEntry, Statement, StatementEntry
from groundswell.campaigns.statements.lines import Approved
from groundswell.campaigns.statements.sources import Books, Whose, books_of
from groundswell.creators.models import Creator


@dataclass(frozen=True)
class Credit:
    """What one credit note tells: entries that take back what one statement paid."""

    statement: Statement
    creator: Creator
    entries: Sequence[Approved]
    books: Books


def credits_due(workspace: Workspace) -> list[Credit]:
    """In the ledger's sequence; one for each statement, and for each payout that already holds the entries back."""
    taken = CommissionEntry.objects.of(workspace).filter(kind="approved", amount__lt=0, told=None)
    rows = list(taken.exclude(creator=None).select_related("creator").order_by("pk"))
    whose = {(row.creator.pk, row.currency): row.creator for row in rows if row.creator is not None}
    books = books_of(workspace, whose.keys()) if whose else {}
    found = [credit for key, creator in whose.items() for credit in _credits(workspace, creator, rows, key, books[key])]
    return sorted(found, key=lambda credit: credit.entries[0].pk)


def _credits(
    workspace: Workspace, creator: Creator, rows: Sequence[CommissionEntry], whose: Whose, books: Books
) -> Iterator[Credit]:
    statements = _statements(workspace, whose)
    paid_in = {pk: paying for paying, entries in books.paid.items() for pk in entries}
    grouped: dict[tuple[int, int | None], list[Approved]] = {}
    for row in rows:
        if (row.creator_id, row.currency) == whose:
            entry = books.approved[row.pk]
            earned = [one.pk for one in books.approved.values() if _earned_before(one, entry)]
            if earned and (statement := statements.get(earned[-1])):
                grouped.setdefault((statement.pk, paid_in.get(row.pk)), []).append(entry)
    for (pk, _), entries in grouped.items():
        yield Credit(next(one for one in statements.values() if one.pk == pk), creator, entries, books)


def _earned_before(one: Approved, entry: Approved) -> bool:
    return one.order == entry.order and one.amount > 0 and one.pk < entry.pk


def _statements(workspace: Workspace, whose: Whose) -> dict[int, Statement]:
    """Approved entry → the statement of a payout that tells it."""
    told = StatementEntry.objects.of(workspace).filter(
        entry__creator=whose[0], entry__currency=whose[1], statement__kind=Statement.Kind.STATEMENT
    )
    return {row.entry_id: row.statement for row in told.select_related("statement")}
