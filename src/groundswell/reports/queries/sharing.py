"""Reports that can be read without signing in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings

from groundswell.accounts.models import Workspace
from groundswell.kit.errors import NotFound
from groundswell.kit.ids import digest
from groundswell.reports.models import SharedReport
from groundswell.reports.period import Period
from groundswell.reports.queries.roi import roi
from groundswell.reports.report import CreatorRow, RoiReport


def shared_reports(workspace: Workspace) -> Sequence[SharedReport]:
    """The newest first, closed ones among them."""
    return list(SharedReport.objects.of(workspace).select_related("campaign", "created_by").order_by("-pk"))


def shared_report_of(workspace: Workspace, pk: int) -> SharedReport:
    found: SharedReport | None = SharedReport.objects.of(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such shared report in this workspace.", where="id")
    return found


def share_opened_by(token: str) -> SharedReport:
    """NotFound alike for a token that never was, has expired or was revoked."""
    rows = SharedReport.objects.select_related("workspace", "campaign").filter(token_digest=digest(token))
    found: SharedReport | None = rows.first()
    if found is None or found.state != "open":
        raise NotFound("There is no report at this address.", cure="Ask whoever gave it to you for a new one.")
    return found


def report_of_share(shared: SharedReport) -> RoiReport:
    """The report as its readers may see it."""
    report = roi(workspace=shared.workspace, campaign=shared.campaign, period=Period(shared.first, shared.last))
    return without_names(report) if shared.hide_names else report


def without_names(report: RoiReport) -> RoiReport:
    """Creators numbered in the report's order, with nothing by which they could be found."""

    def nameless(number: int, row: CreatorRow) -> CreatorRow:
        return replace(
            row, creator_id=number, name=f"Creator {number}", external_id="", platform="", handle="", followers=None
        )

    return replace(report, creators=[nameless(number, row) for number, row in enumerate(report.creators, start=1)])


def share_address(token: str) -> str:
    return f"{settings.PUBLIC_URL}/r/{token}/"


def share_document(shared: SharedReport) -> dict[str, Any]:
    """The published shape; never with the token."""
    return {
        "id": shared.pk,
        "name": shared.name,
        "campaign": shared.campaign.slug if shared.campaign else None,
        "first": shared.first.isoformat(),
        "last": shared.last.isoformat(),
        "hide_names": shared.hide_names,
        "state": shared.state,
        "expires_at": shared.expires_at.isoformat(),
    }
