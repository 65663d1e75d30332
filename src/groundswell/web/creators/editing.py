"""Adding a creator by hand, and changing what is known of the person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groundswell.creators.network import add_account
from groundswell.creators.queries import creator_of
from groundswell.creators.services import create_creator, update_creator
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.queries import ready_connectors
from groundswell.platforms.registry import plugins
from groundswell.web.creators.forms import CreatorForm, FromNetworkForm, NewCreatorForm
from groundswell.web.http import WorkspaceRequest


@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """A creator read from a network, or by hand with at most one profile."""
    if request.method == "POST" and "profile" in request.POST:
        return _from_network(request)
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
    return _page(request, FromNetworkForm(), form)


def _from_network(request: WorkspaceRequest) -> HttpResponse:
    """Asks the network; what it does not give can be typed in below, where the profile is filled in already."""
    form = FromNetworkForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            creator, account = add_account(
                workspace=request.workspace, profile=asked["profile"], platform=asked["network"], user=request.user
            )
        except GroundswellError as error:
            form.add_error("profile", f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, f"{account} was read. Posts and follow lists come by themselves, soon.")
            return redirect("creator", slug=request.workspace.slug, pk=creator.pk)
    typed = {"handle": request.POST["profile"], "platform": request.POST.get("network", "")}
    return _page(request, form, NewCreatorForm(initial=typed))


def _page(request: WorkspaceRequest, network: FromNetworkForm, form: NewCreatorForm) -> HttpResponse:
    ready = ready_connectors()
    readable = [plugin.label for name, plugin in plugins().items() if name in ready]
    context = {"network": network, "form": form, "readable": readable}
    return render(request, "creators/new.html", context, status=422 if form.errors or network.errors else 200)


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
