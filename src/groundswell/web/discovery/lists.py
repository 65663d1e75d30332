"""Lists of creators."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.campaigns.models import Campaign
from groundswell.creators.models import Creator
from groundswell.creators.queries import main_account, tier_of
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.relationships import queries, services
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 50


@require_http_methods(["GET", "POST"])
def lists(request: WorkspaceRequest) -> HttpResponse:
    """All lists; a POST with `name` makes one."""
    problem: GroundswellError | None = None
    if request.method == "POST":
        try:
            made = services.create_list(workspace=request.workspace, name=request.POST.get("name", ""))
            return redirect("list", slug=request.workspace.slug, list=made.slug)
        except GroundswellError as error:
            problem = error
    context = {"lists": queries.lists(request.workspace), "problem": problem, "editable": request.membership.may_write}
    return render(request, "discovery/lists.html", context, status=problem.status if problem else 200)


@require_GET
def one_list(request: WorkspaceRequest, list: str) -> HttpResponse:  # the word people use
    """One list with its people."""
    found = queries.list_of(request.workspace, list)
    members = found.creators.select_related("relationship").prefetch_related("accounts").order_by("name", "pk")
    page = Paginator(members, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(creator, account := main_account(creator), _tier(request, account)) for creator in page]
    campaigns = Campaign.objects.of(request.workspace).exclude(state=Campaign.State.DONE).order_by("name")
    context = {
        "found": found,
        "page": page,
        "rows": rows,
        "campaigns": campaigns,
        "editable": request.membership.may_write,
    }
    return render(request, "discovery/list.html", context)


@require_POST
def remove(request: WorkspaceRequest, list: str) -> HttpResponse:
    """Takes `creator` (ids, repeated) off the list."""
    found = queries.list_of(request.workspace, list)
    ids = [value for value in request.POST.getlist("creator") if value.isdecimal()]
    if not ids:
        raise BadInput("Nobody is selected.", where="creator", cure="Tick some people first.")
    creators = Creator.objects.of(request.workspace).filter(pk__in=ids)
    count = services.remove_from_list(workspace=request.workspace, list=found, creators=creators)
    messages.success(request, f"{count} taken off “{found.name}”.")
    return redirect("list", slug=request.workspace.slug, list=found.slug)


@require_POST
def delete(request: WorkspaceRequest, list: str) -> HttpResponse:
    """Deletes the list; its people stay."""
    found = queries.list_of(request.workspace, list)
    services.delete_list(workspace=request.workspace, list=found)
    messages.success(request, f"The list “{found.name}” was deleted.")
    return redirect("lists", slug=request.workspace.slug)


def _tier(request: WorkspaceRequest, account: object) -> str | None:
    return tier_of(request.workspace, getattr(account, "followers", None))
