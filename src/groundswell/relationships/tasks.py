"""Periodic work of relationships."""

from django_tasks import task

from groundswell.relationships.warmup import make_all_tasks


@task()
def make_warm_up_tasks() -> dict[str, int]:
    """Each hour, so that a post of this morning is on today's list."""
    return make_all_tasks()
