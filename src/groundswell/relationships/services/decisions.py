"""Accepts and refuses are kept with their reason, and the footing on which somebody is written to."""

from datetime import datetime

from django.db import transaction

from groundswell.accounts.models import Owned, User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.relationships.models import ContactBasis, Decision
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


@transaction.atomic
def record_consent(
    *, workspace: Workspace, creator: Creator, source: str, text: str, text_version: str, given_at: datetime, key: str
) -> ContactBasis:
    """Keeps the consent by which somebody may be written to, word for word; the same `key` again changes nothing."""
    belongs(workspace, creator)
    facts = {"source": source[:120], "text": text, "text_version": text_version[:60], "given_at": given_at}
    basis, _ = ContactBasis.objects.of(workspace).get_or_create(
        key=key, defaults={"workspace": workspace, "creator": creator, **facts}
    )
    return basis


@transaction.atomic
def withdraw_consent(*, workspace: Workspace, creator: Creator) -> int:
    """Ends every consent of a creator; the record stays as proof of what was given and when it was taken back."""
    live = ContactBasis.objects.of(workspace).filter(creator=creator, withdrawn_at=None)
    return live.update(withdrawn_at=clock.now())
