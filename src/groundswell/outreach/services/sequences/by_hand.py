"""Direct messages that a person sends: few networks allow a machine to."""

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import Conflict
from groundswell.outreach.models import StepRun
from groundswell.outreach.services.moving import end_run
from groundswell.relationships.services import move_stage, record_event


@transaction.atomic
def tick_step(*, workspace: Workspace, run: StepRun, user: User | None = None) -> None:
    """It was sent: on the timeline, "contacted" on the board, and the next step's wait begins."""
    _end(run, StepRun.State.DONE, user)
    note_direct(workspace, run.enrolment.creator, run.text, user)


def note_direct(workspace: Workspace, creator: Creator, text: str, user: User | None) -> None:
    """A direct message that was sent stands on the timeline and takes its creator to "contacted"."""
    first_line = next(iter(text.strip().splitlines()), "")
    record_event(
        workspace=workspace, creator=creator, kind="dm_sent", text=f"Sent a direct message: {first_line}", actor=user
    )
    move_stage(workspace=workspace, creator=creator, stage="contacted", forward_only=True)


def leave_out_step(*, workspace: Workspace, run: StepRun, user: User | None = None) -> None:
    """It is not sent to this person; the sequence goes on with the next step."""
    _end(run, StepRun.State.LEFT_OUT, user)


def _end(run: StepRun, state: str, user: User | None) -> None:
    if run.state != StepRun.State.TO_DO or not end_run(run, state, user):
        raise Conflict("This message was ticked off before.", where=f"step run {run.pk}")
