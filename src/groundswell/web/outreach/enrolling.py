"""Putting people on a sequence: each person's first text, seen before it goes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.outreach import queries, services
from groundswell.outreach.models import Sequence
from groundswell.relationships.queries import list_of, lists
from groundswell.web.http import WorkspaceRequest

MOST = 500
SHOWN = 50


@require_http_methods(["GET", "POST"])
def enrol(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`creator` (ids, repeated) or `list` (a slug): GET shows each text, POST enrols all but those in `skip`."""
    found = queries.sequence_of(request.workspace, pk)
    people = _people(request)
    if request.method == "POST":
        left_out = set(request.POST.getlist("skip"))
        chosen = [person for person in people if str(person.pk) not in left_out]
        made = services.enrol_creators(workspace=request.workspace, sequence=found, creators=chosen, user=request.user)
        again = f" {made.already} had been on it before." if made.already else ""
        messages.success(request, f"{made.new} {'person' if made.new == 1 else 'people'} added.{again}")
        return redirect("sequence", slug=request.workspace.slug, pk=pk)
    return render(request, "outreach/enrol.html", _context(request, found, people))


@require_POST
def stop(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Takes one person off."""
    found = queries.enrolment_of(request.workspace, pk)
    services.stop_enrolment(enrolment=found, reason="Stopped by hand", user=request.user)
    return redirect("sequence", slug=request.workspace.slug, pk=found.sequence_id)


@require_POST
def resume(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Tries a blocked person again."""
    found = queries.enrolment_of(request.workspace, pk)
    try:
        services.resume_enrolment(workspace=request.workspace, enrolment=found, user=request.user)
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    return redirect("sequence", slug=request.workspace.slug, pk=found.sequence_id)


def _people(request: WorkspaceRequest) -> list[Creator]:
    given = request.POST if request.method == "POST" else request.GET
    rows = Creator.objects.of(request.workspace).prefetch_related("accounts").order_by("name", "pk")
    if slug := given.get("list"):
        rows = rows.filter(lists=list_of(request.workspace, slug))
    else:
        rows = rows.filter(pk__in=[int(value) for value in given.getlist("creator") if value.isdecimal()])
    people = list(rows[: MOST + 1])
    if len(people) > MOST:
        raise BadInput(f"At most {MOST} people at a time.", where="creator", cure="Take a smaller list.")
    return people


def _context(request: WorkspaceRequest, found: Sequence, people: list[Creator]) -> dict[str, Any]:
    steps = list(found.steps.order_by("position"))
    first = steps[0] if steps else None
    seen = (
        queries.previews(
            request.workspace, people, first.subject or "-", first.body, mailbox=found.mailbox, user=request.user
        )
        if first
        else []
    )
    return {
        "sequence": found,
        "first": first,
        "people": people,
        "previews": seen[:SHOWN],
        "more": max(0, len(seen) - SHOWN),
        "ready": sum(each.ready for each in seen),
        "lists": lists(request.workspace),
        "chosen": request.GET.get("list", ""),
        "editable": request.membership.may_write,
    }
