"""A suggested fee, loaded into the pages where somebody is about to agree on one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groundswell.creators.queries.creators import creator_of
from groundswell.reports.fees import CannotTell, suggested_fee
from groundswell.reports.fees.words import why
from groundswell.reports.queries import campaign_of
from groundswell.web.http import WorkspaceRequest


@require_safe
def creator_fee(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """For one post of the creator; `?campaign=` brings its currency and countries."""
    slug = request.GET.get("campaign", "")
    campaign = campaign_of(request.workspace, slug) if slug else None
    found = suggested_fee(request.workspace, creator_of(request.workspace, pk), campaign=campaign)
    context = {"why": found.reason} if isinstance(found, CannotTell) else {"fee": found, "why": why(found)}
    return render(request, "reports/fee.html", context)
