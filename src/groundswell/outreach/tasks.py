"""What the worker runs."""

from django_tasks import task

from groundswell.outreach import services


@task
def send_due_messages() -> dict[str, int]:
    """See `services.send_due_messages`."""
    return services.send_due_messages()


@task
def advance_sequences() -> dict[str, int]:
    """See `services.advance_sequences`."""
    return services.advance_sequences()


@task
def read_mailboxes() -> dict[str, int]:
    """See `services.read_mailboxes`."""
    return services.read_mailboxes()
