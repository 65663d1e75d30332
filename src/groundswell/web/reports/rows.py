"""The rows behind a figure of the ROI."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groundswell.campaigns.models import Cost
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, NotFound
from groundswell.reports import queries
from groundswell.reports.exchange.one import told_in
from groundswell.reports.period import period_of
from groundswell.reports.queries.rows import READINGS, Figure, cost_rows, order_rows
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 100


@require_safe
def roi_orders(request: WorkspaceRequest) -> HttpResponse:
    """Exactly the orders that one way of counting counts: `?reading=link`; the union when none is named."""
    reading = request.GET.get("reading") or "union"
    if reading not in READINGS:
        raise BadInput(
            f"There is no way of counting called “{reading}”.",
            where="reading",
            cure=f"Use one of {', '.join(READINGS)}.",
        )
    figure, context = _figure(request)
    found = order_rows(figure, reading)
    page = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = [
        (row, told_in(found.exchange, row.order.currency, row.order.placed_at.date(), row.order.net)) for row in page
    ]
    context |= {
        "title": READINGS[reading][0],
        "page": page,
        "lines": lines,
        "found": found,
        "apart": found.apart[:PER_PAGE],
    }
    return render(request, "reports/rows_orders.html", context)


@require_safe
def roi_costs(request: WorkspaceRequest) -> HttpResponse:
    """Exactly the costs that the spend is made of."""
    figure, context = _figure(request)
    found = cost_rows(figure)
    page = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = [(row, told_in(found.exchange, row.currency, row.incurred_on, row.amount)) for row in page]
    title = f"Spend: {Cost.Kind(figure.kind).label.lower()}" if figure.kind else "Spend"
    accrued = found.accrued if page.number == 1 else []
    context |= {
        "title": title,
        "page": page,
        "lines": lines,
        "accrued": accrued,
        "found": found,
        "apart": found.apart[:PER_PAGE],
    }
    return render(request, "reports/rows_costs.html", context)


def _figure(request: WorkspaceRequest) -> tuple[Figure, dict[str, Any]]:
    slug, kind, creator_id = (request.GET.get(name, "") for name in ("campaign", "kind", "creator"))
    campaign = queries.campaign_of(request.workspace, slug) if slug else None
    creator = _creator(request, creator_id) if creator_id else None
    figure = Figure(
        workspace=request.workspace,
        campaign=campaign,
        currency=campaign.currency if campaign else request.workspace.currency,
        creator=creator.pk if creator else None,
        kind=kind if kind in Cost.Kind.values else "",
        period=period_of(request.GET.get("first"), request.GET.get("last")),
    )
    narrowed = " · ".join(str(one) for one in (campaign or request.workspace, creator, figure.period) if one)
    return figure, {"currency": figure.currency, "narrowed": narrowed}


def _creator(request: WorkspaceRequest, text: str) -> Creator:
    found: Creator | None = Creator.objects.of(request.workspace).filter(pk=text).first() if text.isdecimal() else None
    if found is None:
        raise NotFound("There is no such creator in this workspace.", where="creator")
    return found
