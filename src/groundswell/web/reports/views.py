"""The ROI page and its files."""

from datetime import UTC, datetime, time
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groundswell.campaigns.models import Campaign
from groundswell.reports import files, queries, sentences
from groundswell.reports.period import period_of
from groundswell.reports.queries.signs import beside
from groundswell.reports.report import CreatorRow, RoiReport
from groundswell.web.components.charts import Bar
from groundswell.web.http import WorkspaceRequest
from groundswell.web.reports.cohorts import customer_context

SORTS = {
    "name": lambda row: row.name.lower(),
    "spend": lambda row: row.figures.spend,
    "clicks": lambda row: row.figures.clicks,
    "orders": lambda row: row.figures.orders,
    "net_revenue": lambda row: row.figures.net_revenue,
    "profit": lambda row: row.figures.profit,
    "roi": lambda row: (row.figures.roi is not None, row.figures.roi or 0.0),
    "cost_per_order": lambda row: (row.figures.cost_per_order is not None, row.figures.cost_per_order or 0),
    "engagement": lambda row: row.engagement.rate.value if row.engagement.rate else -1.0,
    "uplift": lambda row: row.engagement.uplift if row.engagement.uplift is not None else -9.0,
}
CHARTED = 12
PER_PAGE = 100


def roi(request: WorkspaceRequest) -> HttpResponse:
    """Per creator and campaign: what was spent and what it brought."""
    report = report_of(request)
    rows = Paginator(sorted_rows(report, request.GET.get("sort", "")), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "report": report,
        "rows": rows,
        "campaigns": Campaign.objects.of(request.workspace).order_by("name").values_list("slug", "name"),
        "best": [Bar(row.name, row.figures.roi) for row in report.creators if row.figures.roi is not None][:CHARTED],
        "uplifts": uplift_bars(report),
        "daily": daily_chart(report),
        "roas": None if report.totals.roas is None else f"{report.totals.roas:.2f}",
        "basis": sentences.basis_sentence(report.totals),
        "method": sentences.METHOD,
    }
    return render(request, "reports/roi.html", context)


@require_safe
def roi_customers(request: WorkspaceRequest) -> HttpResponse:
    """Who came back, asked for by the page once it is there: it goes through every order of theirs."""
    report = report_of(request)
    return render(request, "reports/customers.html", {"report": report, "opens": True, **customer_context(report)})


def roi_file(request: WorkspaceRequest, format: str) -> HttpResponse:
    """The report as pdf, csv or xlsx."""
    report = report_of(request)
    campaign = queries.campaign_of(request.workspace, report.campaign) if report.campaign else None
    told = beside(report, request.workspace, campaign)
    response = HttpResponse(files.write_report(report, format, told), content_type=files.CONTENT_TYPES[format])
    name = f"roi-{report.campaign or report.workspace}-{report.as_of:%Y-%m-%d}.{format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def roi_signs(request: WorkspaceRequest) -> HttpResponse:
    """What stands beside the money, asked for by the page once it is there: it takes a moment."""
    report = report_of(request)
    campaign = queries.campaign_of(request.workspace, report.campaign) if report.campaign else None
    told = beside(report, request.workspace, campaign)
    context = {"signs": told.signs, "home": f"/w/{request.workspace.slug}/"}
    return render(request, "reports/signs.html", context)


def report_of(request: WorkspaceRequest) -> RoiReport:
    slug = request.GET.get("campaign", "")
    campaign = queries.campaign_of(request.workspace, slug) if slug else None
    period = period_of(request.GET.get("first"), request.GET.get("last"))
    return queries.roi(workspace=request.workspace, campaign=campaign, period=period)


def sorted_rows(report: RoiReport, sort: str) -> list[CreatorRow]:
    """The rows in the asked order ("-roi" descends); the report's own order for anything unknown."""
    key = SORTS.get(sort.lstrip("-"))
    return sorted(report.creators, key=key, reverse=sort.startswith("-")) if key else list(report.creators)


def uplift_bars(report: RoiReport) -> list[Bar]:
    """The creators' engagement with its interval, the best first."""
    known = [row for row in report.creators if row.engagement.rate is not None]
    known.sort(key=lambda row: row.engagement.rate.value if row.engagement.rate else 0.0, reverse=True)
    return [
        Bar(row.name, rate.value, rate.low, rate.high)
        for row in known[:CHARTED]
        if (rate := row.engagement.rate) is not None
    ]


def daily_chart(report: RoiReport) -> dict[str, Any] | None:
    """Net revenue by day for the zoomable chart; None when there is nothing to draw."""
    if len(report.days) < 2:
        return None
    return {
        "x": [int(datetime.combine(day.day, time(), UTC).timestamp()) for day in report.days],
        "time": True,
        "fmt": "money",
        "currency": report.currency,
        "series": [{"label": "Net revenue", "values": [float(day.net_revenue) for day in report.days], "kind": "bar"}],
    }
