"""Periodic work of disclosure."""

from django_tasks import task

from groundswell.disclosure.services.sponsoring import measure_stale


@task()
def measure_sponsoring() -> dict[str, int]:
    """Each hour, those who were not measured for a day."""
    return {"measured": measure_stale()}
