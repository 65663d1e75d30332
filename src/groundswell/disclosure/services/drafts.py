"""A draft comes in and is checked at once: its disclosure, and the guidelines that the creator agreed to."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from groundswell.campaigns.models import Deliverable, Participant
from groundswell.campaigns.queries import current_guidelines, held_against
from groundswell.campaigns.rules.guidelines import KINDS
from groundswell.disclosure.services.checking import check_draft
from groundswell.links.queries import hosts_of
from groundswell.tracking.models import Draft
from groundswell.tracking.rules.guidelines import Done, check_guidelines
from groundswell.tracking.services import DraftContent, keep_draft

# What only a published post can show.
NOT_YET = ("window", "exclusivity", "usage_rights")


@transaction.atomic
def receive_draft(*, deliverable: Deliverable, content: DraftContent, submitted_by: str) -> Draft:
    """Checks what is to be published and keeps it as the next version, to be approved or sent back."""
    participant = deliverable.participant
    disclosure = check_draft(
        participant=participant, platform=deliverable.platform, surface=content.surface, caption=content.caption,
        title=content.title, overlay_text=content.overlay_text,
    )  # fmt: skip
    guidelines = _guidelines(participant, deliverable, content, disclosure["jurisdictions"])
    return keep_draft(
        deliverable=deliverable,
        content=content,
        submitted_by=submitted_by,
        disclosure=disclosure,
        guidelines=guidelines,
    )


def _guidelines(
    participant: Participant, deliverable: Deliverable, content: DraftContent, verdicts: Mapping[str, str]
) -> list[dict[str, Any]]:
    held = held_against(participant, current_guidelines(participant.campaign))
    if held is None:
        return []
    text = "\n".join(part for part in (content.title, content.caption, content.overlay_text) if part)
    done = Done(
        text=text or None, platform=deliverable.platform, surface=content.surface, day=None,
        link=participant.link.slug if participant.link else "", code=participant.code.code if participant.code else "",
        hosts=hosts_of(participant.link), verdicts=verdicts,
    )  # fmt: skip
    found = check_guidelines([item for item in held.version.guidelines if item.kind not in NOT_YET], done)
    return [
        {"kind": KINDS[item.kind], "asked": item.words, "outcome": result.outcome, "evidence": result.evidence}
        for item, result in found
    ]
