"""Counters of visits that are connected: GA4, Plausible and Matomo; and the rows they told."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.kit.errors import GroundswellError
from groundswell.reports import services
from groundswell.reports.models import TrafficSource
from groundswell.reports.queries import traffic_sources as queries
from groundswell.reports.services.traffic_sources import FURTHEST, USUAL
from groundswell.reports.tasks import read_traffic_source
from groundswell.reports.traffic_sources.kinds import UNITS
from groundswell.web.http import WorkspaceRequest, owners_only, owners_write

PER_PAGE = 100


class SourceForm(forms.Form):
    kind = forms.ChoiceField(choices=TrafficSource.Kind.choices, label="Counter")
    site = forms.CharField(
        max_length=120,
        help_text="GA4: the property’s id, digits. Plausible: the site, shop.example. Matomo: its number.",
    )
    secret = forms.CharField(
        label="Key", max_length=10_000, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        help_text="GA4: a service account’s whole JSON key file. Plausible: a key for the Stats API. Matomo: a token of somebody who may view the site. It is kept encrypted.",
    )  # fmt: skip
    address = forms.CharField(
        required=False,
        max_length=300,
        label="Server",
        help_text="Of Matomo, or of a Plausible of your own. Empty else.",
    )
    days = forms.IntegerField(label="Days of the past", initial=USUAL, min_value=1, max_value=FURTHEST)


class DaysForm(forms.Form):
    days = forms.IntegerField(min_value=1, max_value=FURTHEST)


@owners_write
@require_http_methods(["GET", "POST"])
def sources(request: WorkspaceRequest) -> HttpResponse:
    """Every connection and its state; a POST tries a key and keeps it."""
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row, seen = services.connect_traffic(workspace=request.workspace, user=request.user, **form.cleaned_data)
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
        else:
            read_traffic_source.enqueue(row.pk)
            unit = UNITS[row.get_kind_display()]
            messages.success(
                request, f"{row.get_kind_display()} lets us in: {seen:,} {unit} yesterday. Reading the rest."
            )
            return redirect("traffic_sources", slug=request.workspace.slug)
    context = {
        "form": form, "sources": queries.traffic_sources(request.workspace),
        "owner": request.membership.role == "owner",
    }  # fmt: skip
    return render(request, "reports/traffic_sources.html", context, status=422 if form.errors else 200)


@require_POST
def fetch(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The worker asks now; with `days`, so many again."""
    source = queries.traffic_source_of(request.workspace, pk)
    form = DaysForm(request.POST)
    if form.is_valid():
        services.reread_traffic(source=source, days=form.cleaned_data["days"], user=request.user)
    read_traffic_source.enqueue(source.pk)
    messages.success(request, f"Asking {source.get_kind_display()}. Reload to see how far it is.")
    return redirect("traffic_sources", slug=request.workspace.slug)


@require_POST
def pause(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`paused` yes or no."""
    source = queries.traffic_source_of(request.workspace, pk)
    services.pause_traffic(source=source, paused=request.POST.get("paused") == "yes", user=request.user)
    return redirect("traffic_sources", slug=request.workspace.slug)


@owners_only
@require_POST
def disconnect(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Forgets the key; the days stay."""
    source = queries.traffic_source_of(request.workspace, pk)
    services.disconnect_traffic(source=source, user=request.user)
    messages.success(request, f"{source.get_kind_display()} is asked no more. Its days stay.")
    return redirect("traffic_sources", slug=request.workspace.slug)


@require_safe
def days(request: WorkspaceRequest) -> HttpResponse:
    """The rows that figures of visits are made of; `source` and `landing` (a page) narrow them."""
    source, page = request.GET.get("source", ""), request.GET.get("landing")
    found = queries.traffic_days(request.workspace, source=source, page=page)
    context = {
        "source": source, "landing": page, "unit": UNITS.get(source, "visits"),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "reports/traffic_days.html", context)
