"""Money spent on creators and campaigns."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost
from groundswell.creators.models import Creator


@transaction.atomic
def record_cost(
    *,
    workspace: Workspace,
    kind: str,
    amount: Decimal,
    currency: str,
    source: str,
    external_id: str,
    creator: Creator | None = None,
    campaign: Campaign | None = None,
    incurred_on: date | None = None,
    note: str = "",
) -> tuple[Cost, str]:
    """The cost and "created", "updated" or "unchanged": `source` and `external_id` name it for good."""
    facts = {
        "kind": kind, "amount": amount, "currency": currency, "creator": creator, "campaign": campaign,
        "incurred_on": incurred_on, "note": note,
    }  # fmt: skip
    cost, created = Cost.objects.get_or_create(
        workspace=workspace, source=source, external_id=external_id, defaults=facts
    )
    if created:
        return cost, "created"
    changed = [name for name, value in facts.items() if getattr(cost, name) != value]
    for name in changed:
        setattr(cost, name, facts[name])
    if changed:
        cost.save(update_fields=changed)
    return cost, "updated" if changed else "unchanged"
