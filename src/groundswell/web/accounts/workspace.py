"""The settings of a workspace, and making another one."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from groundswell.accounts import queries, services
from groundswell.accounts.errors import Forbidden
from groundswell.accounts.models import User, Workspace
from groundswell.kit.errors import GroundswellError
from groundswell.web.accounts.forms import NewWorkspaceForm, WorkspaceForm
from groundswell.web.accounts.frame import frame
from groundswell.web.http import WorkspaceRequest, owners_write


@owners_write
def settings(request: WorkspaceRequest) -> HttpResponse:
    """What the workspace is called, counts in and signs its mail with."""
    form = WorkspaceForm(request.POST or None, initial=WorkspaceForm.values_of(request.workspace))
    if request.method == "POST" and form.is_valid():
        try:
            services.update_workspace(workspace=request.workspace, user=request.user, **form.changes())
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}")
        else:
            messages.success(request, "Saved.")
            return redirect("settings", slug=request.workspace.slug)
    return render(request, "settings/workspace.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Another brand, for somebody who owns one."""
    user = cast(User, request.user)
    if not queries.owns_any(user):
        raise Forbidden("Only owners can make another workspace.", cure="Ask an owner of yours.")
    frame(request)
    form = NewWorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workspace = services.create_workspace(
                slug=_free_slug(form.slug()),
                name=form.cleaned_data["name"],
                currency=form.cleaned_data["currency"],
                owner=user,
            )
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}")
        else:
            messages.success(request, f"{workspace.name} is ready. Look through its settings first.")
            return redirect("settings", slug=workspace.slug)
    return render(request, "settings/workspace_new.html", {"form": form}, status=422 if form.errors else 200)


def _free_slug(wanted: str) -> str:
    taken = set(Workspace.objects.filter(slug__startswith=wanted[:44]).values_list("slug", flat=True))
    candidates = (wanted if n == 1 else f"{wanted[:46]}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in candidates if slug not in taken)
