"""A person moves a deliverable on, or gives more time."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from groundswell.kit.errors import BadInput
from groundswell.tracking.queries import deliverable_of
from groundswell.tracking.services import extend_deliverable, move_deliverable, set_launch_hour
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


@require_POST
def deliverable_hour(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The hour in which it goes live: field `hour`, empty for any."""
    text = request.POST.get("hour", "")
    found = set_launch_hour(
        deliverable=deliverable_of(request.workspace, pk), hour=_number(text) if text else None, user=request.user
    )
    at = "may go live at any hour" if found.launch_hour is None else f"goes live at {found.launch_hour:02d}:00"
    messages.success(request, f"{found.participant.creator.name} {at}.")
    response = redirect("campaign", slug=request.workspace.slug, campaign=found.participant.campaign.slug)
    response["Location"] += "?tab=deliverables"
    return response


def _number(text: str) -> int:
    if not (text.isdecimal() and len(text) < 3):
        raise BadInput(f"“{text}” is no hour.", where="hour", cure="Give 0 to 23.")
    return int(text)


def _day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise BadInput(f"“{text}” is no day.", where="due_on", cure="Write it like 2026-12-14.")
    return day
