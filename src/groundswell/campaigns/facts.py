"""What a template may say about somebody's newest open offer: `offer.link` and `campaign.name`."""

from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Offer
from groundswell.campaigns.queries.offers import offer_address
from groundswell.creators.models import Creator


def offer_facts(workspace: Workspace, creators: list[Creator]) -> dict[int, dict[str, Any]]:
    """By creator id, for those with an offer that waits for an answer; one query."""
    waiting = Offer.objects.of(workspace).filter(state=Offer.State.SENT, participant__creator__in=creators)
    rows = waiting.select_related("participant__campaign").order_by("created_at", "pk")
    return {
        row.participant.creator_id: {
            "offer": {"link": offer_address(row)},
            "campaign": {"name": row.participant.campaign.name},
        }
        for row in rows
    }
