"""Orders held apart: what speaks against them, people's decisions, and what is held at all."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.kit.errors import GroundswellError
from groundswell.links import queries, services
from groundswell.links.models import Code
from groundswell.links.tasks import review_workspace
from groundswell.web.http import WorkspaceRequest
from groundswell.web.orders.held_forms import GuardForm, LeakForm

PER_PAGE = 50


@require_safe
def held(request: WorkspaceRequest) -> HttpResponse:
    """Everything held apart, with the reasons; and what is held."""
    return _page(request, GuardForm(initial=GuardForm.values_of(queries.guard_of(request.workspace))), LeakForm())


@require_POST
def held_decide(request: WorkspaceRequest) -> HttpResponse:
    """The ticked orders (`order`, repeated) count, or are owed to nobody (`decision`), for a `reason`."""
    chosen = [int(value) for value in request.POST.getlist("order") if value.isdecimal() and len(value) < 19]
    count = request.POST.get("decision") == "count"
    try:
        done = services.decide_held(
            workspace=request.workspace,
            order_ids=chosen,
            count=count,
            reason=request.POST.get("reason", ""),
            user=request.user,
        )
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    else:
        told = "count for their creators now" if count else "are owed to nobody"
        messages.success(request, f"{done} orders {told}.") if done else messages.error(request, "No order was ticked.")
    return redirect("held_orders", slug=request.workspace.slug)


@require_POST
def guard_save(request: WorkspaceRequest) -> HttpResponse:
    """What is held changes; every order is looked at again."""
    form = GuardForm(request.POST)
    if form.is_valid():
        try:
            services.set_guard(workspace=request.workspace, guard=form.guard(), user=request.user)
        except GroundswellError as error:
            form.add_error(error.where, f"{error.message} {error.cure}".strip())
        else:
            review_workspace.enqueue(request.workspace.pk)
            messages.success(request, "Saved. Every order is looked at again; this takes a moment.")
            return redirect("held_orders", slug=request.workspace.slug)
    return _page(request, form, LeakForm())


@require_POST
def code_leaked(request: WorkspaceRequest) -> HttpResponse:
    """A code stands on a public list."""
    form = LeakForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            code = queries.code_named(request.workspace, data["code"])
        except GroundswellError as error:
            form.add_error("code", error.message)
        else:
            services.mark_leaked(code=code, where=data["where"], since=data["since"], user=request.user)
            messages.success(request, f"Orders with {code} and without a click are held from then on.")
            return redirect("held_orders", slug=request.workspace.slug)
    return _page(request, GuardForm(initial=GuardForm.values_of(queries.guard_of(request.workspace))), form)


@require_POST
def code_sound(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The code is no longer public."""
    services.mark_leaked(code=queries.code_of(request.workspace, pk), where="", since=None, user=request.user)
    return redirect("held_orders", slug=request.workspace.slug)


def _page(request: WorkspaceRequest, guard: GuardForm, leak: LeakForm) -> HttpResponse:
    context = {
        "page": Paginator(queries.held_orders(request.workspace), PER_PAGE).get_page(request.GET.get("page")),
        "sums": queries.held_sums(request.workspace),
        "guard": guard,
        "leak": leak,
        "leaked": Code.objects.of(request.workspace)
        .exclude(leaked_at=None)
        .select_related("creator")
        .order_by("folded"),
        "editable": request.membership.may_write,
    }
    return render(request, "orders/held.html", context)
