"""Customers on the ROI page, and the orders behind a figure of theirs."""

import re
from datetime import UTC, datetime, time
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groundswell.kit.errors import BadInput, NotFound
from groundswell.kit.money import ZERO
from groundswell.reports import queries
from groundswell.reports.cohorts import words
from groundswell.reports.cohorts.rules import HORIZONS
from groundswell.reports.period import period_of
from groundswell.reports.queries.cohorts import Scope, cohorts_told, orders_in_full, purchases_of
from groundswell.reports.report import RoiReport
from groundswell.web.components.charts import Bar
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 100
CHARTED = HORIZONS.index(90)


@require_safe
def cohort_orders(request: WorkspaceRequest) -> HttpResponse:
    """Exactly the orders of `?month=2026-05&within=90`."""
    month, within = request.GET.get("month", ""), request.GET.get("within", "")
    if not re.fullmatch(r"\d{4}-\d\d", month):
        raise BadInput(f"“{month}” is no month.", where="month", cure="Write it as 2026-05.")
    if within not in map(str, HORIZONS):
        cure = f"Use one of {', '.join(map(str, HORIZONS))}."
        raise BadInput("Orders are shown within so many days after the first.", where="within", cure=cure)
    slug = request.GET.get("campaign", "")
    campaign = queries.campaign_of(request.workspace, slug) if slug else None
    currency = campaign.currency if campaign else request.workspace.currency
    scope = Scope(request.workspace, campaign, currency, period_of(request.GET.get("first"), request.GET.get("last")))
    found = next((one for one in cohorts_told(scope, purchases_of(scope)) if one.key == month), None)
    if found is None:
        raise NotFound("No customer's first order owed to a creator is of that month.", where="month")
    bought = [
        (number, order, order.at - member.orders[0].at)
        for number, member in enumerate(found.customers, start=1)
        for order in member.within(int(within))
    ]
    page = Paginator(bought, PER_PAGE).get_page(request.GET.get("page"))
    orders = orders_in_full(request.workspace, [order for _, order, _ in page])
    context = {
        "title": f"Customers of {found.month:%B %Y}, {within} days on",
        "narrowed": " · ".join(str(one) for one in (campaign or request.workspace, scope.period) if one),
        "currency": currency,
        "customers": found.size,
        "came_back": sum(len(member.within(int(within))) > 1 for member in found.customers),
        "orders": len(bought),
        "net": sum((order.net for _, order, _ in bought if order.net is not None), ZERO),
        "page": page,
        "lines": [(number, orders[order.pk], order.net, after.days) for number, order, after in page],
    }  # fmt: skip
    return render(request, "reports/rows_cohort.html", context)


def customer_context(report: RoiReport) -> dict[str, Any]:
    """What `customers.html` draws."""
    told = [(one.key, one.worths[CHARTED]) for one in report.customers.cohorts]
    return {
        "horizons": HORIZONS,
        "paid_back": words.payback_lines(report.customers),
        "customers_apart": words.apart_lines(report.customers),
        "repeats": [
            Bar(key, worth.repeat.value, worth.repeat.low, worth.repeat.high) for key, worth in told if worth
        ],
        "covering": covering_chart(report),
    }  # fmt: skip


def covering_chart(report: RoiReport) -> dict[str, Any] | None:
    """Cumulative contribution against what was spent; None when there is nothing to draw."""
    owed = report.customers.owed
    if len(owed.line) < 2:
        return None
    return {
        "x": [int(datetime.combine(day, time(), UTC).timestamp()) for day, _ in owed.line],
        "time": True,
        "fmt": "money",
        "currency": report.currency,
        "series": [
            {"label": "Contribution so far", "values": [float(brought) for _, brought in owed.line], "kind": "line"},
            {"label": "Spent in all", "values": [float(owed.spend)] * len(owed.line), "kind": "line"},
        ],
    }
