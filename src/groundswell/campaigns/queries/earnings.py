"""What a creator earned in a campaign beside the fee."""

from dataclasses import dataclass
from decimal import Decimal

from groundswell.campaigns.models import Participant
from groundswell.kit.money import ZERO, cents
from groundswell.links.queries import OrderFilter, totals


@dataclass(frozen=True)
class Earning:
    """Commission in one currency, from orders credited so far less what was given back."""

    currency: str
    earned: Decimal


def earnings_of(participant: Participant) -> list[Earning]:
    """By currency, as the orders stand now; empty where no commission was agreed. What of it is due and what was paid out
    is known over all campaigns only: `commissions.earned_by`."""
    rate = participant.commission_rate
    if rate is None:
        return []
    chosen = OrderFilter(owed="yes", campaign=participant.campaign.slug, creator=participant.creator_id)
    found = [Earning(row.currency, cents(row.net * rate)) for row in totals(participant.workspace, chosen)]
    return found or [Earning(participant.campaign.currency, ZERO)]
