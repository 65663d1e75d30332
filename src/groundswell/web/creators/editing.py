"""Adding a creator by hand, and changing what is known of the person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groundswell.creators.queries import creator_of
from groundswell.creators.services import create_creator, update_creator
from groundswell.kit.errors import GroundswellError
from groundswell.web.creators.forms import CreatorForm, NewCreatorForm
from groundswell.web.http import WorkspaceRequest


@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """A creator with at most one profile."""
    form = NewCreatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            made = create_creator(workspace=request.workspace, user=request.user, **facts)
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, f"{made.name} was added.")
            return redirect("creator", slug=request.workspace.slug, pk=made.pk)
    return render(request, "creators/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The person's facts; every change is audited."""
    found = creator_of(request.workspace, pk)
    form = CreatorForm(request.POST) if request.method == "POST" else CreatorForm.of(found)
    form.allow(found.gender)
    if request.method == "POST" and form.is_valid():
        try:
            update_creator(workspace=request.workspace, creator=found, changes=form.changes(), user=request.user)
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, "Saved.")
            return redirect("creator", slug=request.workspace.slug, pk=found.pk)
    context = {"form": form, "creator": found, "editable": request.membership.may_write}
    return render(request, "creators/edit.html", context, status=422 if form.errors else 200)
