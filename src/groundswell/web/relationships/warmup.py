"""The day's small things to do with people before anything is asked of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from groundswell.kit.errors import GroundswellError
from groundswell.relationships import warmup
from groundswell.web.http import WorkspaceRequest


@require_GET
def tasks(request: WorkspaceRequest) -> HttpResponse:
    """What waits; `mine=1` for the creators of whoever looks. Beside it, who is warm enough to be written to."""
    mine = request.GET.get("mine") == "1"
    context = {
        "tasks": warmup.open_tasks(request.workspace, owner=request.user if mine else None),
        "warm": warmup.warm_creators(request.workspace)[:20],
        "mine": mine,
        "warm_up_tab": True,
        "bar": {"query": ""},
        "editable": request.membership.may_write,
    }
    return render(request, "relationships/warmup.html", context)


@require_POST
def make(request: WorkspaceRequest) -> HttpResponse:
    """Looks for more now, instead of within the hour."""
    made = warmup.make_tasks(workspace=request.workspace)
    messages.success(request, f"{made} new." if made else "There is nothing new to do.")
    return redirect("warm_up", slug=request.workspace.slug)


@require_POST
def end(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`did` done or skip, with `words`: what was written, or why not."""
    task, words = warmup.task_of(request.workspace, pk), request.POST.get("words", "")
    try:
        if request.POST.get("did") == "skip":
            warmup.skip_task(workspace=request.workspace, task=task, reason=words, user=request.user)
        else:
            warmup.complete_task(workspace=request.workspace, task=task, words=words, user=request.user)
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    return redirect("warm_up", slug=request.workspace.slug)
