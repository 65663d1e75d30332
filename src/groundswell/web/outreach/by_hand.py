"""Direct messages to send by hand: the text to paste, the profile to paste it on, a tick when it is done; or sent here."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from groundswell.kit.errors import GroundswellError
from groundswell.outreach import queries, services
from groundswell.web.http import WorkspaceRequest
from groundswell.web.outreach.direct import say_how_it_went

PAGE = 20


@require_GET
def by_hand(request: WorkspaceRequest) -> HttpResponse:
    """What waits, oldest first."""
    page = Paginator(queries.to_do_by_hand(request.workspace), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "editable": request.membership.may_write, "ours": queries.direct_accounts(request.workspace),
    }  # fmt: skip
    return render(request, "outreach/by_hand_list.html", context)


@require_POST
def send(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Sends it from the brand's own account to the profile `account`."""
    run = queries.step_run_of(request.workspace, pk)
    chosen = request.POST.get("account", "")
    try:
        account = queries.reachable_one(
            request.workspace, run.enrolment.creator, int(chosen) if chosen.isdecimal() else None
        )
        made = services.send_step(workspace=request.workspace, run=run, account=account, user=request.user)
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    else:
        say_how_it_went(request, made)
    return redirect("by_hand", slug=request.workspace.slug)


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
