"""Jobs of this room."""

from collections import Counter
from datetime import timedelta

from django_tasks import task

from groundswell.creators import uploads
from groundswell.creators.consent import purge_given, read_due_grants
from groundswell.creators.imports.runs import run_import
from groundswell.creators.models import Account, AudienceSample, ImportRun
from groundswell.creators.network import advance_sample, purge_expired, read_comments
from groundswell.creators.services import refresh_benchmarks
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.errors import BudgetSpent, Slow, Unreachable

ABANDONED = timedelta(days=7)
AGAIN = timedelta(minutes=15)
SLICE_SECONDS = 5.0  # other jobs wait no longer than this


@task()
def import_file(run_id: int) -> str:
    """Imports a file that was uploaded and looked at; how it ended. The id comes from the queue, never from a user.

    Broken off and queued again, it begins anew: nothing of the first try was written.
    """
    return _import(run_id)


@task()
def import_files(run_ids: list[int]) -> list[str]:
    """Imports files one after the other, in this order; one that is refused does not stop the next."""
    return [_import(run_id) for run_id in run_ids]


def _import(run_id: int) -> str:
    run = ImportRun.objects.select_related("workspace", "user").get(pk=run_id)
    if run.state == ImportRun.State.DONE:
        return run.state
    try:
        run_import(
            workspace=run.workspace, path=uploads.path_of(run), kind=run.kind, mapping=run.mapping or None, run=run,
            progress=lambda done, total: uploads.tell_progress(run, done, total),
        )  # fmt: skip
    except GroundswellError:
        uploads.discard_upload(run)
        return run.state
    uploads.keep_rejected(run)
    uploads.discard_upload(run)
    return run.state


@task()
def prune_uploads() -> int:
    """Removes files that nobody started to import within a week; how many. Scheduled."""
    waiting = ImportRun.objects.filter(state=ImportRun.State.PREVIEW, created_at__lt=clock.now() - ABANDONED)
    removed = 0
    for run in waiting:
        uploads.discard_upload(run, keep_refused=False)
        run.delete()
        removed += 1
    return removed


@task()
def purge_expired_content() -> dict[str, int]:
    """Removes what networks' terms do not let us keep any longer; counts by network. Scheduled."""
    now = clock.now()
    return dict(Counter(purge_expired(now)) + Counter(purge_given(now)))


@task()
def sample_audience(sample_id: int) -> str:
    """Reads on in a sample of followers and queues itself until it is over; how it stands. The id comes from the queue."""
    sample = AudienceSample.objects.select_related("account").filter(pk=sample_id).first()
    if sample is None:
        return "forgotten"
    if sample.finished_at is None and advance_sample(sample=sample, seconds=SLICE_SECONDS):
        sample_audience.using(run_after=sample.wait_until or clock.now()).enqueue(sample_id)
    return sample.state


@task()
def read_comments_of(account_id: int) -> str:
    """Reads comments under the newest posts of a public account; later where its network says so. The id comes from
    the queue."""
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        return "forgotten"
    try:
        read_comments(account=account)
    except (Slow, BudgetSpent, Unreachable) as error:
        read_comments_of.using(run_after=getattr(error, "until", None) or clock.now() + AGAIN).enqueue(account_id)
        return "later"
    return "done"


@task()
def compute_benchmarks() -> int:
    """What is usual by network, tier and niche; how many groups. Scheduled."""
    return refresh_benchmarks()


@task()
def read_connected_accounts() -> dict[str, int]:
    """Reads the accounts that creators connected, each about once a day; counts. Scheduled."""
    return read_due_grants()
