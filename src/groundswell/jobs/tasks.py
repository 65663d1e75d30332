"""The queue's own upkeep."""

from django_tasks import task

from groundswell.jobs import services


@task
def prune_finished() -> int:
    """Deletes what finished long ago; answers how many rows."""
    return services.prune_finished()
