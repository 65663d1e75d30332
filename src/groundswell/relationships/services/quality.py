"""Judging content, and what it is judged by."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.relationships.models import Assessment, Rubric
from groundswell.relationships.queries.quality import criteria_of
from groundswell.relationships.rubric import clean_criteria, clean_scores
from groundswell.relationships.rules import clean_text
from groundswell.relationships.services.events import belongs, record_event

NOTE = 500


@transaction.atomic
def assess(
    *, workspace: Workspace, creator: Creator, scores: Mapping[str, object], note: str = "", user: User | None = None
) -> Assessment:
    """Keeps somebody's judgement, 1 to 5 by criterion; it stands on the timeline."""
    belongs(workspace, creator)
    cleaned = clean_scores(scores, criteria_of(workspace))
    row = Assessment.objects.create(
        workspace=workspace, creator=creator, user=user, scores=cleaned, note=clean_text(note, "note", NOTE)
    )
    told = ", ".join(f"{name} {score}" for name, score in cleaned.items())
    text = f"Content judged: {told}" + (f". {row.note}" if row.note else "")
    detail = {"assessment": row.pk, "scores": cleaned}
    record_event(workspace=workspace, creator=creator, kind="assessed", text=text, detail=detail, actor=user)
    return row


@transaction.atomic
def set_criteria(*, workspace: Workspace, names: Sequence[object], user: User | None = None) -> list[str]:
    """What content is judged by from now on; judgements by earlier criteria stay as they were."""
    criteria = clean_criteria(names)
    Rubric.objects.of(workspace).update_or_create(
        workspace=workspace, defaults={"criteria": criteria, "changed_at": clock.now()}
    )
    record_audit(workspace=workspace, user=user, action="rubric.set", subject="rubric", detail={"criteria": criteria})
    return criteria
