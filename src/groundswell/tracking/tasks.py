"""Periodic work of tracking."""

from django_tasks import task

from groundswell.kit import clock
from groundswell.tracking.services import mark_overdue


@task()
def mark_overdue_deliverables() -> dict[str, int]:
    """Once a day is enough."""
    overdue = mark_overdue(today=clock.today())
    return {"missed": overdue.missed, "ghosted": overdue.ghosted}
