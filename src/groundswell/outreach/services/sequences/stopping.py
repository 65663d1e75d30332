"""Stopping and postponing: the moment somebody answers, no automatic mail may follow."""

from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import Conflict
from groundswell.outreach.mail import address_digest
from groundswell.outreach.models import Enrolment, Message, StepRun, Suppression
from groundswell.outreach.services.moving import GOING
from groundswell.relationships.models import Relationship, Stage

log = structlog.get_logger("groundswell.outreach")
# Stages that end a sequence when they are reached while it runs: they answered, said no, or there is a deal.
ENDING = (Stage.IN_CONVERSATION, Stage.AGREED, Stage.LIVE, Stage.COMPLETED, Stage.DECLINED, Stage.PARKED)


def stop_enrolments(*, workspace: Workspace, creator: Creator, reason: str) -> int:
    """Stops every sequence a person is on; answers how many. What is queued does not go out any more."""
    rows = Enrolment.objects.of(workspace).filter(creator=creator, state__in=GOING)
    return sum(stop_enrolment(enrolment=row, reason=reason) for row in rows)


@transaction.atomic
def stop_enrolment(*, enrolment: Enrolment, reason: str, user: User | None = None) -> bool:
    """Stops one person's sequence and takes its mail out of the queue; False when it had ended before."""
    won = Enrolment.objects.filter(pk=enrolment.pk, state__in=GOING).update(
        state=Enrolment.State.STOPPED, reason=reason[:500], due_at=None, ended_at=clock.now()
    )
    if not won:
        return False
    Message.objects.filter(
        step_run__enrolment=enrolment, state__in=(Message.State.QUEUED, Message.State.FAILED)
    ).delete()
    open_runs = StepRun.objects.filter(enrolment=enrolment, state__in=(StepRun.State.QUEUED, StepRun.State.TO_DO))
    open_runs.filter(message=None).update(state=StepRun.State.LEFT_OUT)
    log.info("sequence.stopped", enrolment=enrolment.pk, reason=reason)
    if user is not None:
        record_audit(
            workspace=enrolment.workspace,
            user=user,
            action="enrolment.stopped",
            subject=f"creator {enrolment.creator_id}",
        )
    return True


def resume_enrolment(*, workspace: Workspace, enrolment: Enrolment, user: User | None = None) -> None:
    """Tries a blocked person again now, after what was missing has been added."""
    won = (
        Enrolment.objects.of(workspace)
        .filter(pk=enrolment.pk, state=Enrolment.State.BLOCKED)
        .exclude(runs__state=StepRun.State.QUEUED)
        .update(state=Enrolment.State.ACTIVE, reason="", due_at=clock.now())
    )
    if not won:
        raise Conflict("Only who is blocked can be tried again.", where=f"creator {enrolment.creator_id}", cure="A failed mail is tried again on its own page.")  # fmt: skip
    record_audit(workspace=workspace, user=user, action="enrolment.resumed", subject=f"creator {enrolment.creator_id}")


def postpone_enrolments(*, workspace: Workspace, creator: Creator, until: datetime) -> int:
    """Nothing of a sequence goes out before `until`; answers how many sequences wait."""
    going = Enrolment.objects.of(workspace).filter(creator=creator, state=Enrolment.State.ACTIVE)
    count = going.count()
    going.filter(due_at__isnull=False).update(due_at=Greatest(F("due_at"), until))
    queued = Message.objects.of(workspace).filter(step_run__enrolment__in=going, state=Message.State.QUEUED)
    queued.update(next_attempt_at=Greatest(F("next_attempt_at"), until))
    return count


def reason_to_stop(enrolment: Enrolment) -> str:
    """Why no further step may go out to this person; empty when one may."""
    relationship = Relationship.objects.filter(creator=enrolment.creator_id).first()
    if relationship and relationship.stage in ENDING and relationship.stage != enrolment.stage_before:
        return f"Moved to {Stage(relationship.stage).label}"
    email = enrolment.creator.email
    if email and Suppression.objects.of(enrolment.workspace).filter(address_digest=address_digest(email)).exists():
        return "Asked not to be written to"
    return ""


def may_send(message: Message) -> str:
    """Asked right before a sequence's mail goes out: why it may not, empty when it may."""
    run = StepRun.objects.filter(message=message).select_related("enrolment__creator", "enrolment__workspace").first()
    if run is None:
        return ""
    if run.enrolment.state == Enrolment.State.STOPPED:
        return run.enrolment.reason
    reason = reason_to_stop(run.enrolment)
    if reason:
        stop_enrolment(enrolment=run.enrolment, reason=reason)
    return reason
