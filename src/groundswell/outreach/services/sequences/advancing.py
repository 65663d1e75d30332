"""Beginning the steps that are due: each once per person, whatever crashes."""

from collections import Counter

import structlog
from django.db import transaction

from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.outreach import queries
from groundswell.outreach.models import Enrolment, Message, Sequence, Step, StepRun
from groundswell.outreach.services.messages import queue_message
from groundswell.outreach.services.moving import finish, wait_of
from groundswell.outreach.services.sequences.stopping import reason_to_stop, stop_enrolment

log = structlog.get_logger("groundswell.outreach")
BATCH = 200


def advance_sequences(*, limit: int = BATCH) -> dict[str, int]:
    """Begins what is due, at most `limit`; answers how many ended as begun, blocked, stopped and done."""
    ended: Counter[str] = Counter()
    due = Enrolment.objects.filter(
        state=Enrolment.State.ACTIVE, due_at__lte=clock.now(), sequence__state=Sequence.State.ACTIVE
    )
    for pk in due.order_by("due_at", "pk").values_list("pk", flat=True)[:limit]:
        ended[_advance(pk)] += 1
    return {state: count for state, count in ended.items() if count and state}


@transaction.atomic
def _advance(pk: int) -> str:
    now = clock.now()
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related(
        "sequence__mailbox", "creator", "workspace", "user"
    )
    enrolment = rows.filter(pk=pk, state=Enrolment.State.ACTIVE, due_at__lte=now).first()
    if enrolment is None:
        return ""
    if reason := reason_to_stop(enrolment):
        stop_enrolment(enrolment=enrolment, reason=reason)
        return "stopped"
    step = enrolment.sequence.steps.filter(position__gte=enrolment.position).order_by("position").first()
    if step is None:
        finish(enrolment)
        return "done"
    ready_at = wait_of(enrolment, step)
    if ready_at > now:
        Enrolment.objects.filter(pk=pk).update(due_at=ready_at)
        return ""
    try:
        with transaction.atomic():
            _begin(enrolment, step)
    except GroundswellError as error:
        words = f"Step {step.position}: {error.message} {error.cure}".strip()
        Enrolment.objects.filter(pk=pk).update(state=Enrolment.State.BLOCKED, reason=words[:500], due_at=None)
        log.info("sequence.blocked", enrolment=pk, step=step.pk, error=error.code)
        return "blocked"
    Enrolment.objects.filter(pk=pk).update(due_at=None, position=step.position)
    return "begun"


def _begin(enrolment: Enrolment, step: Step) -> None:
    before = None if step.subject else _last_mail(enrolment)
    again = f"Re: {before.subject.removeprefix('Re: ')}" if before else ""
    subject, body = queries.filled(
        enrolment.workspace,
        enrolment.creator,
        step.subject or "-",
        step.body,
        mailbox=enrolment.sequence.mailbox,
        user=enrolment.user,
    )
    run = StepRun(workspace=enrolment.workspace, enrolment=enrolment, step=step, state=StepRun.State.TO_DO, text=body)
    if step.kind == Step.Kind.MAIL:
        run.state, run.text = StepRun.State.QUEUED, ""
        run.message = queue_message(
            workspace=enrolment.workspace,
            creator=enrolment.creator,
            mailbox=enrolment.sequence.mailbox,
            subject=again or subject,
            body=body,
            idempotency_key=f"sequence:{enrolment.pk}:{step.pk}",
            user=enrolment.user,
            paced=True,
            after=before,
        )
    run.save(force_insert=True)


def _last_mail(enrolment: Enrolment) -> Message | None:
    run = enrolment.runs.filter(message__isnull=False).select_related("message").order_by("-step__position").first()
    return run.message if run else None
