"""The worker as its users meet it: jobs run, fail, come back, and survive a killed worker."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from groundswell.jobs import schedule, services
from groundswell.jobs.models import ScheduledJob, WorkerBeat
from groundswell.jobs.rules import DEAD_AFTER, MOST_ATTEMPTS
from groundswell.jobs.tests import sample_tasks
from groundswell.kit import clock
from groundswell.kit.errors import Conflict, NotFound
from groundswell.kit.tests.fixtures import Result

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = "groundswell.jobs.tests.sample_tasks.note"


@pytest.fixture(autouse=True)
def only_samples(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(schedule, "SCHEDULE", ())
    sample_tasks.ran.clear()
    return iter(())


def run(cli: Callable[..., Result]) -> int:
    result = cli("worker", "--once", "--json")
    assert result.exit_code == 0, result.stderr
    return int(json.loads(result.stdout.splitlines()[-1])["jobs"])


def come_due() -> None:
    DBTaskResult.objects.update(run_after=clock.now() - timedelta(seconds=1))


def test_a_queued_job_runs_once(cli: Callable[..., Result]) -> None:
    sample_tasks.note.enqueue("hello")
    assert run(cli) == 1
    assert run(cli) == 0
    assert sample_tasks.ran == ["hello"]
    assert DBTaskResult.objects.get().return_value == "hello"
    assert not WorkerBeat.objects.exists(), "a worker that ended leaves no sign of life"


def test_a_failing_job_comes_back_with_growing_pauses_and_then_stays_failed(cli: Callable[..., Result]) -> None:
    sample_tasks.fail.enqueue("shop")
    pauses = []
    for _ in range(MOST_ATTEMPTS):
        come_due()
        assert run(cli) == 1
        job = DBTaskResult.objects.get()
        if job.status == "READY":
            pauses.append((job.run_after - clock.now()).total_seconds())
    assert job.status == "FAILED"
    assert len(pauses) == MOST_ATTEMPTS - 1
    for pause, least in zip(pauses, (15, 30, 60, 120), strict=True):
        assert least - 3 <= pause <= least * 1.25
    assert "the shop is down" in job.traceback


def test_a_permanent_failure_is_not_tried_again(cli: Callable[..., Result]) -> None:
    sample_tasks.refuse.enqueue()
    assert run(cli) == 1
    assert DBTaskResult.objects.get().status == "FAILED"


def test_a_person_may_retry_what_failed_and_nothing_else(cli: Callable[..., Result]) -> None:
    sample_tasks.refuse.enqueue()
    run(cli)
    job = DBTaskResult.objects.get()
    services.retry_job(job_id=job.id)
    job.refresh_from_db()
    assert (job.status, job.worker_ids) == ("READY", [])
    with pytest.raises(Conflict):
        services.retry_job(job_id=job.id)
    job.delete()
    with pytest.raises(NotFound):
        services.retry_job(job_id=job.id)


def test_the_log_tells_task_and_duration_but_no_arguments(
    cli: Callable[..., Result], capsys: pytest.CaptureFixture[str]
) -> None:
    sample_tasks.fail.enqueue("secret-word")
    result = cli("worker", "--once")
    assert "job.failed" in result.stdout + result.stderr
    assert "secret-word" not in result.stdout + result.stderr


def test_a_scheduled_job_is_queued_when_due_and_never_twice_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = schedule.Scheduled("Tidy", 60, "jobs.tasks.prune_finished")
    monkeypatch.setattr(schedule, "SCHEDULE", (entry,))
    assert services.enqueue_due() == [entry.task_path]
    assert services.enqueue_due() == []
    ScheduledJob.objects.update(enqueued_at=clock.now() - timedelta(seconds=61))
    assert services.enqueue_due() == [], "the last one still waits"
    DBTaskResult.objects.update(status="SUCCESSFUL")
    ScheduledJob.objects.update(enqueued_at=clock.now() - timedelta(seconds=61))
    assert services.enqueue_due() == [entry.task_path]
    assert DBTaskResult.objects.count() == 2


def test_the_job_of_a_dead_worker_is_run_again_and_that_of_a_living_one_is_not() -> None:
    for worker in ("dead", "living"):
        sample_tasks.note.enqueue(worker)
        job = DBTaskResult.objects.get(status="READY")
        job.claim(worker)
        WorkerBeat.objects.create(worker_id=worker)
    WorkerBeat.objects.filter(worker_id="dead").update(beat_at=clock.now() - DEAD_AFTER * 2)
    assert services.requeue_orphans() == 1
    states = {job.args_kwargs["args"][0]: job.status for job in DBTaskResult.objects.all()}
    assert states == {"dead": "READY", "living": "RUNNING"}


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    sample_tasks.note.enqueue("poison")
    for n in range(MOST_ATTEMPTS):
        DBTaskResult.objects.get().claim(f"gone {n}")
        services.requeue_orphans()
    job = DBTaskResult.objects.get()
    assert job.status == "FAILED"
    assert "worker died" in job.traceback


def test_pruning_keeps_what_is_recent_and_what_is_not_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "SCHEDULE", (schedule.Scheduled("Note", 5, NOTE.removeprefix("groundswell.")),))
    ages = {"SUCCESSFUL": (0.5, 2), "FAILED": (24 * 29, 24 * 31), "READY": (24 * 400,)}
    for status, hours in ages.items():
        for age in hours:
            sample_tasks.note.enqueue(f"{status} {age}")
            row = DBTaskResult.objects.get(args_kwargs__args=[f"{status} {age}"])
            DBTaskResult.objects.filter(pk=row.pk).update(status=status, finished_at=clock.now() - timedelta(hours=age))
    assert services.prune_finished() == 2
    left = sorted(row.args_kwargs["args"][0] for row in DBTaskResult.objects.all())
    assert left == ["FAILED 696", "READY 9600", "SUCCESSFUL 0.5"]


@contextmanager
def another_worker(home: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """`groundswell worker` as a process of its own; killed at the latest when the block ends."""
    command = [sys.executable, "-c", "from groundswell.cli.main import main; main()", "worker"]
    environment = os.environ | {"GROUNDSWELL_HOME": str(home)}
    with (home / "worker.log").open("wb") as log:
        worker = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            yield worker
        finally:
            worker.kill()
            worker.wait()


def wait_for(true: Callable[[], bool]) -> None:
    for _ in range(1_800):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it never came true")


def test_a_worker_killed_in_the_middle_is_noticed_and_its_job_done_by_another(
    shared_home: Path, cli: Callable[..., Result]
) -> None:
    marker = shared_home / "marker"
    sample_tasks.hang_the_first_time.enqueue(str(marker))
    with another_worker(shared_home):
        wait_for(marker.exists)
    job = DBTaskResult.objects.get(task_path__endswith="hang_the_first_time")
    assert job.status == "RUNNING"
    assert services.requeue_orphans() == 0, "it was heard of a moment ago"
    WorkerBeat.objects.update(beat_at=clock.now() - DEAD_AFTER * 2)
    assert services.requeue_orphans() == 1
    run(cli)
    job.refresh_from_db()
    assert (job.status, job.return_value) == ("SUCCESSFUL", "second time")


def test_a_worker_told_to_stop_stops_and_takes_its_sign_of_life_with_it(shared_home: Path) -> None:
    with another_worker(shared_home) as worker:
        wait_for(WorkerBeat.objects.exists)
        worker.terminate()
        assert worker.wait(timeout=30) == 0
    assert not WorkerBeat.objects.exists()
