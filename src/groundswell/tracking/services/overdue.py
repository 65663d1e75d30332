"""What was agreed and never came."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from groundswell.campaigns.models import Deliverable, Participant
from groundswell.relationships.models import Stage
from groundswell.relationships.services import move_stage
from groundswell.tracking.rules.overdue import GRACE_DAYS, is_ghosted
from groundswell.tracking.rules.states import WAITING


@dataclass(frozen=True)
class Overdue:
    missed: int
    ghosted: int


@transaction.atomic
def mark_overdue(*, today: date) -> Overdue:
    """Marks deliverables missed a week after they were due, and as ghosted who missed all of theirs.

    Runs over all workspaces; running it again changes nothing.
    """
    due = Deliverable.objects.filter(state__in=WAITING, due_on__lt=today - timedelta(days=GRACE_DAYS))
    due = due.exclude(state=Deliverable.State.MISSED)
    participants = set(due.values_list("participant_id", flat=True))
    missed = due.update(state=Deliverable.State.MISSED)
    bound = Participant.objects.filter(pk__in=participants, state=Participant.State.ACCEPTED)
    ghosted = [p for p in bound.select_related("creator", "campaign", "workspace").prefetch_related("deliverables")
               if is_ghosted([d.state for d in p.deliverables.all()])]  # fmt: skip
    for participant in ghosted:
        participant.state = Participant.State.GHOSTED
        participant.save(update_fields=["state"])
        _close(participant)
    return Overdue(missed, len(ghosted))


def _close(participant: Participant) -> None:
    """The relationship ends as ghosted, unless another campaign with them is alive."""
    alive = Participant.objects.filter(
        creator=participant.creator, state__in=[Participant.State.ACCEPTED, Participant.State.LIVE]
    )
    if not alive.exists():
        move_stage(
            workspace=participant.workspace, creator=participant.creator, stage=Stage.GHOSTED, forward_only=True,
            reason=f"Nothing was posted for {participant.campaign.name}, a week after the last date.",
        )  # fmt: skip
