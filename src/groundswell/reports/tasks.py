"""Jobs of this room."""

from django_tasks import task

from groundswell.reports.glance import digest


@task()
def mail_digests() -> dict[str, int]:
    """Mails the programme at a glance to those who want it, once a week. Scheduled hourly."""
    return digest.mail_digests()
