"""Addresses at which a report can be read without signing in."""

from datetime import timedelta

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.campaigns.models import Campaign
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import digest, new_token
from groundswell.reports.models import SharedReport
from groundswell.reports.period import Period

MOST_DAYS = 366


@transaction.atomic
def share_report(
    *, workspace: Workspace, campaign: Campaign | None, period: Period | None, name: str, days: int = 30,
    hide_names: bool = False, user: User | None = None,
) -> tuple[SharedReport, str]:  # fmt: skip
    """A new address for a report of fixed days, open for `days`; the token in the answer is the only time it can be read."""
    if period is None:
        raise BadInput("A shared report is of fixed days.", where="first", cure="Give the first and the last day.")
    if not name.strip():
        raise BadInput("Say for whom it is.", where="name", cure="The board, for instance.")
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"An address is open for 1 to {MOST_DAYS} days.", where="days", cure="30 suits most.")
    token = new_token()
    shared = SharedReport.objects.create(
        workspace=workspace, campaign=campaign, name=name.strip()[:100], token_digest=digest(token), first=period.first,
        last=period.last, hide_names=hide_names, created_by=user, expires_at=clock.now() + timedelta(days=days),
    )  # fmt: skip
    detail = {"first": str(period.first), "last": str(period.last), "days": days, "hide_names": hide_names}
    record_audit(workspace=workspace, user=user, action="report.shared", subject=shared.name, detail=detail)
    return shared, token


@transaction.atomic
def revoke_share(*, shared: SharedReport, user: User | None = None) -> None:
    """Closes the address at once; doing it twice changes nothing."""
    rows = SharedReport.objects.of(shared.workspace).filter(pk=shared.pk, revoked_at=None)
    if rows.update(revoked_at=clock.now()):
        record_audit(workspace=shared.workspace, user=user, action="report.share_revoked", subject=shared.name)
