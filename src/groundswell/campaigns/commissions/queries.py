"""Who earned how much, what is due, what was paid."""

from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, MINYEAR
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import CommissionEntry, Payout
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput
from groundswell.kit.money import ZERO, cents

Kind = CommissionEntry.Kind
COLUMNS = ("at", "creator", "campaign", "order", "kind", "amount", "currency", "basis", "payout", "payout_state")


class Balance(NamedTuple):
    """One creator's sums in one currency. `due` is approved less paid out, negative after a refund of what was paid."""

    creator: Creator
    currency: str
    pending: Decimal
    approved: Decimal
    reversed: Decimal
    paid: Decimal
    due: Decimal

    def as_dict(self) -> dict[str, Any]:
        """For scripts; amounts as text, so that nothing is rounded."""
        sums = {name: f"{getattr(self, name):.2f}" for name in ("pending", "approved", "reversed", "paid", "due")}
        return {"creator_id": self.creator.pk, "creator": self.creator.name, "currency": self.currency, **sums}


def balances(workspace: Workspace, creator: Creator | None = None) -> list[Balance]:
    """Everybody's sums, most due first; of one creator when named."""
    rows = CommissionEntry.objects.of(workspace).exclude(creator=None)
    if creator is not None:
        rows = rows.filter(creator=creator)
    sums = [
        Sum("amount", filter=Q(kind=kind), default=ZERO)
        for kind in (Kind.PENDING, Kind.REVERSED, Kind.APPROVED, Kind.PAID)
    ]
    names = dict(zip(("earned", "back", "approved", "out"), sums, strict=True))
    grouped = list(rows.values_list("creator_id", "currency").annotate(**names).order_by())
    people = Creator.objects.of(workspace).in_bulk([row[0] for row in grouped])
    found = [
        Balance(
            creator=people[pk], currency=currency, pending=earned + back - approved, approved=approved, reversed=back,
            paid=out, due=approved - out,
        )
        for pk, currency, earned, back, approved, out in ((*row[:2], *map(cents, row[2:])) for row in grouped)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.due, -one.pending, one.creator.name, one.creator.pk, one.currency))


def earned_by(workspace: Workspace, creator: Creator) -> list[Balance]:
    """One creator's sums, a row for each currency; for their own page."""
    return balances(workspace, creator)


def payouts(workspace: Workspace) -> QuerySet[Payout]:
    """All batches, newest first, with `people` and `total`."""
    rows: QuerySet[Payout] = Payout.objects.of(workspace).select_related("made_by")
    counted = rows.annotate(
        people=Count("entries__creator", distinct=True, filter=Q(entries__amount__gt=0)),
        total=Sum("entries__amount", filter=Q(entries__amount__gt=0), default=ZERO),
    )
    return counted.order_by("-made_at", "-pk")


def payout_of(workspace: Workspace, pk: int) -> Payout:
    """One batch of this workspace; `Http404` for anything else."""
    return get_object_or_404(payouts(workspace), pk=pk)


def payout_rows(payout: Payout) -> list[CommissionEntry]:
    """Who gets how much of a batch, by name."""
    rows = CommissionEntry.objects.of(payout.workspace).filter(payout=payout, amount__gt=0)
    return list(rows.select_related("creator").order_by("creator__name", "pk"))


def yearly_totals(workspace: Workspace, year: int) -> list[dict[str, Any]]:
    """What each creator was paid in a calendar year, by currency: for tax forms. Batches count by the day they were paid.

    `BadInput` for a year that no calendar has.
    """
    if not MINYEAR <= year <= MAXYEAR:
        raise BadInput(f"{year} is no year.", where="year", cure="Give one such as 2026.")
    paid = CommissionEntry.objects.of(workspace).filter(
        kind=Kind.PAID, payout__state=Payout.State.PAID, payout__paid_on__year=year
    )
    names = ("creator_id", "creator__name", "creator__email", "creator__country", "currency")
    rows = paid.values_list(*names).annotate(total=Sum("amount")).order_by("creator__name", "creator_id", "currency")
    keys = ("creator_id", "creator", "email", "country", "currency", "total")
    return [{"year": year, **dict(zip(keys, (*row[:5], cents(row[5])), strict=True))} for row in rows]


def commission_rows(workspace: Workspace) -> Iterator[Mapping[str, Any]]:
    """The whole ledger, oldest first, in the published names."""
    rows = CommissionEntry.objects.of(workspace).select_related("creator", "campaign", "order", "payout")
    for entry in rows.order_by("pk").iterator():
        yield {
            "at": entry.at, "creator": entry.creator.name if entry.creator else "", "kind": entry.kind,
            "campaign": entry.campaign.slug if entry.campaign else "", "order": str(entry.order or ""),
            "amount": entry.amount, "currency": entry.currency, "basis": entry.basis,
            "payout": entry.payout_id or "", "payout_state": entry.payout.state if entry.payout else "",
        }  # fmt: skip
