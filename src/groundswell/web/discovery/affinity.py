"""Whom customers follow more than others do."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.queries import brand_handles
from groundswell.campaigns.services import Candidates, add_candidates
from groundswell.discovery.customers.affinity import AffinityAnswer, customer_affinity
from groundswell.discovery.customers.queries import standing
from groundswell.kit.errors import GroundswellError
from groundswell.relationships.queries import lists
from groundswell.web.http import WorkspaceRequest

VIEWS = (("over-represented", "Followed more"), ("exclusive", "Most exclusive"), ("popular", "Most popular"))

DEFAULT_LIST = "Followed by our customers"


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
        **places(request),
    }  # fmt: skip
    unknown_view = problem is not None and problem.where == "view"
    return render(request, "discovery/affinity.html", context, status=422 if unknown_view else 200)


@require_POST
def take(request: WorkspaceRequest) -> HttpResponse:
    """`name` (NETWORK:HANDLE, repeated), or `one` of them alone, or those in `sure` when `all` is pressed, `into`
    "list:NAME" or "campaign:SLUG"; back to the page `next`."""
    chosen = request.POST.getlist("one") or request.POST.getlist("sure" if "all" in request.POST else "name")
    kind, _, where = request.POST.get("into", "").partition(":")
    try:
        taken = add_candidates(
            workspace=request.workspace, names=chosen, list_name=where if kind == "list" else "",
            campaign=where if kind == "campaign" else "", user=request.user,
        )  # fmt: skip
        messages.success(request, _said(taken, where))
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    back = request.POST.get("next", "")
    inside = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back) if inside else redirect("customer_affinity", slug=request.workspace.slug)


def places(request: WorkspaceRequest) -> dict[str, object]:
    """Where candidates may be put: what the form for them needs."""
    named = [found.name for found in lists(request.workspace)]
    open_ones = Campaign.objects.of(request.workspace).exclude(state=Campaign.State.DONE).order_by("name")
    return {
        "places": [*dict.fromkeys([DEFAULT_LIST, *named])], "campaigns": open_ones, "editable": request.membership.may_write,
    }  # fmt: skip


def _said(taken: Candidates, where: str) -> str:
    new = taken.on_list + taken.in_campaign
    rest = f"; {taken.creators - new:,} there already" if taken.creators > new else ""
    return f"{new:,} {'creator' if new == 1 else 'creators'} added to “{where}”{rest}."
