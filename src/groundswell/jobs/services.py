"""Putting jobs in the queue, back into it, and out of it."""

import random
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from groundswell.jobs import schedule
from groundswell.jobs.models import ScheduledJob, WorkerBeat
from groundswell.jobs.rows import Row
from groundswell.jobs.rules import DEAD_AFTER, MOST_ATTEMPTS, pause_before_retry
from groundswell.kit import clock
from groundswell.kit.errors import Conflict, NotFound

KEEP_SCHEDULED = timedelta(hours=1)
KEEP_DONE = timedelta(days=7)
KEEP_FAILED = timedelta(days=30)
UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def enqueue_due() -> list[str]:
    """Queues every scheduled job that is due, each at most once however many workers ask; answers the task paths."""
    return [entry.task_path for entry in schedule.SCHEDULE if _enqueue_if_due(entry)]


@transaction.atomic
def _enqueue_if_due(entry: schedule.Scheduled) -> bool:
    now = clock.now()
    row, _ = ScheduledJob.objects.get_or_create(name=entry.task)
    due = Q(enqueued_at=None) | Q(enqueued_at__lte=now - timedelta(seconds=entry.seconds))
    if not ScheduledJob.objects.filter(due, pk=row.pk).update(enqueued_at=now):
        return False
    if DBTaskResult.objects.filter(task_path=entry.task_path, status__in=UNFINISHED).exists():
        return False
    import_string(entry.task_path).enqueue()
    return True


def requeue_orphans() -> int:
    """Puts the running jobs of dead workers back into the queue, or fails those that lost too many workers."""
    alive = WorkerBeat.objects.filter(beat_at__gt=clock.now() - DEAD_AFTER).values_list("worker_id", flat=True)
    living, requeued = set(alive), 0
    for job in DBTaskResult.objects.running():
        if job.worker_ids and job.worker_ids[-1] not in living:
            requeued += _requeue(job)
    WorkerBeat.objects.filter(beat_at__lt=clock.now() - timedelta(days=1)).delete()
    return requeued


def _requeue(job: Row) -> int:
    last = len(job.worker_ids) >= MOST_ATTEMPTS
    still_so = DBTaskResult.objects.running().filter(pk=job.pk, started_at=job.started_at)
    if last:
        return still_so.update(
            status=TaskResultStatus.FAILED,
            finished_at=clock.now(),
            exception_class_path="groundswell.jobs.WorkerDied",
            traceback=f"The worker died while running it, {MOST_ATTEMPTS} times.",
        )
    return still_so.update(status=TaskResultStatus.READY, run_after=clock.now())


def fail_or_retry(job: Row, error: BaseException, *, permanent: bool) -> bool:
    """Records the failure of a running job; True when it will be tried again."""
    pause = None if permanent else pause_before_retry(len(job.worker_ids), random.random())  # noqa: S311  # spreading load, no secret
    job.set_failed(error)
    if pause is None:
        return False
    job.status, job.run_after, job.finished_at = TaskResultStatus.READY, clock.now() + pause, None
    job.save(update_fields=["status", "run_after", "finished_at"])
    return True


@transaction.atomic
def retry_job(*, job_id: UUID) -> None:
    """Queues a failed job once more, with its attempts counted from zero."""
    job = DBTaskResult.objects.filter(pk=job_id).first()
    if job is None:
        raise NotFound("There is no such job.", where=f"job {job_id}")
    if job.status != TaskResultStatus.FAILED:
        raise Conflict("Only a failed job can be tried again.", where=f"job {job_id}")
    DBTaskResult.objects.failed().filter(pk=job.pk).update(
        status=TaskResultStatus.READY, run_after=clock.now(), finished_at=None, worker_ids=[]
    )


def prune_finished() -> int:
    """Deletes successes of the schedule after an hour, other successes after a week, failures after a month."""
    now = clock.now()
    paths = [entry.task_path for entry in schedule.SCHEDULE]
    old = (
        Q(status=TaskResultStatus.SUCCESSFUL, task_path__in=paths, finished_at__lt=now - KEEP_SCHEDULED)
        | Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_DONE)
        | Q(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED)
    )
    deleted, _ = DBTaskResult.objects.filter(old).delete()
    return deleted
