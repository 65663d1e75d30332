"""What the campaigns room has in a creator's own record."""

from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import (
    Application,
    CommissionEntry,
    Cost,
    Deliverable,
    Obligation,
    Offer,
    OfferResponse,
    Participant,
)
from groundswell.creators.models import Creator
from groundswell.kit import clock


def own_agreements(workspace: Workspace, creator: Creator) -> dict[str, Any]:
    """Campaigns, what was agreed word for word, what each side owes, what was paid, and applications."""
    answers = OfferResponse.objects.of(workspace).filter(offer__participant__creator=creator).order_by("at", "pk")
    asked = Application.objects.of(workspace).filter(creator=creator).order_by("at", "pk")
    taking = Participant.objects.of(workspace).filter(creator=creator).select_related("campaign").order_by("pk")
    owed = Deliverable.objects.of(workspace).filter(participant__creator=creator).order_by("pk")
    promised = Obligation.objects.of(workspace).filter(participant__creator=creator).order_by("pk")
    paid = Cost.objects.of(workspace).filter(creator=creator).order_by("pk")
    entries = CommissionEntry.objects.of(workspace).filter(creator=creator).order_by("pk")
    return {
        "campaigns": [{"campaign": row.campaign.name, "state": row.state} for row in taking],
        "answers": [
            {"at": row.at, "kind": row.kind, "name": row.name, "message": row.message, "text": row.offer_text, "ip": row.ip}
            for row in answers
        ],
        "you_owe": [{"activity": d.activity, "platform": d.platform, "due_on": d.due_on, "state": d.state} for d in owed],
        "owed_to_you": [
            {"what": o.what, "amount": o.amount, "currency": o.currency, "due_on": o.due_on, "settled_on": o.settled_on}
            for o in promised
        ],
        "paid": [{"kind": c.kind, "amount": c.amount, "currency": c.currency, "on": c.incurred_on} for c in paid],
        "commission": [
            {"at": e.at, "kind": e.kind, "amount": e.amount, "currency": e.currency, "basis": e.basis} for e in entries
        ],
        "applications": [
            {"at": row.at, "message": row.message, "answers": row.answers, "accounts": row.accounts} for row in asked
        ],
    }  # fmt: skip


def keep_agreements(workspace: Workspace, creator: Creator) -> None:
    """Only where something was accepted or earned does a participation stay, with its record and the rate that the ledger
    is settled by; open offers go, the page closes."""
    rows = Participant.objects.of(workspace).filter(creator=creator)
    earned = CommissionEntry.objects.of(workspace).filter(creator=creator).exclude(campaign=None)
    agreed = OfferResponse.objects.of(workspace).filter(
        kind=OfferResponse.Kind.ACCEPTED, offer__participant__creator=creator
    )
    bare = rows.exclude(pk__in=agreed.values("offer__participant")).exclude(campaign__in=earned.values("campaign"))
    bare.delete()
    Offer.objects.of(workspace).filter(participant__in=rows).exclude(pk__in=agreed.values("offer")).delete()
    rows.update(page_closed_at=clock.now())
