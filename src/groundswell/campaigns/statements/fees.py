"""Fees beside commission: a statement tells them, and adds none, since payouts hold commission alone."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Obligation
from groundswell.campaigns.statements.content import text
from groundswell.campaigns.statements.sources import Whose
from groundswell.kit import clock

RECENT = timedelta(days=365)


def fees_of(
    workspace: Workspace, whose: Collection[Whose], since: date | None = None, until: date | None = None
) -> dict[Whose, list[dict[str, Any]]]:
    """By creator and currency: fees still owed, and those paid within a year; only those paid between two days when given."""
    rows = Obligation.objects.of(workspace).filter(
        kind=Obligation.Kind.FEE, participant__creator__in={creator for creator, _ in whose}, amount__isnull=False
    )
    first = since or clock.today() - RECENT
    found: dict[Whose, list[dict[str, Any]]] = {}
    for row in rows.select_related("participant__campaign").order_by("pk"):
        paid = row.settled_on
        between = paid is not None and first <= paid and (until is None or paid <= until)
        if row.amount is None or not (between or (paid is None and until is None)):
            continue
        day = paid or row.due_on
        found.setdefault((row.participant.creator_id, row.currency), []).append({
            "what": row.what, "campaign": row.participant.campaign.name, "amount": text(row.amount),
            "state": "paid" if paid else "owed", "on": day.isoformat() if day else None,
        })  # fmt: skip
    return found
