"""Accepts and refuses are kept with their reason."""

from django.db import transaction

from groundswell.accounts.models import Owned, User, Workspace
from groundswell.creators.models import Creator
from groundswell.relationships.models import Decision
from groundswell.relationships.rules import clean_text
from groundswell.relationships.services.events import belongs


@transaction.atomic
def record_decision(
    *,
    workspace: Workspace,
    creator: Creator,
    verdict: str,
    side: str,
    about: str,
    key: str,
    reason: str = "",
    campaign: Owned | None = None,
    user: User | None = None,
) -> Decision:
    """Keeps why somebody was accepted or refused, by the brand or by themselves; the same `key` again changes nothing."""
    belongs(workspace, creator)
    decision, _ = Decision.objects.of(workspace).get_or_create(
        key=key,
        defaults={
            "workspace": workspace,
            "creator": creator,
            "campaign_id": campaign.pk if campaign else None,
            "campaign_name": str(campaign or ""),
            "verdict": Decision.Verdict(verdict),
            "side": Decision.Side(side),
            "about": about,
            "reason": clean_text(reason, "reason"),
            "user": user,
        },
    )
    return decision
