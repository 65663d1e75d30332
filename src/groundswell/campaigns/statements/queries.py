"""Statements as they were given."""

from typing import Any

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Payout, Statement
from groundswell.creators.models import Creator
from groundswell.kit.errors import Conflict, NotFound


def statements(workspace: Workspace, creator: Creator | None = None) -> QuerySet[Statement]:
    """Newest first; of one creator when named."""
    rows: QuerySet[Statement] = Statement.objects.of(workspace)
    if creator is not None:
        rows = rows.filter(creator=creator)
    return rows.select_related("creator", "paid_by", "set_off_in", "workspace").order_by("-number")


def statement_of(workspace: Workspace, pk: int, creator: Creator | None = None) -> Statement:
    """The statement of this id; `NotFound` in any other workspace, and for anybody else than `creator` when named."""
    found = statements(workspace, creator).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such statement.", where="statement")
    return found


def statements_of_payout(payout: Payout) -> list[Statement]:
    """Everybody's of one batch, by number. `Conflict` while it is not paid."""
    if payout.state != Payout.State.PAID:
        raise Conflict(
            f"Payout {payout.pk} is not paid.", where=f"payout {payout.pk}",
            cure="Statements are given when it is marked as paid." if payout.state == Payout.State.OPEN else "",
        )  # fmt: skip
    return list(statements(payout.workspace).filter(paid_by__payout=payout).order_by("number"))


def statement_document(row: Statement) -> dict[str, Any]:
    """A statement for scripts: what is kept of it beside everything that it says."""
    return {
        "id": row.pk, "kind": row.kind, "creator_id": row.creator_id,
        "payout_id": row.paid_by.payout_id if row.paid_by else None,
        "set_off_in": row.set_off_in.content["number"] if row.set_off_in else None, **row.content,
    }  # fmt: skip
