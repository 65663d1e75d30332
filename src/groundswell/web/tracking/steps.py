"""A person moves a deliverable on, or gives more time."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from groundswell.kit.errors import BadInput
from groundswell.tracking.queries import deliverable_of
from groundswell.tracking.services import extend_deliverable, move_deliverable
from groundswell.web.http import WorkspaceRequest


@require_POST
def deliverable_move(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The next step: field `state`."""
    moved = move_deliverable(
        deliverable=deliverable_of(request.workspace, pk), state=request.POST.get("state", ""), user=request.user
    )
    messages.success(request, f"{moved.participant.creator.name}: {moved.get_state_display().lower()}.")
    response = redirect("campaign", slug=request.workspace.slug, campaign=moved.participant.campaign.slug)
    response["Location"] += "?tab=deliverables"
    return response


@require_POST
def deliverable_extend(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A new last day: field `due_on`."""
    found = deliverable_of(request.workspace, pk)
    due_on = _day(request.POST.get("due_on", ""))
    extend_deliverable(deliverable=found, due_on=due_on, user=request.user)
    messages.success(request, f"{found.participant.creator.name} has until {due_on:%d %B %Y}.")
    response = redirect("posts", slug=request.workspace.slug)
    response["Location"] += "?show=late"
    return response


def _day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise BadInput(f"“{text}” is no day.", where="due_on", cure="Write it like 2026-12-14.")
    return day
