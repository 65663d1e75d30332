"""Seven attribution models side by side."""

from django.http import HttpResponse
from django.shortcuts import render

from groundswell.campaigns.models import Campaign
from groundswell.reports import queries
from groundswell.reports.journeys.credit import SENTENCES, Model
from groundswell.web.http import WorkspaceRequest

SHOWN = 100


def attribution_models(request: WorkspaceRequest) -> HttpResponse:
    """Per creator what each model credits, and what each means."""
    slug = request.GET.get("campaign", "")
    campaign = queries.campaign_of(request.workspace, slug) if slug else None
    report = queries.attribution_models(workspace=request.workspace, campaign=campaign)
    context = {
        "report": report,
        "rows": [(row, list(zip(Model, row.in_order, strict=True))) for row in report.rows[:SHOWN]],
        "more": max(len(report.rows) - SHOWN, 0),
        "models": [(model, SENTENCES[model]) for model in Model],
        "campaign": slug,
        "campaigns": Campaign.objects.of(request.workspace).order_by("name").values_list("slug", "name"),
    }
    return render(request, "reports/attribution.html", context)
