"""Sequences, who is on them, and what is to be sent by hand."""

from typing import TypeVar

from django.db.models import Count, F, Prefetch, Q, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.kit.errors import NotFound
from groundswell.outreach.models import Enrolment, Sequence, Step, StepRun

Row = TypeVar("Row", Sequence, Step, Enrolment, StepRun)


def sequences(workspace: Workspace) -> QuerySet[Sequence]:
    """By name, each with `active`, `blocked`, `done`, `stopped` (people) and `size` (steps)."""
    counts = {
        state: Count("enrolments", filter=Q(enrolments__state=state), distinct=True) for state in Enrolment.State.values
    }
    rows: QuerySet[Sequence] = Sequence.objects.of(workspace).select_related("mailbox").order_by("name", "pk")
    return rows.annotate(**counts, size=Count("steps", distinct=True))


def sequence_of(workspace: Workspace, pk: int) -> Sequence:
    """The sequence of that id with its counts; `NotFound` when this workspace has none."""
    return _one(sequences(workspace), pk, "sequence")


def step_of(workspace: Workspace, pk: int) -> Step:
    """The step of that id; `NotFound` when this workspace has none."""
    return _one(Step.objects.of(workspace).select_related("sequence"), pk, "step")


def enrolments(workspace: Workspace, sequence: Sequence, state: str = "") -> QuerySet[Enrolment]:
    """Who is on it: blocked first, then by what is due."""
    rows: QuerySet[Enrolment] = Enrolment.objects.of(workspace).filter(sequence=sequence).select_related("creator")
    rows = rows.filter(state=state) if state else rows
    runs = Prefetch("runs", StepRun.objects.select_related("message", "step").order_by("step__position"))
    return rows.prefetch_related(runs).order_by("state", F("due_at").asc(nulls_last=True), "pk")


def enrolment_of(workspace: Workspace, pk: int) -> Enrolment:
    """The enrolment of that id; `NotFound` when this workspace has none."""
    return _one(Enrolment.objects.of(workspace).select_related("creator", "workspace"), pk, "enrolment")


def to_do_by_hand(workspace: Workspace) -> QuerySet[StepRun]:
    """Direct messages waiting for a person, oldest first, with the creator's profiles, largest first."""
    profiles = Account.objects.order_by(F("followers").desc(nulls_last=True))
    rows: QuerySet[StepRun] = StepRun.objects.of(workspace).filter(state=StepRun.State.TO_DO)
    running = rows.filter(enrolment__sequence__state=Sequence.State.ACTIVE, enrolment__state=Enrolment.State.ACTIVE)
    rows = running.select_related("enrolment__creator", "enrolment__sequence", "step", "direct_message")
    return rows.prefetch_related(Prefetch("enrolment__creator__accounts", profiles)).order_by("created_at", "pk")


def step_run_of(workspace: Workspace, pk: int) -> StepRun:
    """The step run of that id; `NotFound` when this workspace has none."""
    rows = StepRun.objects.of(workspace).select_related("enrolment__creator", "enrolment__sequence", "step")
    return _one(rows, pk, "step run")


def _one(rows: QuerySet[Row], pk: int, name: str) -> Row:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no such {name}.", where=f"{name} {pk}")
    return found
