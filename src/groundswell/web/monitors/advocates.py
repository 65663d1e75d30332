"""Natural advocates, and all posts that monitors met."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from groundswell.relationships.queries import lists
from groundswell.tracking.models import Monitor
from groundswell.tracking.queries import advocates_in, mentions_of, monitor_of, ranked_advocates
from groundswell.tracking.services import mute_account, take_advocate
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 20
MENTIONS_PER_PAGE = 50
ASKED = {"": None, "no": False, "yes": True}


@require_GET
def advocates(request: WorkspaceRequest) -> HttpResponse:
    """People who speak of the brand though nobody asked, with their posts as proof; `?muted=1` those left out."""
    muted = request.GET.get("muted") == "1"
    page = Paginator(ranked_advocates(request.workspace, muted=muted), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "advocates": advocates_in(request.workspace, list(page)),
        "muted": muted,
        "watched": Monitor.objects.of(request.workspace).exists(),
        "lists": lists(request.workspace),
        "editable": request.membership.may_write,
    }
    return render(request, "monitors/advocates.html", context)


@require_GET
def mentions(request: WorkspaceRequest) -> HttpResponse:
    """Every post that a monitor met; `?monitor=` one of them, `?asked=` yes or no."""
    chosen = request.GET.get("monitor", "")
    monitor = monitor_of(request.workspace, int(chosen)) if chosen.isdecimal() and len(chosen) < 16 else None
    asked = request.GET.get("asked", "")
    rows = mentions_of(request.workspace, monitor=monitor.pk if monitor else None, asked=ASKED.get(asked))
    context = {
        "page": Paginator(rows, MENTIONS_PER_PAGE).get_page(request.GET.get("page")),
        "monitors": Monitor.objects.of(request.workspace).order_by("pk"),
        "chosen": monitor,
        "asked": asked,
    }
    return render(request, "monitors/mentions.html", context)


@require_POST
def take(request: WorkspaceRequest, account: int) -> HttpResponse:
    """Puts somebody on the board, or on the list named by `list`."""
    name = request.POST.get("list", "").strip()
    creator = take_advocate(workspace=request.workspace, account_id=account, list_name=name, user=request.user)
    messages.success(request, f"{creator.name} is on {f'the list “{name}”' if name else 'the board'}.")
    return _back(request)


@require_POST
def mute(request: WorkspaceRequest, account: int) -> HttpResponse:
    """Leaves somebody out (`muted` 1) or shows them again."""
    muted = request.POST.get("muted") == "1"
    found = mute_account(workspace=request.workspace, account_id=account, muted=muted, user=request.user)
    messages.success(
        request, f"{found.display_name or found.handle} is {'left out from now on' if muted else 'shown again'}."
    )
    return _back(request)


def _back(request: WorkspaceRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return redirect(target)
    return redirect("advocates", slug=request.workspace.slug)
