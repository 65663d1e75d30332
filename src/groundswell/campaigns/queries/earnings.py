"""What a creator earned in a campaign beside the fee."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from groundswell.campaigns.models import Cost, Participant
from groundswell.kit.money import ZERO, cents
from groundswell.links.queries import OrderFilter, totals


@dataclass(frozen=True)
class Earning:
    """Commission in one currency: `earned` from orders credited so far less what was given back, `paid` as recorded,
    `pending` the rest."""

    currency: str
    earned: Decimal
    paid: Decimal

    @property
    def pending(self) -> Decimal:
        return max(self.earned - self.paid, ZERO)


def earnings_of(participant: Participant) -> list[Earning]:
    """By currency; empty where no commission was agreed and none was paid."""
    workspace, campaign, creator = participant.workspace, participant.campaign, participant.creator
    rate = participant.commission_rate
    earned: dict[str, Decimal] = {}
    if rate is not None:
        chosen = OrderFilter(campaign=campaign.slug, creator=creator.pk)
        earned = {row.currency: cents(row.net * rate) for row in totals(workspace, chosen)}
    rows = Cost.objects.of(workspace).filter(creator=creator, campaign=campaign, kind=Cost.Kind.COMMISSION)
    paid = dict(rows.values_list("currency").annotate(Sum("amount")).order_by())
    found = sorted(earned.keys() | paid.keys())
    if rate is not None and not found:
        found = [campaign.currency]
    return [Earning(code, earned.get(code, ZERO), paid.get(code, ZERO)) for code in found]
