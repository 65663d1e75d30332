"""The index's jobs."""

from django_tasks import task

from groundswell.discovery import index

READING_SECONDS = 10.0


@task()
def sync_index() -> int | None:
    """Every few seconds: what changed gets into the index even when nobody searches."""
    return index.sync()


@task()
def understand_accounts() -> int:
    """Every half minute, for a few seconds: reads what new and changed accounts are about."""
    return index.understand(READING_SECONDS)


@task()
def reconcile_index() -> int | None:
    """Now and then: finds what slipped by, such as removals while another writer was at work."""
    return index.reconcile()
