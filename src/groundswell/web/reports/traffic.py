"""Visits of landing pages since a campaign began, against their own days before."""

from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from groundswell.campaigns.models import Campaign
from groundswell.reports import queries
from groundswell.reports.queries.traffic import OWN_PIXEL
from groundswell.reports.traffic.trend import LandingTrend
from groundswell.reports.traffic.words import effect_text
from groundswell.web.http import WorkspaceRequest
from groundswell.web.reports.lift import TONES


class StartForm(forms.Form):
    start = forms.DateField(
        label="First day of the campaign", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@require_safe
def traffic(request: WorkspaceRequest) -> HttpResponse:
    """By site and page, for the start asked for, else of the newest campaign."""
    newest = Campaign.objects.of(request.workspace).exclude(starts_on=None).order_by("-starts_on").first()
    form = StartForm(request.GET if "start" in request.GET else None, initial={"start": newest and newest.starts_on})
    rows = queries.landing_trends(request.workspace, form.cleaned_data["start"]) if form.is_valid() else []
    shown = [
        {"row": row, "tone": TONES[row.verdict], "told": effect_text(row), "rows": _rows_of(request, row)}
        for row in rows
    ]
    context = {"form": form, "shown": shown, "asked": form.is_bound and form.is_valid()}
    return render(request, "reports/traffic.html", context, status=422 if form.errors else 200)


def _rows_of(request: WorkspaceRequest, row: LandingTrend) -> str:
    """Where the days stand that the figure is made of; the pixel's stand with its site."""
    if row.source == OWN_PIXEL:
        return reverse("sites", kwargs={"slug": request.workspace.slug})
    asked = urlencode({"source": row.source, "landing": row.page})
    return f"{reverse('traffic_days', kwargs={'slug': request.workspace.slug})}?{asked}"
