"""Purchase codes: the list, making one, saying whose one is."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from groundswell.accounts.models import Workspace
from groundswell.kit.errors import GroundswellError
from groundswell.links import queries, services
from groundswell.web.http import WorkspaceRequest
from groundswell.web.links.choosing import shown
from groundswell.web.links.forms import CodeForm, NewCodeForm

PER_PAGE = 50


@require_safe
def codes(request: WorkspaceRequest) -> HttpResponse:
    """Every code with the orders it brought."""
    page = Paginator(queries.codes(request.workspace), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "links/codes.html", {"page": page})


def code_new(request: WorkspaceRequest) -> HttpResponse:
    """The form of a new code."""
    form = NewCodeForm(request.workspace, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        whose = {
            "workspace": request.workspace,
            "creator": data["creator"],
            "campaign": data["campaign"],
            "discount": data["discount"],
        }
        text = data["code"]
        if not text and data["creator"]:
            text = services.unique_code_for(**whose)
        try:
            made = services.create_code(code=text, user=request.user, **whose)
        except GroundswellError as refusal:
            form.take(refusal)
        else:
            messages.success(request, f"{made.code} is counted from now on. {_next_step(request.workspace)}")
            return redirect("codes", slug=request.workspace.slug)
    return render(request, "links/code_form.html", {"form": form})


def _next_step(workspace: Workspace) -> str:
    """How the code gets into the shop."""
    if queries.writable_stores(workspace).exists():
        return "“Make codes in a shop” puts it into yours."
    return "Make the same code in your shop."


def code(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Whose the code is; the orders that used it follow."""
    found = queries.code_of(request.workspace, pk)
    first = {"creator": shown(found.creator), "campaign": found.campaign_id, "discount": found.discount}
    form = CodeForm(request.workspace, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        services.assign_code(code=found, user=request.user, **form.cleaned_data)
        messages.success(request, "Saved. Orders with this code were looked at again.")
        return redirect("codes", slug=request.workspace.slug)
    return render(request, "links/code_form.html", {"form": form, "code": found})
