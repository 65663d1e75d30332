"""A person moves a deliverable on, or gives its creator more time."""

from datetime import date

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.campaigns.models import Deliverable, Participant
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.relationships.models import Relationship, Stage
from groundswell.relationships.services import move_stage, record_event
from groundswell.tracking.rules.states import MOVES, WAITING, may_move
from groundswell.tracking.services.drafts import settle_draft
from groundswell.tracking.services.locking import locked
from groundswell.tracking.services.placing import verify_deliverable


@transaction.atomic
def move_deliverable(*, deliverable: Deliverable, state: str, user: User | None = None) -> Deliverable:
    """The next step: a draft is in, approved, verified, paid. Conflict for a step that cannot be taken from here."""
    deliverable = locked(deliverable)
    if state not in Deliverable.State.values:
        raise BadInput(f"“{state}” is no state.", where="state", cure=f"One of: {', '.join(Deliverable.State.values)}.")
    if state == deliverable.state:
        return deliverable
    if not may_move(deliverable.state, state):
        onward = ", ".join(MOVES.get(deliverable.state, ())) or "nothing"
        raise Conflict(
            f"What is {deliverable.state} cannot become {state}.", where="state", cure=f"It can become: {onward}."
        )
    if state == Deliverable.State.VERIFIED:
        verify_deliverable(deliverable=deliverable, user=user)
        return deliverable
    before, deliverable.state = deliverable.state, state
    deliverable.save(update_fields=["state"])
    settle_draft(deliverable=deliverable, user=user)
    _note(deliverable, "deliverable_moved", f"is {state} now, it was {before}", user)
    return deliverable


@transaction.atomic
def extend_deliverable(*, deliverable: Deliverable, due_on: date, user: User | None = None) -> Deliverable:
    """A new last day for one that no post has answered: what was missed is planned again, a ghost is back at work.

    BadInput for a day that is past or before the window opens; Conflict once a post has answered it.
    """
    deliverable = locked(deliverable)
    if deliverable.state not in WAITING:
        raise Conflict(f"This deliverable is {deliverable.state}: it needs no more time.")
    if due_on < clock.today():
        raise BadInput("That day is past.", where="due_on", cure="Choose today or a later day.")
    if deliverable.window_start and due_on < deliverable.window_start:
        raise BadInput("That is before the window opens.", where="due_on")
    deliverable.due_on = due_on
    if deliverable.state == Deliverable.State.MISSED:
        deliverable.state = Deliverable.State.PLANNED
    deliverable.save(update_fields=["due_on", "state"])
    _note(deliverable, "deliverable_extended", f"may come until {due_on}", user)
    _bring_back(deliverable.participant, due_on, user)
    return deliverable


@transaction.atomic
def set_launch_hour(*, deliverable: Deliverable, hour: int | None, user: User | None = None) -> Deliverable:
    """The hour (0 to 23, in the workspace's time) of its last day in which the post goes live; None: any.

    BadInput for no such hour or a deliverable without a day; Conflict once a post has answered it.
    """
    deliverable = locked(deliverable)
    if hour is not None and not 0 <= hour <= 23:
        raise BadInput(f"{hour} is no hour.", where="hour", cure="Give 0 to 23.")
    if deliverable.state not in WAITING:
        raise Conflict(f"This deliverable is {deliverable.state}: it goes live no more.")
    if deliverable.due_on is None:
        raise BadInput("It has no day yet.", where="hour", cure="Agree on its last day first.")
    if deliverable.launch_hour != hour:
        deliverable.launch_hour = hour
        deliverable.save(update_fields=["launch_hour"])
        told = "may go live at any hour" if hour is None else f"goes live at {hour:02d}:00"
        _note(deliverable, "deliverable_launch", told, user)
    return deliverable


def _bring_back(participant: Participant, due_on: date, user: User | None) -> None:
    if participant.state != Participant.State.GHOSTED:
        return
    participant.state = Participant.State.ACCEPTED
    participant.save(update_fields=["state"])
    known = Relationship.objects.of(participant.workspace).filter(creator=participant.creator)
    if known.filter(stage=Stage.GHOSTED).exists():
        move_stage(
            workspace=participant.workspace, creator=participant.creator, stage=Stage.AGREED, user=user,
            reason=f"Was given until {due_on} for {participant.campaign.name}.",
        )  # fmt: skip


def _note(deliverable: Deliverable, kind: str, text: str, user: User | None) -> None:
    participant = deliverable.participant
    record_event(
        workspace=deliverable.workspace,
        creator=participant.creator,
        kind=kind,
        text=f"{deliverable.get_activity_display()} for {participant.campaign.name} {text}.",
        detail={"deliverable": deliverable.pk},
        actor=user,
    )
