"""Pairs that may be one person, side by side: a human decides."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from groundswell.creators.queries import open_suggestions, suggestion_of
from groundswell.creators.services import dismiss_suggestion, merge_creators
from groundswell.kit.errors import BadInput
from groundswell.web.http import WorkspaceRequest


@require_GET
def merges(request: WorkspaceRequest) -> HttpResponse:
    """All open suggestions, the newest first."""
    page = Paginator(open_suggestions(request.workspace), 20).get_page(request.GET.get("page"))
    return render(request, "imports/merges.html", {"page": page, "may_write": request.membership.may_write})


@require_POST
def decide(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`decision`: "left" or "right" is kept and takes the other in; "apart" says they are two people.

    Goes on with the next pair, or back to the page of the creator whose id is in `from`.
    """
    suggestion = suggestion_of(request.workspace, pk)
    left, right = suggestion.left, suggestion.right
    decision = request.POST.get("decision")
    if decision == "apart":
        dismiss_suggestion(workspace=request.workspace, suggestion=suggestion, user=request.user)
        messages.success(request, f"{left} and {right} stay two people.")
    elif decision in ("left", "right"):
        keep, absorb = (left, right) if decision == "left" else (right, left)
        merge_creators(workspace=request.workspace, keep=keep, absorb=absorb, user=request.user)
        messages.success(request, f"{keep} is one person now.")
    else:
        raise BadInput("Say which of the two stays.", where="decision")
    back = request.GET.get("from", "")
    if back in (str(suggestion.left_id), str(suggestion.right_id)):
        return redirect("creator", slug=request.workspace.slug, pk=int(back))
    return redirect("merges", slug=request.workspace.slug)
