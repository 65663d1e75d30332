"""Mailing reports after the week or month they are of."""

from zoneinfo import ZoneInfo

import structlog
from django.core.mail import EmailMessage

from groundswell.accounts.mail import can_send
from groundswell.kit import clock
from groundswell.reports import files
from groundswell.reports.amounts import amount
from groundswell.reports.models import ReportMail, ReportSchedule
from groundswell.reports.period import Period, last_finished
from groundswell.reports.queries.roi import roi
from groundswell.reports.queries.sharing import without_names
from groundswell.reports.queries.signs import beside
from groundswell.reports.report import RoiReport
from groundswell.reports.sentences import basis_sentence, percent

HOUR = 7
"""Of the day after the period, in the workspace's time zone; a worker that was down then sends later."""
TEXT = """{title}, {period}

Spend {spend} {currency}
Net revenue {net} {currency} of {orders} orders
ROI {roi} ({basis})

The whole report is attached. {brand} sends it every {every}; to stop it, answer whoever set it up.
"""
log = structlog.get_logger(__name__)


def mail_reports() -> dict[str, int]:
    """Mails every schedule's last finished period to those who did not get it; how many were "sent" and "failed"."""
    counts = {"sent": 0, "failed": 0}
    if not can_send():
        return counts
    for schedule in ReportSchedule.objects.select_related("workspace", "campaign").order_by("pk"):
        period = due(schedule)
        told = set(schedule.mails.filter(first=period.first).values_list("address", flat=True)) if period else set()
        waiting = [address for address in schedule.addresses if address not in told]
        if period is None or not waiting:
            continue
        report = _report(schedule, period)
        pdf = files.write_report(report, "pdf", beside(report, schedule.workspace, schedule.campaign))
        for address in waiting:
            counts["sent" if _tell(schedule, report, pdf, address) else "failed"] += 1
    return counts


def due(schedule: ReportSchedule) -> Period | None:
    """The last finished period, unless it ended before the schedule was made or the day is too young."""
    zone = ZoneInfo(schedule.workspace.time_zone)
    now = clock.now().astimezone(zone)
    period = last_finished(schedule.every, now.date())
    made = schedule.created_at.astimezone(zone).date()
    young = (now.date() - period.last).days == 1 and now.hour < HOUR
    return None if young or period.last < made else period


def _report(schedule: ReportSchedule, period: Period) -> RoiReport:
    report = roi(workspace=schedule.workspace, campaign=schedule.campaign, period=period)
    return without_names(report) if schedule.hide_names else report


def _tell(schedule: ReportSchedule, report: RoiReport, pdf: bytes, address: str) -> bool:
    """Claimed before it is sent: a mail that breaks off half-way is not sent twice."""
    if report.period is None:
        return False
    claim, new = ReportMail.objects.get_or_create(
        workspace=schedule.workspace, schedule=schedule, first=report.period.first, address=address
    )
    if not new:
        return False
    totals = report.totals
    text = TEXT.format(
        title=report.title, period=report.period, spend=amount(totals.spend), net=amount(totals.net_revenue),
        currency=report.currency, orders=f"{totals.orders:,}", roi=percent(totals.roi), basis=basis_sentence(totals),
        brand=schedule.workspace.name, every=schedule.every,
    )  # fmt: skip
    mail = EmailMessage(f"{report.title}: the report of {report.period}", text, None, [address])
    mail.attach(f"report-{report.period.first}.pdf", pdf, "application/pdf")
    try:
        mail.send()
    except OSError as error:
        log.warning("report_mail.refused", schedule=schedule.pk, error=type(error).__name__)
        claim.delete()
        return False
    return True
