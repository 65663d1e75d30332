"""Sequences: the list, one with its steps and people, and what a person does with them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.kit.errors import GroundswellError
from groundswell.outreach import queries, services
from groundswell.outreach.facts import OFFERED
from groundswell.outreach.models import Enrolment, Sequence
from groundswell.web.http import WorkspaceRequest
from groundswell.web.outreach.sequence_forms import SequenceForm, StepForm, first_step

PAGE = 50


@require_GET
def sequences(request: WorkspaceRequest) -> HttpResponse:
    """All sequences, and how many direct messages wait for a person."""
    context = {
        "sequences": queries.sequences(request.workspace),
        "by_hand": queries.to_do_by_hand(request.workspace).count(),
        "editable": request.membership.may_write,
        "has_mailbox": queries.mailboxes(request.workspace).exists(),
    }
    return render(request, "outreach/sequences.html", context)


@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """A new sequence: its name and mailbox."""
    form = SequenceForm(request.POST or None, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        made = services.create_sequence(workspace=request.workspace, user=request.user, **form.cleaned_data)
        return redirect("sequence", slug=request.workspace.slug, pk=made.pk)
    context = {"form": form, "has_mailbox": queries.mailboxes(request.workspace).exists()}
    return render(request, "outreach/sequence_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def sequence(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One sequence; POST adds a step, or with `step` changes it."""
    found = queries.sequence_of(request.workspace, pk)
    form = StepForm(request.POST or None, initial=first_step(found))
    if request.method == "POST" and form.is_valid():
        try:
            _save_step(request, found, form.cleaned_data)
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, "The step was saved.")
            return redirect("sequence", slug=request.workspace.slug, pk=pk)
    return render(request, "outreach/sequence.html", _context(request, found, form), status=422 if form.errors else 200)


@require_POST
def run(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`state` active starts it, paused pauses it."""
    found = queries.sequence_of(request.workspace, pk)
    change = services.start_sequence if request.POST.get("state") == "active" else services.pause_sequence
    try:
        change(workspace=request.workspace, sequence=found, user=request.user)
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    return redirect("sequence", slug=request.workspace.slug, pk=pk)


@require_POST
def delete_step(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Deletes a step nobody got."""
    step = queries.step_of(request.workspace, pk)
    number = step.sequence_id
    try:
        services.delete_step(workspace=request.workspace, step=step, user=request.user)
    except GroundswellError as error:
        messages.error(request, error.message)
    return redirect("sequence", slug=request.workspace.slug, pk=number)


def _save_step(request: WorkspaceRequest, found: Sequence, facts: dict[str, Any]) -> None:
    number = facts.pop("step", None)
    step = queries.step_of(request.workspace, number) if number else None
    services.save_step(workspace=request.workspace, sequence=found, step=step, user=request.user, **facts)


def _context(request: WorkspaceRequest, found: Sequence, form: StepForm) -> dict[str, Any]:
    state = request.GET.get("state", "")
    rows = queries.enrolments(request.workspace, found, state)
    return {
        "sequence": found,
        "steps": [
            (step, StepForm(initial=first_step(found, step), auto_id=f"step{step.pk}_%s"))
            for step in found.steps.order_by("position")
        ],
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": [
            (code, label, getattr(found, code)) for code, label in Enrolment.State.choices if getattr(found, code)
        ],
        "facts": OFFERED,
        "editable": request.membership.may_write,
    }
