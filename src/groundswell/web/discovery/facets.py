"""The filters' live counts: they are asked for after the results, which never wait for them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from groundswell.discovery import queries
from groundswell.kit.errors import BadInput
from groundswell.web.discovery.asking import asked_query
from groundswell.web.discovery.filters import Filters
from groundswell.web.discovery.panel import groups
from groundswell.web.http import WorkspaceRequest


@require_GET
def facets(request: WorkspaceRequest) -> HttpResponse:
    """The choices of every facet with how many people each would bring, for the address of the Find page."""
    filters = Filters(request.GET)
    try:
        counts = queries.live_counts(request.workspace, asked_query(request.workspace, filters))
    except BadInput:
        # The results say what is wrong.
        return HttpResponse(status=204)
    context = {"groups": groups(filters, counts), "arrived": True}
    response = render(request, "discovery/facets.html", context)
    response["Cache-Control"] = "no-store"
    return response
