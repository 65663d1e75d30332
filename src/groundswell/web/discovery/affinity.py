"""Whom customers follow more than others do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from groundswell.campaigns.queries import brand_handles
from groundswell.discovery.customers.affinity import AffinityAnswer, customer_affinity
from groundswell.discovery.customers.queries import standing
from groundswell.kit.errors import GroundswellError
from groundswell.relationships.queries import lists
from groundswell.web.http import WorkspaceRequest

VIEWS = (("over-represented", "Followed more"), ("exclusive", "Most exclusive"), ("popular", "Most popular"))


@require_GET
def affinity(request: WorkspaceRequest) -> HttpResponse:
    """The ranking of one `view`, against profiles of a `country` and `language` if given."""
    workspace = request.workspace
    country, language = (request.GET.get(name, "").strip() for name in ("country", "language"))
    view = request.GET.get("view", VIEWS[0][0])
    found: AffinityAnswer | None = None
    problem: GroundswellError | None = None
    try:
        found = customer_affinity(
            workspace, view, country=country, language=language, leave_out=brand_handles(workspace)
        )
    except GroundswellError as error:
        problem = error
    context = {
        "standing": standing(workspace), "found": found, "problem": problem, "views": VIEWS, "view": view, "country": country, "language": language,
        "lists": lists(workspace), "editable": request.membership.may_write,
    }  # fmt: skip
    unknown_view = problem is not None and problem.where == "view"
    return render(request, "discovery/affinity.html", context, status=422 if unknown_view else 200)
