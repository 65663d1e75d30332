"""A creator's page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from groundswell.creators.consent import address_of
from groundswell.creators.consent.queries import consents_of, live_link
from groundswell.creators.queries import creator_of, follow_lists
from groundswell.discovery.queries import topics_in_words
from groundswell.relationships.models import Relationship
from groundswell.relationships.queries import list_of, lists
from groundswell.relationships.services import add_to_list, remove_from_list
from groundswell.tracking.queries import mentions_of
from groundswell.web.creators import profile
from groundswell.web.discovery.labels import name_of
from groundswell.web.http import WorkspaceRequest


@require_GET
def creator(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Everything known of one person: accounts, figures over time, posts, what they did for the brand, the timeline."""
    workspace = request.workspace
    found = creator_of(workspace, pk)
    accounts = list(found.accounts.all())
    readings = profile.account_readings(workspace, accounts)
    rows = profile.account_rows(workspace, accounts, readings)
    page, posts, shown = profile.post_page(workspace, accounts, request.GET.get("page"))
    on = set(found.lists.values_list("pk", flat=True))
    relationship = Relationship.objects.of(workspace).filter(creator=found).prefetch_related("tags").first()
    link = live_link(workspace, found)
    context: dict[str, Any] = {
        "own_page": address_of(link) if link else "",
        "given": consents_of(workspace, found),
        "creator": found,
        "topics_found": [] if found.topics else topics_in_words(accounts),
        "accounts": rows,
        "main": rows[0] if rows else None,
        "followers_history": profile.history(accounts, readings, "followers", "compact"),
        "engagement_history": profile.history(accounts, readings, "engagement_rate", "percent"),
        "page": page,
        "posts": [(row, row.cells(shown)) for row in posts],
        "shown": shown,
        "relationship": relationship,
        "tags": relationship.tags.all() if relationship else [],
        "lists": [(one, one.pk in on) for one in lists(workspace)],
        "duplicates": profile.duplicates(workspace, found),
        "where": ", ".join(filter(None, (found.city, name_of("country", found.country) if found.country else ""))),
        "editable": request.membership.may_write,
    }
    return render(request, "creators/creator.html", context | profile.programme(workspace, found))


@require_GET
def network(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What networks told beside profile and posts, as a part of the page: follow lists, and what monitors met."""
    accounts = list(creator_of(request.workspace, pk).accounts.all())
    read = follow_lists(accounts)
    context = {
        "lists": [(account, one) for account in accounts for one in read.get(account.pk, ())],
        "mentions": mentions_of(request.workspace).filter(account__in=accounts)[:10],
    }
    return render(request, "creators/network.html", context)


@require_POST
def lists_of(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Puts the creator on a list (`name`, made when new) or takes them off one (`off`, a slug)."""
    found = creator_of(request.workspace, pk)
    if off := request.POST.get("off"):
        target = list_of(request.workspace, off)
        remove_from_list(workspace=request.workspace, list=target, creators=[found])
        messages.success(request, f"Taken off “{target.name}”.")
    else:
        name = request.POST.get("name", "").strip()
        add_to_list(workspace=request.workspace, creators=[found], list_name=name, user=request.user)
        messages.success(request, f"On the list “{name}”.")
    return redirect("creator", slug=request.workspace.slug, pk=found.pk)
