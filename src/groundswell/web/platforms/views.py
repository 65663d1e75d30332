"""The pages of the networks: how each stands, what it tells, its keys and limits."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.accounts.queries import runs_installation
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.queries import Standing, standing
from groundswell.platforms.services import pause_connector, save_keys, set_limits
from groundswell.web.http import WorkspaceRequest, owners_write
from groundswell.web.platforms.cards import card, lines
from groundswell.web.platforms.forms import KeysForm, LimitsForm


@require_safe
def platforms(request: WorkspaceRequest) -> HttpResponse:
    """How every connector stands, a line each."""
    return render(request, "platforms/platforms.html", {"lines": lines(request.workspace), "offline": settings.OFFLINE})


@require_safe
def platform(request: WorkspaceRequest, connector: str) -> HttpResponse:
    """One connector in full; keys and limits only for who runs the installation."""
    changeable = runs_installation(request.user)
    one = card(request.workspace, standing(connector), changeable=changeable)
    return render(request, "platforms/platform.html", {"one": one, "changeable": changeable})


@owners_write
@require_POST
def keys(request: WorkspaceRequest, connector: str) -> HttpResponse:
    """Keeps the keys typed, or removes the one named by `remove`."""

    def save(one: Standing) -> str:
        remove = request.POST.get("remove")
        form = KeysForm(one, request.POST)
        if not remove and not form.is_valid():
            return _refused(request, form)
        given = {remove: ""} if remove else form.given()
        save_keys(connector=one.plugin.name, given=given, workspace=request.workspace, user=request.user)
        return f"The keys of {one.plugin.label} are {'removed' if remove else 'saved, encrypted'}."

    return _change(request, connector, save)


@owners_write
@require_POST
def limits(request: WorkspaceRequest, connector: str) -> HttpResponse:
    """Sets both limits; an empty one is the connector's own again."""

    def save(one: Standing) -> str:
        form = LimitsForm(request.POST, prefix=one.plugin.name)
        if not form.is_valid():
            return _refused(request, form)
        set_limits(connector=one.plugin.name, workspace=request.workspace, user=request.user, **form.cleaned_data)
        return f"The limits of {one.plugin.label} are saved."

    return _change(request, connector, save)


@owners_write
@require_POST
def pause(request: WorkspaceRequest, connector: str) -> HttpResponse:
    """Stops asking the network (`paused` is 1) or goes on."""

    def save(one: Standing) -> str:
        paused = request.POST.get("paused") == "1"
        pause_connector(connector=one.plugin.name, paused=paused, workspace=request.workspace, user=request.user)
        return f"{one.plugin.label} is paused." if paused else f"{one.plugin.label} goes on."

    return _change(request, connector, save)


def _change(request: WorkspaceRequest, connector: str, save: Callable[[Standing], str]) -> HttpResponse:
    """Does it and goes back to the connector's page, which tells what happened."""
    one = standing(connector)
    try:
        if told := save(one):
            messages.success(request, told)
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    return redirect("platform", slug=request.workspace.slug, connector=connector)


def _refused(request: WorkspaceRequest, form: KeysForm | LimitsForm) -> str:
    for name, errors in form.errors.items():
        messages.error(request, f"{form.fields[name].label}: {' '.join(map(str, errors))}")
    return ""
