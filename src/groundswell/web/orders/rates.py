"""Exchange rates: which currencies orders came in, and what is known of them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.kit.errors import GroundswellError
from groundswell.links import queries, services
from groundswell.web.http import WorkspaceRequest


class RatesForm(forms.Form):
    file = forms.FileField(
        label="File of rates", help_text="The ECB’s XML or CSV, or a CSV with the columns date, base, currency, rate."
    )


@require_safe
def rates(request: WorkspaceRequest) -> HttpResponse:
    """Foreign currencies among the orders, with what cannot be converted."""
    context = {"currencies": queries.currencies_of(request.workspace), "form": RatesForm()}
    return render(request, "orders/rates.html", context)


@require_POST
def rates_load(request: WorkspaceRequest) -> HttpResponse:
    """Takes a file of rates."""
    form = RatesForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "Choose a file of rates.")
        return redirect("rates", slug=request.workspace.slug)
    file = form.cleaned_data["file"]
    try:
        counts = services.load_rates(
            workspace=request.workspace, content=file.read(), source=file.name, user=request.user
        )
    except GroundswellError as refusal:
        messages.error(request, f"{refusal.where}: {refusal.message} {refusal.cure}".strip())
    else:
        messages.success(request, f"{counts['created']} new rates, {counts['updated']} changed.")
    return redirect("rates", slug=request.workspace.slug)


@require_POST
def rates_fetch(request: WorkspaceRequest) -> HttpResponse:
    """Asks the European Central Bank."""
    try:
        counts = services.fetch_ecb_rates(workspace=request.workspace, user=request.user)
    except GroundswellError as refusal:
        messages.error(request, f"{refusal.message} {refusal.cure}".strip())
    else:
        messages.success(request, f"{counts['created']} new rates of the last 90 days.")
    return redirect("rates", slug=request.workspace.slug)
