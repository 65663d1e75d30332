"""Connecting a shop, and what it has sent."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.kit.errors import GroundswellError
from groundswell.links import queries, services
from groundswell.links.models import Store
from groundswell.web.http import WorkspaceRequest
from groundswell.web.orders.backfills import ApiForm, SinceForm
from groundswell.web.orders.guides import GUIDES

PER_PAGE = 50
SECRET = forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"})


class StoreForm(forms.Form):
    kind = forms.ChoiceField(label="System", choices=Store.Kind.choices)
    name = forms.CharField(max_length=120, help_text="For yourselves, such as “Shop US”.")
    secret = forms.CharField(
        label="Signing secret", widget=SECRET, max_length=200,
        help_text="Every event is signed with it. It is kept encrypted.",
    )  # fmt: skip


class SecretForm(forms.Form):
    secret = forms.CharField(label="New signing secret", widget=SECRET, max_length=200)


@require_safe
def stores(request: WorkspaceRequest) -> HttpResponse:
    """The workspace's stores."""
    return render(request, "orders/stores.html", {"stores": queries.stores(request.workspace)})


def store_new(request: WorkspaceRequest) -> HttpResponse:
    """Connects a store."""
    form = StoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_store(workspace=request.workspace, user=request.user, **form.cleaned_data)
        except GroundswellError as refusal:
            form.add_error(
                refusal.where if refusal.where in form.fields else None, f"{refusal.message} {refusal.cure}".strip()
            )
        else:
            messages.success(request, "Connected. Now give the shop the address below.")
            return redirect("store", slug=request.workspace.slug, pk=made.pk)
    return render(
        request,
        "orders/store_new.html",
        {"form": form, "guides": [(Store.Kind(k).label, g.signed_with) for k, g in GUIDES.items()]},
    )


@require_safe
def store(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One store: its webhook address, the steps in the shop, what arrived."""
    found = queries.store_of(request.workspace, pk)
    page = Paginator(queries.deliveries(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "store": found,
        "address": queries.hook_address(found),
        "page": page,
        "guide": GUIDES[found.kind],
        "form": SecretForm(),
        "api_form": ApiForm(found),
        "since_form": SinceForm(),
        "backfills": queries.backfills(found)[:5],
        "orphans": queries.refunds_without_order(found),
    }
    return render(request, "orders/store.html", context)


@require_POST
def store_secret(request: WorkspaceRequest, pk: int) -> HttpResponse:
    found = queries.store_of(request.workspace, pk)
    services.replace_secret(store=found, secret=request.POST.get("secret", ""), user=request.user)
    messages.success(request, "The new secret is in use.")
    return redirect("store", slug=request.workspace.slug, pk=pk)


@require_POST
def store_delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    found = queries.store_of(request.workspace, pk)
    services.delete_store(store=found, user=request.user)
    messages.success(request, f"{found.name} is disconnected. Its orders stay.")
    return redirect("stores", slug=request.workspace.slug)


@require_POST
def delivery_replay(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Processes a kept event again: nothing is counted twice."""
    delivery = queries.delivery_of(request.workspace, pk)
    outcome = services.replay_delivery(delivery=delivery)
    if outcome == "failed":
        messages.error(request, f"Still not usable: {delivery.error}")
    else:
        messages.success(request, f"Processed again: {outcome}.")
    return redirect("store", slug=request.workspace.slug, pk=delivery.store_id)
