"""Periodic work of tracking."""

from django_tasks import task

from groundswell.kit import clock
from groundswell.tracking.monitors import run_monitors
from groundswell.tracking.refresh import refresh_due
from groundswell.tracking.services import mark_overdue

SLICE_SECONDS = 5.0  # other jobs wait no longer than this


@task()
def mark_overdue_deliverables() -> dict[str, int]:
    """Once a day is enough."""
    overdue = mark_overdue(today=clock.today())
    return {"missed": overdue.missed, "ghosted": overdue.ghosted}


@task()
def refresh_accounts() -> dict[str, object]:
    """A slice of what is due; the schedule calls again soon."""
    return refresh_due(seconds=SLICE_SECONDS).as_dict()


@task()
def search_for_monitors() -> dict[str, object]:
    """A slice of the searches that are due; the schedule calls again soon."""
    return run_monitors(seconds=SLICE_SECONDS).as_dict()
