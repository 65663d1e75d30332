"""What ran, what failed, what comes next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from groundswell.accounts.models import Workspace
from groundswell.jobs import schedule
from groundswell.jobs.models import ScheduledJob, WorkerBeat
from groundswell.jobs.rows import Row
from groundswell.jobs.rules import DEAD_AFTER
from groundswell.kit import clock
from groundswell.kit.errors import NotFound

STATES = {"queued": "READY", "running": "RUNNING", "done": "SUCCESSFUL", "failed": "FAILED"}


@dataclass(frozen=True, slots=True)
class Job:
    """A job as people see it: never its arguments."""

    id: str
    name: str
    task: str
    state: str
    attempts: int
    enqueued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    run_after: datetime | None
    error: str
    scheduled: bool

    @property
    def seconds(self) -> float | None:
        """How long it ran; None while it has not ended."""
        if self.started_at is None or self.finished_at is None:
            return None
        return (self.finished_at - self.started_at).total_seconds()


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A scheduled job: how often, when it was last queued, when it is next due, how its last run ended."""

    name: str
    task: str
    seconds: int
    last_at: datetime | None
    next_at: datetime
    last: Job | None

    @property
    def every(self) -> str:
        """The period for people: "15 s", "1 h"."""
        return f"{self.seconds // 3600} h" if self.seconds % 3600 == 0 else f"{self.seconds} s"


def jobs(workspace: Workspace, state: str = "", include_scheduled: bool = True) -> QuerySet[Row]:
    """Newest first: those of the workspace (`workspace_id` among their arguments) and those of the installation."""
    mine = Q(args_kwargs__kwargs__workspace_id=workspace.pk) | ~Q(args_kwargs__kwargs__has_key="workspace_id")
    rows = DBTaskResult.objects.filter(mine).order_by("-enqueued_at")
    if state in STATES:
        rows = rows.filter(status=STATES[state])
    if not include_scheduled:
        routine = [entry.task_path for entry in schedule.SCHEDULE]
        rows = rows.exclude(task_path__in=routine, status=TaskResultStatus.SUCCESSFUL)
    return rows


def job_of(row: Row) -> Job:
    """The row as people see it."""
    names = {entry.task_path: entry.name for entry in schedule.SCHEDULE}
    waiting = row.status == TaskResultStatus.READY and row.run_after.year < 9999
    plain = row.task_path.rsplit(".", 1)[-1].replace("_", " ").capitalize()
    return Job(
        id=str(row.id),
        name=names.get(row.task_path, plain),
        task=row.task_path.removeprefix("groundswell."),
        state=next(name for name, status in STATES.items() if status == row.status),
        attempts=len(row.worker_ids),
        enqueued_at=row.enqueued_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        run_after=row.run_after if waiting else None,
        error=_last_line(row.traceback) if row.status != TaskResultStatus.SUCCESSFUL else "",
        scheduled=row.task_path in names,
    )


def job_row(workspace: Workspace, job_id: UUID) -> Row:
    """The job of that id, if the workspace may see it; `NotFound` otherwise."""
    found = jobs(workspace).filter(pk=job_id).first()
    if found is None:
        raise NotFound("There is no such job.", where=f"job {job_id}")
    return found


def upcoming() -> list[Upcoming]:
    """The whole schedule, in its order."""
    queued = dict(ScheduledJob.objects.values_list("name", "enqueued_at"))
    newest = _newest([entry.task_path for entry in schedule.SCHEDULE])
    found = []
    for entry in schedule.SCHEDULE:
        last_at = queued.get(entry.task)
        last = newest.get(entry.task_path)
        next_at = last_at + timedelta(seconds=entry.seconds) if last_at else clock.now()
        found.append(Upcoming(entry.name, entry.task, entry.seconds, last_at, next_at, job_of(last) if last else None))
    return found


def _newest(tasks: Collection[str]) -> dict[str, Row]:
    """The row queued last of each task that was ever queued, in two queries for all."""
    rows = DBTaskResult.objects.filter(task_path__in=tasks)
    moments = dict(rows.values_list("task_path").annotate(Max("enqueued_at")))
    last = rows.filter(enqueued_at__in=set(moments.values()))
    return {row.task_path: row for row in last if row.enqueued_at == moments[row.task_path]}


def living_workers() -> list[WorkerBeat]:
    """The workers that said lately that they live."""
    return list(WorkerBeat.objects.filter(beat_at__gt=clock.now() - DEAD_AFTER).order_by("started_at"))


def _last_line(traceback: str) -> str:
    lines = [line for line in traceback.strip().splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""
