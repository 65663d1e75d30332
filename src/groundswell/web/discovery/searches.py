"""Saved searches: kept from the Find page, watched, and their news."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.accounts.mail import can_send
from groundswell.discovery.saved import queries, services
from groundswell.kit.errors import GroundswellError
from groundswell.web.discovery.asking import asked_query
from groundswell.web.discovery.filters import Filters
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 50


@require_http_methods(["GET", "POST"])
def searches(request: WorkspaceRequest) -> HttpResponse:
    """All of them; a POST keeps the search of `address` (the Find page's query string) under `name`."""
    problem: GroundswellError | None = None
    if request.method == "POST":
        try:
            return _save(request)
        except GroundswellError as error:
            problem = error
    context = {
        "searches": queries.saved_searches(request.workspace),
        "problem": problem,
        "editable": request.membership.may_write,
    }
    return render(request, "discovery/searches.html", context, status=problem.status if problem else 200)


@require_GET
def one_search(request: WorkspaceRequest, search: str) -> HttpResponse:
    """Who is new, the newest first."""
    found = queries.saved_search_of(request.workspace, search)
    page = Paginator(queries.news_of(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "search": found,
        "page": page,
        "find_url": f"{reverse('find', args=[request.workspace.slug])}?{found.address}",
        "mailing": can_send(),
        "editable": request.membership.may_write,
    }
    return render(request, "discovery/search.html", context)


@require_POST
def watch(request: WorkspaceRequest, search: str) -> HttpResponse:
    """`watching` and `by_mail`, each "yes" or absent."""
    found = queries.saved_search_of(request.workspace, search)
    watching, by_mail = (request.POST.get(name) == "yes" for name in ("watching", "by_mail"))
    there = services.watch_search(workspace=request.workspace, search=found, watching=watching, by_mail=by_mail)
    begun = f"Watching: {there:,} match already, whoever comes after is news."
    messages.success(request, begun if there else "Saved.")
    return redirect("search", slug=request.workspace.slug, search=found.slug)


@require_POST
def seen(request: WorkspaceRequest, search: str) -> HttpResponse:
    """Everybody on the page was looked at."""
    services.mark_seen(workspace=request.workspace, search=queries.saved_search_of(request.workspace, search))
    return redirect("search", slug=request.workspace.slug, search=search)


@require_POST
def delete(request: WorkspaceRequest, search: str) -> HttpResponse:
    """Deletes one."""
    found = queries.saved_search_of(request.workspace, search)
    services.delete_search(workspace=request.workspace, search=found, user=request.user)
    messages.success(request, f"“{found.name}” was deleted.")
    return redirect("searches", slug=request.workspace.slug)


def _save(request: WorkspaceRequest) -> HttpResponse:
    filters = Filters(QueryDict(request.POST.get("address", "").lstrip("?")[:4000]))
    query = asked_query(request.workspace, filters)
    body = query.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"limit", "cursor"})
    saved = services.save_search(
        workspace=request.workspace, name=request.POST.get("name", ""), query=body, address=filters.address(),
        user=request.user,
    )  # fmt: skip
    if request.POST.get("watching") == "yes":
        services.watch_search(workspace=request.workspace, search=saved, watching=True, by_mail=False)
    messages.success(request, f"“{saved.name}” was saved.")
    return redirect("search", slug=request.workspace.slug, search=saved.slug)
