"""Periodic work of tracking."""

from django_tasks import task

from groundswell.creators.network import read_notices
from groundswell.kit import clock
from groundswell.tracking.labels import read_due_labels
from groundswell.tracking.models import Mention
from groundswell.tracking.monitors import run_monitors
from groundswell.tracking.monitors.found import finding
from groundswell.tracking.refresh import refresh_due
from groundswell.tracking.services import mark_overdue, remind_creators

SLICE_SECONDS = 5.0  # other jobs wait no longer than this


@task()
def mark_overdue_deliverables() -> dict[str, int]:
    """Once a day is enough."""
    overdue = mark_overdue(today=clock.today())
    return {"missed": overdue.missed, "ghosted": overdue.ghosted}


@task()
def send_reminders() -> dict[str, int]:
    """Queues the reminders of today; those that went out are not queued again."""
    return remind_creators(today=clock.today())


@task()
def refresh_accounts() -> dict[str, object]:
    """A slice of what is due; the schedule calls again soon."""
    return refresh_due(seconds=SLICE_SECONDS).as_dict()


@task()
def read_labels() -> dict[str, int]:
    """A slice of the labels that are due; the schedule calls again."""
    return read_due_labels(seconds=SLICE_SECONDS)


@task()
def read_network_notices() -> dict[str, int]:
    """Reads what networks told by themselves, such as mentions; counts."""
    with finding(Mention.How.EVENT):
        return read_notices()


@task()
def search_for_monitors() -> dict[str, object]:
    """A slice of the searches that are due; the schedule calls again soon."""
    return run_monitors(seconds=SLICE_SECONDS).as_dict()
