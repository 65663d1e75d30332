"""What statements are written from, read for many creators at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import CommissionEntry, StatementEntry
from groundswell.campaigns.statements.coverage import Move, covered
from groundswell.campaigns.statements.lines import Approved, Change, changes

Whose = tuple[int, str]
GONE = "A campaign that is no longer kept"


@dataclass(frozen=True)
class Books:
    """One creator's ledger in one currency: approved entries, what each did, and which a paying entry paid."""

    approved: Mapping[int, Approved]
    changes: Mapping[int, Change]
    paid: Mapping[int, Sequence[int]]

    def paid_by(self, entry: CommissionEntry) -> list[Approved]:
        """The approved entries that this one paid."""
        return [self.approved[pk] for pk in self.paid.get(entry.pk, ())]


def books_of(workspace: Workspace, whose: Collection[Whose]) -> dict[Whose, Books]:
    """By creator and currency; two queries."""
    creators = {creator for creator, _ in whose}
    rows = CommissionEntry.objects.of(workspace).filter(creator__in=creators, kind__in=("approved", "paid"))
    kept: defaultdict[Whose, list[CommissionEntry]] = defaultdict(list)
    for row in rows.select_related("campaign").order_by("pk"):
        if row.creator_id is not None and (row.creator_id, row.currency) in whose:
            kept[row.creator_id, row.currency].append(row)
    settled = _settled(workspace, creators)
    return {key: _books(entries, settled) for key, entries in kept.items()}


def order_key(entry: CommissionEntry) -> str:
    """The order and campaign that an entry is about, also when two records of its creator became one."""
    return f"{entry.order_id}:{entry.campaign_id}" if entry.order_id else entry.key.rpartition(":")[0]


def _books(entries: Sequence[CommissionEntry], settled: Mapping[int, int]) -> Books:
    approved = {
        row.pk: Approved(row.pk, order_key(row), row.campaign.name if row.campaign else GONE, row.amount, row.basis)
        for row in entries
        if row.kind == CommissionEntry.Kind.APPROVED
    }
    moves = [Move(row.pk, row.amount, None if row.pk in approved else row.payout_id) for row in entries]
    return Books(approved, changes(approved.values()), covered(moves, settled))


def _settled(workspace: Workspace, creators: Collection[int]) -> dict[int, int]:
    """Approved entry → the paying entry whose statement names it, as a line or in a credit note that was set off."""
    told = StatementEntry.objects.of(workspace).filter(entry__creator__in=creators)
    named = told.filter(Q(statement__paid_by__isnull=False) | Q(statement__set_off_in__isnull=False))
    rows = named.values_list("entry_id", "statement__paid_by_id", "statement__set_off_in__paid_by_id")
    return {entry: paid if paid is not None else off for entry, paid, off in rows}
