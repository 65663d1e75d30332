"""Reports that are mailed."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max

from groundswell.accounts.models import Workspace
from groundswell.kit.errors import NotFound
from groundswell.reports.models import ReportSchedule


def schedules(workspace: Workspace) -> Sequence[ReportSchedule]:
    """The newest first, each with `told_at`, when it last mailed."""
    rows = ReportSchedule.objects.of(workspace).select_related("campaign").annotate(told_at=Max("mails__at"))
    return list(rows.order_by("-pk"))


def schedule_of(workspace: Workspace, pk: int) -> ReportSchedule:
    found: ReportSchedule | None = ReportSchedule.objects.of(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such schedule in this workspace.", where="id")
    return found


def schedule_document(row: ReportSchedule) -> dict[str, Any]:
    """The published shape."""
    return {
        "id": row.pk,
        "campaign": row.campaign.slug if row.campaign else None,
        "every": row.every,
        "addresses": row.addresses,
        "hide_names": row.hide_names,
    }
