"""What the worker runs."""

from django_tasks import task

from groundswell.campaigns.commissions import settle_all_commissions
from groundswell.campaigns.services.copies import send_record_copies as send


@task
def send_record_copies() -> dict[str, int]:
    """See `services.copies.send_record_copies`."""
    return send()


@task()
def settle_commissions() -> dict[str, int]:
    """Brings the ledgers in line with orders and refunds; what is settled adds nothing."""
    return settle_all_commissions()
