"""Jobs of this room."""

from django_tasks import task

from groundswell.reports.glance import digest
from groundswell.reports.models import TrafficSource
from groundswell.reports.services import mailing, traffic_reading


@task()
def mail_digests() -> dict[str, int]:
    """Mails the programme at a glance to those who want it, once a week. Scheduled hourly."""
    return digest.mail_digests()


@task()
def mail_reports() -> dict[str, int]:
    """Mails the reports of weeks and months that have ended. Scheduled hourly."""
    return mailing.mail_reports()


@task()
def read_traffic() -> int:
    """Asks the connected counters of visits whose time has come; how many were asked. Scheduled hourly."""
    return traffic_reading.read_due_traffic()


@task()
def read_traffic_source(source_id: int) -> str:
    """Asks one of them now; its state. The id comes from the queue, never from a user."""
    source = TrafficSource.objects.select_related("workspace").filter(pk=source_id).first()
    return traffic_reading.read_traffic(source=source).state if source else "removed"
