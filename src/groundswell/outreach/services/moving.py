"""From one step to the next."""

from datetime import datetime, timedelta

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.kit import clock
from groundswell.outreach.models import Enrolment, Message, Step, StepRun

GOING = (Enrolment.State.ACTIVE, Enrolment.State.BLOCKED)


def wait_of(enrolment: Enrolment, step: Step) -> datetime:
    """When a step may begin: its wait after the step before it was sent, or after the start."""
    last = enrolment.runs.filter(done_at__isnull=False).order_by("-done_at").first()
    since: datetime = last.done_at if last and last.done_at else enrolment.started_at
    return since + timedelta(days=step.wait_days)


@transaction.atomic
def end_run(run: StepRun, state: str, user: User | None = None) -> bool:
    """Ends a step, once, and makes the next one due; False when it had ended before."""
    now = clock.now()
    open_states = (StepRun.State.QUEUED, StepRun.State.TO_DO)
    won = StepRun.objects.filter(pk=run.pk, state__in=open_states).update(state=state, done_at=now, done_by=user)
    if not won:
        return False
    enrolment = run.enrolment
    following = enrolment.sequence.steps.filter(position__gt=run.step.position).order_by("position").first()
    going = Enrolment.objects.filter(pk=enrolment.pk, state__in=GOING)
    if following is None:
        going.update(state=Enrolment.State.DONE, due_at=None, ended_at=now, reason="")
    else:
        due = now + timedelta(days=following.wait_days)
        going.update(state=Enrolment.State.ACTIVE, due_at=due, position=following.position, reason="")
    return True


def finish(enrolment: Enrolment) -> None:
    """There is no step left."""
    Enrolment.objects.filter(pk=enrolment.pk).update(state=Enrolment.State.DONE, due_at=None, ended_at=clock.now())


def message_ended(message: Message) -> None:
    """What became of a sequence's mail: sent moves on, failed blocks; doubt waits for a person."""
    run = StepRun.objects.filter(message=message).select_related("enrolment__sequence", "step").first()
    if run is None:
        return
    if message.state == Message.State.SENT:
        end_run(run, StepRun.State.DONE, message.sender)
    elif message.state == Message.State.FAILED:
        words = f"Step {run.step.position}: the mail failed. {message.error}"[:500]
        Enrolment.objects.filter(pk=run.enrolment_id, state=Enrolment.State.ACTIVE).update(
            state=Enrolment.State.BLOCKED, reason=words
        )
