"""The key to a shop's API, and asking it for orders of the past."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from groundswell.kit import clock
from groundswell.links import queries, services
from groundswell.links.models import Store
from groundswell.links.tasks import continue_backfill
from groundswell.web.http import WorkspaceRequest
from groundswell.web.orders.guides import GUIDES

KEY = forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"})


class ApiForm(forms.Form):
    url = forms.CharField(label="Address of the shop", max_length=300, required=False)
    key = forms.CharField(label="API key", widget=KEY, max_length=400, required=False)

    def __init__(self, store: Store) -> None:
        super().__init__(initial={"url": store.api_url})
        guide = GUIDES[store.kind]
        self.fields["url"].help_text = guide.api_url
        self.fields["key"].help_text = guide.api_key + (" Empty keeps the one you entered." if store.api_key else "")


class SinceForm(forms.Form):
    since = forms.DateField(
        label="Orders since", widget=forms.DateInput(attrs={"type": "date"}),
        initial=lambda: clock.today() - timedelta(days=365),
    )  # fmt: skip


@require_POST
def store_api(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Keeps the key to the shop's API."""
    found = queries.store_of(request.workspace, pk)
    services.set_api_access(
        store=found, url=request.POST.get("url", ""), key=request.POST.get("key", ""), user=request.user
    )
    messages.success(request, "The shop can be asked now.")
    return redirect("store", slug=request.workspace.slug, pk=pk)


@require_POST
def store_backfill(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Asks the shop for its orders since a day; the worker does it."""
    found = queries.store_of(request.workspace, pk)
    form = SinceForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose the day to begin with.")
    else:
        started = services.start_backfill(store=found, since=form.cleaned_data["since"], user=request.user)
        continue_backfill.enqueue(started.pk)
        messages.success(request, "Asking the shop for its orders. Reload to see how far it is.")
    return redirect("store", slug=request.workspace.slug, pk=pk)
