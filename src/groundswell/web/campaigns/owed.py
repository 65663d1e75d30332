"""What the brand owes: paid, given, sent."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from groundswell.campaigns import queries, services
from groundswell.campaigns.models import Campaign, Shipment
from groundswell.kit import clock
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 50


class ParcelForm(forms.Form):
    state = forms.ChoiceField(choices=Shipment.State.choices)
    carrier = forms.CharField(max_length=60, required=False)
    tracking_number = forms.CharField(max_length=100, required=False)
    tracking_url = forms.URLField(max_length=500, required=False, assume_scheme="https")
    shipping_cost = forms.DecimalField(min_value=0, max_digits=14, decimal_places=2, required=False)


def owed_tab(request: WorkspaceRequest, campaign: Campaign) -> dict[str, Any]:
    """What the campaign's tab shows."""
    rows = queries.obligations(request.workspace, campaign=campaign)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "owings": queries.owings(list(page), clock.today()), "parcel_states": Shipment.State.choices}


@require_POST
def settle(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`do`: settle or reopen."""
    found = queries.obligation_of(request.workspace, pk)
    if request.POST.get("do") == "reopen":
        services.reopen_obligation(obligation=found, user=request.user)
        messages.success(request, "It is owed again.")
    else:
        note = request.POST.get("note", "")
        services.settle_obligation(obligation=found, note=note, user=request.user)
        messages.success(request, f"{found.what}: done.")
    return _back(request, found.participant.campaign)


@require_POST
def ship(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The parcel's state and tracking."""
    found = queries.shipment_of(request.workspace, pk)
    form = ParcelForm(request.POST)
    if form.is_valid():
        services.move_shipment(shipment=found, parcel=services.Parcel(**form.cleaned_data), user=request.user)
        messages.success(request, f"The parcel: {dict(Shipment.State.choices)[form.cleaned_data['state']].lower()}.")
    else:
        name, errors = next(iter(form.errors.items()))
        messages.error(request, f"{name.replace('_', ' ').capitalize()}: {errors[0]}")
    return _back(request, found.obligation.participant.campaign)


def _back(request: WorkspaceRequest, campaign: Campaign) -> HttpResponse:
    response = redirect("campaign", slug=request.workspace.slug, campaign=campaign.slug)
    response["Location"] += "?tab=owed"
    return response
