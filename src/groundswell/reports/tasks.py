"""Jobs of this room."""

from django_tasks import task

from groundswell.reports.glance import digest
from groundswell.reports.services import mailing


@task()
def mail_digests() -> dict[str, int]:
    """Mails the programme at a glance to those who want it, once a week. Scheduled hourly."""
    return digest.mail_digests()


@task()
def mail_reports() -> dict[str, int]:
    """Mails the reports of weeks and months that have ended. Scheduled hourly."""
    return mailing.mail_reports()
