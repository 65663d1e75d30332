"""Direct messages to send by hand: the text to paste, the profile to paste it on, a tick when it is done."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from groundswell.kit.errors import GroundswellError
from groundswell.outreach import queries, services
from groundswell.web.http import WorkspaceRequest

PAGE = 20


@require_GET
def by_hand(request: WorkspaceRequest) -> HttpResponse:
    """What waits, oldest first."""
    page = Paginator(queries.to_do_by_hand(request.workspace), PAGE).get_page(request.GET.get("page"))
    return render(request, "outreach/by_hand_list.html", {"page": page, "editable": request.membership.may_write})


@require_POST
def tick(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`did` sent, or anything else for "leave it out"."""
    run = queries.step_run_of(request.workspace, pk)
    act = services.tick_step if request.POST.get("did") == "sent" else services.leave_out_step
    try:
        act(workspace=request.workspace, run=run, user=request.user)
    except GroundswellError as error:
        messages.error(request, error.message)
    return redirect("by_hand", slug=request.workspace.slug)
