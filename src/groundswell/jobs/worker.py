"""The worker: queues what is due, runs what is queued, tries again what failed."""

import os
import socket
import time

import structlog
from django.db import close_old_connections
from django.db.utils import OperationalError
from django_tasks.base import TaskContext
from django_tasks.signals import task_finished, task_started
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction, is_locked_database_exception

from groundswell.jobs import services
from groundswell.jobs.arrivals import Arrivals
from groundswell.jobs.beats import Beats
from groundswell.jobs.rows import Row
from groundswell.jobs.rules import is_permanent
from groundswell.jobs.schedule import SCHEDULE
from groundswell.kit.ids import new_click_id
from groundswell.tracking.stream import Listener

log = structlog.get_logger("groundswell.jobs")
ROUTINE = frozenset(entry.task_path for entry in SCHEDULE)
TEND_EVERY = 1.0


class Worker(db_worker.Worker):
    """django-tasks-db's worker with a schedule, retries, and care for the jobs of workers that died."""

    def __init__(self, *, interval: float = 0.5, once: bool = False) -> None:
        name = f"{socket.gethostname()[:40]}:{os.getpid()}:{new_click_id()}"
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=once,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name[:64],
            excluded_queue_names=[],
        )
        self.beats = Beats(self.worker_id)
        self.arrivals = None if once else Arrivals()
        self.listener = None if once else Listener(self.worker_id)
        self._tended = 0.0

    def run(self) -> None:
        """Until told to stop by a signal; with `once`, until nothing is ready."""
        log.info("worker.started", worker=self.worker_id)
        try:
            self.beats.start()
            if self.arrivals:
                self.arrivals.start()
            if self.listener:
                self.listener.start()
            while self.running:
                close_old_connections()
                self._tend()
                job = self._claim()
                if job is not None:
                    self.run_task(job)
                elif self.batch:
                    break
                elif self.running:
                    time.sleep(self.interval)
        finally:
            if self.arrivals:
                self.arrivals.stop()
            if self.listener:
                self.listener.stop()
            self.beats.stop()
            log.info("worker.stopped", worker=self.worker_id)

    @property
    def jobs_run(self) -> int:
        """How many jobs this worker has run, failed ones too."""
        return self._run_tasks

    def _tend(self) -> None:
        if time.monotonic() - self._tended < TEND_EVERY:
            return
        self._tended = time.monotonic()
        try:
            services.enqueue_due()
            if self.beats.may_judge_others() and (count := services.requeue_orphans()):
                log.warning("jobs.requeued", count=count, reason="worker died")
        except OperationalError as error:
            if not is_locked_database_exception(error):
                raise

    def _claim(self) -> Row | None:
        ready = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        try:
            with exclusive_transaction(ready.db):
                job = ready.get_locked()
                if job is not None:
                    job.claim(self.worker_id)
                return job
        except OperationalError as error:
            if not is_locked_database_exception(error):
                raise
            return None

    def run_task(self, db_task_result: Row) -> None:
        """Runs one claimed job and records how it ended; never raises what the job raised."""
        job, started = db_task_result, time.monotonic()
        facts = {"job": str(job.id), "task": job.task_path, "attempt": len(job.worker_ids)}
        # What runs by itself every few seconds would drown the rest; a failure is told in any case.
        tell = log.debug if job.task_path in ROUTINE else log.info
        tell("job.started", **facts)
        self.running_task = True
        try:
            job.set_successful(_call(job))
            task_finished.send(sender=type(job.task.get_backend()), task_result=job.task_result)
            tell("job.finished", **facts, ms=_ms(started))
        except BaseException as error:  # whatever a job raises is the job's end, not the worker's
            again = services.fail_or_retry(job, error, permanent=is_permanent(error))
            log.error("job.failed", **facts, ms=_ms(started), error=type(error).__name__, again=again)
            if isinstance(error, SystemExit):
                raise
        finally:
            self.running_task = False
            self._run_tasks += 1


def _call(job: Row) -> object:
    task, result = job.task, job.task_result
    task_started.send(sender=type(task.get_backend()), task_result=result)
    if task.takes_context:
        context = TaskContext(task_result=result)  # type: ignore[arg-type]  # the database's result is one, by duck
        return task.call(context, *result.args, **result.kwargs)
    return task.call(*result.args, **result.kwargs)


def _ms(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
