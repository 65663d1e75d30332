"""Which reports are mailed to whom."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.campaigns.models import Campaign
from groundswell.kit.errors import BadInput
from groundswell.reports.models import ReportSchedule

MOST = 20


@transaction.atomic
def schedule_report(
    *, workspace: Workspace, campaign: Campaign | None, every: str, addresses: Iterable[str], hide_names: bool = False,
    user: User | None = None,
) -> ReportSchedule:  # fmt: skip
    """The report of each week or month that ends from now on goes to these addresses."""
    if every not in ReportSchedule.Every.values:
        raise BadInput(f"“{every}” is no rhythm.", where="every", cure="week or month.")
    wanted = sorted({address.strip().lower() for address in addresses if address.strip()})
    if not 1 <= len(wanted) <= MOST:
        raise BadInput(f"A report goes to 1 to {MOST} addresses.", where="addresses")
    for address in wanted:
        _check(address)
    made = ReportSchedule.objects.create(
        workspace=workspace, campaign=campaign, every=every, addresses=wanted, hide_names=hide_names, created_by=user
    )
    detail = {"every": every, "addresses": wanted, "hide_names": hide_names}
    record_audit(workspace=workspace, user=user, action="report.scheduled", subject=_name(made), detail=detail)
    return made


@transaction.atomic
def stop_schedule(*, schedule: ReportSchedule, user: User | None = None) -> None:
    """Nothing is mailed any more."""
    record_audit(workspace=schedule.workspace, user=user, action="report.unscheduled", subject=_name(schedule))
    schedule.delete()


def _name(schedule: ReportSchedule) -> str:
    return schedule.campaign.name if schedule.campaign else schedule.workspace.name


def _check(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadInput(f"“{address}” is no e-mail address.", where="addresses") from error
