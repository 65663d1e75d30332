"""What a workspace assumes instead of what is published."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.reports.models import Assumed
from groundswell.reports.worth.assumed import checked


@transaction.atomic
def assume(
    *, workspace: Workspace, key: str, low: Decimal | None, high: Decimal | None = None, source: str = "",
    read_on: date | None = None, user: User | None = None,
) -> None:  # fmt: skip
    """From `low` to `high` (`low` alone is both), in the workspace's currency; without `low` what is published speaks again."""
    known = checked(key, low or Decimal(0), (low if high is None else high) or Decimal(0))
    if low is None:
        Assumed.objects.of(workspace).filter(key=key).delete()
    else:
        if not source.strip():
            raise BadInput("Say who says so.", where="source", cure="A quote, a rate card, your own estimate.")
        told = {
            "low": low, "high": low if high is None else high, "source": source.strip()[:200],
            "read_on": read_on or clock.today(),
            "currency": workspace.currency if known.unit.startswith("money") else "",
        }  # fmt: skip
        Assumed.objects.update_or_create(workspace=workspace, key=key, defaults=told)
    detail = {"key": key, "low": None if low is None else str(low), "high": None if high is None else str(high)}
    record_audit(workspace=workspace, user=user, action="report.assumed", subject=key, detail=detail)
