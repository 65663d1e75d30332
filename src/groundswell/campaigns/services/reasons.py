"""Why an offer was accepted or declined is kept with the creator."""

from groundswell.campaigns.models import OfferResponse
from groundswell.relationships.services import record_decision

VERDICT = {"accepted": "accepted", "declined": "refused"}


def keep_decision(response: OfferResponse, *, side: str) -> None:
    """One decision for each final answer; `side` is who gave it, brand or creator."""
    participant = response.offer.participant
    record_decision(
        workspace=response.workspace,
        creator=participant.creator,
        verdict=VERDICT[response.kind],
        side=side,
        about=f"offer, version {response.offer_version}",
        reason=response.message,
        campaign=participant.campaign,
        user=response.user,
        key=f"offer:{response.offer_id}:{response.kind}",
    )
