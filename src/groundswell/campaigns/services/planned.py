"""A plan becomes a campaign."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Campaign
from groundswell.campaigns.services.campaigns import CampaignFacts, add_participants, create_campaign
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput


@transaction.atomic
def create_planned_campaign(
    *, workspace: Workspace, name: str, budget: Decimal, creators: Iterable[int], user: User | None = None
) -> Campaign:
    """A draft campaign with the budget and the chosen creators (ids) invited. `BadInput` without anybody of this
    workspace."""
    chosen = list(Creator.objects.of(workspace).filter(pk__in=list(creators)))
    if not chosen:
        raise BadInput("The plan chose nobody.", where="creator", cure="Raise the budget or loosen its limits.")
    made = create_campaign(workspace=workspace, facts=CampaignFacts(name=name, budget=budget))
    add_participants(workspace=workspace, campaign=made, creators=chosen, user=user)
    return made
