"""Batches that are paid out together: made, marked as paid, or taken back."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.campaigns.commissions.queries import balances, payout_rows
from groundswell.campaigns.models import CommissionEntry, Payout
from groundswell.campaigns.statements import issue_statements
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict

State = Payout.State


@transaction.atomic
def make_payout(
    *, workspace: Workspace, currency: str, creators: Collection[int] | None = None, user: User | None = None
) -> Payout:
    """A batch with everything that is due to these creators (all when None) in one currency.

    Raises `BadInput` when nothing is due. What is in a batch is not due any more: a second batch at the same moment is
    empty, and refused.
    """
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    code = currency.strip().upper()
    due = [
        one
        for one in balances(workspace)
        if one.currency == code and one.due > 0 and (creators is None or one.creator.pk in creators)
    ]
    if not due:
        raise BadInput(
            f"Nothing is due in {code or 'that currency'}.", where="currency",
            cure="Commission becomes due when the return window of its order is over.",
        )  # fmt: skip
    payout = Payout.objects.create(workspace=workspace, currency=code, made_by=user)
    CommissionEntry.objects.bulk_create(
        CommissionEntry(
            workspace=workspace, creator=one.creator, payout=payout, kind=CommissionEntry.Kind.PAID, amount=one.due,
            currency=code, basis=f"All that was due in {payout}", key=f"payout:{payout.pk}:{one.creator.pk}",
        )
        for one in due
    )  # fmt: skip
    _audit(payout, "payout.made", user)
    return payout


@transaction.atomic
def mark_paid(*, payout: Payout, paid_on: date, reference: str = "", user: User | None = None) -> Payout:
    """The money went out, and everybody in the batch has a statement of it for good. In the ROI commission counts from when
    it is earned, so paying it changes nothing there."""
    Workspace.objects.select_for_update().get(pk=payout.workspace_id)
    row = Payout.objects.select_for_update().get(pk=payout.pk)
    if row.state == State.CANCELLED:
        raise Conflict("This payout was cancelled.", where=f"payout {row.pk}", cure="Make a new one.")
    if paid_on > clock.now().date():
        raise BadInput("That day is still to come.", where="paid_on")
    row.state, row.paid_on, row.reference = State.PAID, paid_on, reference.strip()[:120]
    row.save(update_fields=["state", "paid_on", "reference"])
    _audit(row, "payout.paid", user)
    issue_statements(workspace=row.workspace, user=user)
    return row


@transaction.atomic
def cancel_payout(*, payout: Payout, user: User | None = None) -> Payout:
    """It was not paid: what was in it is due again. `Conflict` once it was paid."""
    Workspace.objects.select_for_update().get(pk=payout.workspace_id)
    row = Payout.objects.select_for_update().get(pk=payout.pk)
    if row.state != State.OPEN:
        raise Conflict(f"This payout is {row.get_state_display().lower()} already.", where=f"payout {row.pk}")
    CommissionEntry.objects.bulk_create(
        CommissionEntry(
            workspace=row.workspace, creator=entry.creator, payout=row, kind=CommissionEntry.Kind.PAID,
            amount=-entry.amount, currency=entry.currency, basis=f"{row} was cancelled", key=f"{entry.key}:back",
        )
        for entry in payout_rows(row)
    )  # fmt: skip
    row.state = State.CANCELLED
    row.save(update_fields=["state"])
    _audit(row, "payout.cancelled", user)
    return row


def _audit(payout: Payout, action: str, user: User | None) -> None:
    detail = {"currency": payout.currency, "people": len(payout_rows(payout)), "reference": payout.reference}
    record_audit(workspace=payout.workspace, user=user, action=action, subject=str(payout), detail=detail)
