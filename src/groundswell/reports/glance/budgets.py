"""Spend of running campaigns against their budgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost, Offer
from groundswell.kit.money import ZERO, cents


@dataclass(frozen=True)
class Budget:
    """A running campaign's money in its own currency. `committed`: fees agreed on and not among the costs yet. `elsewhere`:
    currencies in which costs stand that are not in these sums."""

    campaign: Campaign
    spent: Decimal
    committed: Decimal
    elsewhere: Sequence[str]

    @property
    def share(self) -> float | None:
        """Spent and committed of the budget; None where none was set."""
        budget = self.campaign.budget
        return float((self.spent + self.committed) / budget) if budget else None


def budgets_of(workspace: Workspace, running: Sequence[Campaign]) -> list[Budget]:
    """One for each of the campaigns, in their sequence."""
    costs = Cost.objects.of(workspace).filter(campaign__in=running)
    spent: dict[tuple[int | None, str], Decimal] = {}
    for campaign, currency, amount in costs.values_list("campaign_id", "currency").annotate(Sum("amount")).order_by():
        spent[campaign, currency] = cents(amount or ZERO)
    committed = _committed(workspace, running, costs)
    return [
        Budget(
            one, spent.get((one.pk, one.currency), ZERO), committed.get((one.pk, one.currency), ZERO),
            sorted(currency for pk, currency in spent if pk == one.pk and currency != one.currency),
        )
        for one in running
    ]  # fmt: skip


def _committed(
    workspace: Workspace, running: Sequence[Campaign], costs: QuerySet[Cost]
) -> dict[tuple[int, str], Decimal]:
    """(campaign, currency) → fees agreed on, of creators for whom no fee stands among the costs."""
    booked = set(costs.filter(kind=Cost.Kind.FEE).values_list("campaign_id", "creator_id"))
    agreed = Offer.objects.of(workspace).filter(state=Offer.State.ACCEPTED, participant__campaign__in=running)
    found: dict[tuple[int, str], Decimal] = {}
    rows = agreed.values_list("participant__campaign_id", "participant__creator_id", "currency", "fee")
    for campaign, creator, currency, fee in rows:
        if (campaign, creator) not in booked:
            found[campaign, currency] = found.get((campaign, currency), ZERO) + fee
    return found
