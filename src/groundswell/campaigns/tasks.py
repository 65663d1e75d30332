"""What the worker runs."""

from django_tasks import task

from groundswell.campaigns.services.copies import send_record_copies as send


@task
def send_record_copies() -> dict[str, int]:
    """See `services.copies.send_record_copies`."""
    return send()
