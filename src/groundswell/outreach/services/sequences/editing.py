"""Writing a sequence."""

from django.db import transaction
from django.db.models import Max, ProtectedError

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.outreach.models import Mailbox, Sequence, Step
from groundswell.outreach.rules import one_line
from groundswell.outreach.services.templates import check_template

MOST_STEPS = 12
LONGEST_WAIT = 90


@transaction.atomic
def create_sequence(*, workspace: Workspace, name: str, mailbox: Mailbox, user: User | None = None) -> Sequence:
    """Adds an empty sequence; it is started once it has a step."""
    _mine(workspace, mailbox)
    made: Sequence = Sequence.objects.create(workspace=workspace, name=one_line(name, "name", 120), mailbox=mailbox)
    record_audit(workspace=workspace, user=user, action="sequence.created", subject=made.name)
    return made


@transaction.atomic
def update_sequence(
    *, workspace: Workspace, sequence: Sequence, name: str, mailbox: Mailbox, user: User | None = None
) -> None:
    """Renames it, or lets later mails go out from another mailbox."""
    _mine(workspace, mailbox)
    sequence.name, sequence.mailbox, sequence.changed_at = one_line(name, "name", 120), mailbox, clock.now()
    sequence.save(update_fields=["name", "mailbox", "changed_at"])
    record_audit(workspace=workspace, user=user, action="sequence.changed", subject=sequence.name)


@transaction.atomic
def save_step(
    *,
    workspace: Workspace,
    sequence: Sequence,
    body: str,
    kind: str = "mail",
    subject: str = "",
    wait_days: int = 0,
    step: Step | None = None,
    user: User | None = None,
) -> Step:
    """Changes `step`, or adds one at the end. What was sent keeps its text; the first mail needs a subject."""
    first_mail = not sequence.steps.filter(kind=Step.Kind.MAIL).exclude(pk=step.pk if step else 0).exists()
    kept = step or Step(workspace=workspace, sequence=sequence, position=_next_position(sequence))
    if kind not in Step.Kind.values:
        raise BadInput("A step is a mail or a direct message by hand.", where="kind")
    if not 0 <= wait_days <= LONGEST_WAIT:
        raise BadInput(f"A wait is 0 to {LONGEST_WAIT} days.", where="wait_days")
    if kind == Step.Kind.MAIL and first_mail and not subject.strip():
        raise BadInput("The first mail needs a subject.", where="subject")
    if not body.strip():
        raise BadInput("A step needs a text.", where="body")
    check_template(subject, body)
    kept.kind, kept.wait_days, kept.body = kind, wait_days, body.strip() + "\n"
    kept.subject = one_line(subject, "subject") if subject.strip() and kind == Step.Kind.MAIL else ""
    kept.save()
    record_audit(workspace=workspace, user=user, action="step.saved", subject=f"{sequence.name}, step {kept.position}")
    return kept


@transaction.atomic
def delete_step(*, workspace: Workspace, step: Step, user: User | None = None) -> None:
    """Deletes a step that was begun for nobody; `Conflict` otherwise."""
    try:
        step.delete()
    except ProtectedError as error:
        raise Conflict("This step was sent to somebody, so it stays.", where=f"step {step.position}") from error
    record_audit(workspace=workspace, user=user, action="step.deleted", subject=step.sequence.name)


@transaction.atomic
def start_sequence(*, workspace: Workspace, sequence: Sequence, user: User | None = None) -> None:
    """From now on its steps go out when they are due."""
    if not sequence.steps.exists():
        raise BadInput("A sequence needs a step before it starts.", where="steps", cure="Add one.")
    _set_state(workspace, sequence, Sequence.State.ACTIVE, user)


@transaction.atomic
def pause_sequence(*, workspace: Workspace, sequence: Sequence, user: User | None = None) -> None:
    """Nothing goes out until it is started again; mails in the queue wait too."""
    _set_state(workspace, sequence, Sequence.State.PAUSED, user)


def _set_state(workspace: Workspace, sequence: Sequence, state: str, user: User | None) -> None:
    sequence.state, sequence.changed_at = state, clock.now()
    sequence.save(update_fields=["state", "changed_at"])
    record_audit(workspace=workspace, user=user, action=f"sequence.{state}", subject=sequence.name)


def _next_position(sequence: Sequence) -> int:
    last: int = sequence.steps.aggregate(last=Max("position"))["last"] or 0
    if sequence.steps.count() >= MOST_STEPS:
        raise BadInput(f"A sequence has at most {MOST_STEPS} steps.", where="steps")
    return last + 1


def _mine(workspace: Workspace, mailbox: Mailbox) -> None:
    if mailbox.workspace_id != workspace.pk:
        raise NotFound("There is no such mailbox.", where=f"mailbox {mailbox.pk}")
