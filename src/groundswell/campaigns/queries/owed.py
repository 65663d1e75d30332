"""What the brand owes, and what is on its way."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import F, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Obligation, Participant, Shipment
from groundswell.kit.errors import NotFound

SOON = 7


class Owing(NamedTuple):
    """One obligation and how it stands: late, due (within a week), open, settled."""

    row: Obligation
    standing: str
    shipment: Shipment | None


def obligations(
    workspace: Workspace, *, campaign: Campaign | None = None, participant: Participant | None = None
) -> QuerySet[Obligation]:
    """What was promised: open ones first by their day, those without a day after them, settled ones last."""
    rows = Obligation.objects.of(workspace).select_related(
        "participant__creator", "participant__campaign", "shipment", "offer", "settled_by"
    )
    if campaign is not None:
        rows = rows.filter(participant__campaign=campaign)
    if participant is not None:
        rows = rows.filter(participant=participant)
    return rows.order_by(
        F("settled_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "participant__creator__name", "pk"
    )


def owings(rows: QuerySet[Obligation] | list[Obligation], today: date) -> list[Owing]:
    """The rows with how they stand."""
    return [Owing(row, standing(row, today), getattr(row, "shipment", None)) for row in rows]


def owed_soon(workspace: Workspace, today: date, limit: int = 8) -> list[Owing]:
    """Open obligations that are late or due within a week, the latest first."""
    due = obligations(workspace).filter(settled_on=None, due_on__lte=today + timedelta(days=SOON))
    return owings(list(due[:limit]), today)


def standing(row: Obligation, today: date) -> str:
    if row.settled_on is not None:
        return "settled"
    if row.due_on is None or row.due_on > today + timedelta(days=SOON):
        return "open"
    return "late" if row.due_on < today else "due"


def obligation_of(workspace: Workspace, pk: int) -> Obligation:
    """The obligation; NotFound when this workspace has none of that id."""
    found: Obligation | None = obligations(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such obligation.", where="obligation")
    return found


def shipment_of(workspace: Workspace, pk: int) -> Shipment:
    """The parcel; NotFound when this workspace has none of that id."""
    rows = Shipment.objects.of(workspace).select_related("obligation__participant__campaign")
    found: Shipment | None = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such parcel.", where="shipment")
    return found
