"""What a campaign added, told without codes or links: over the workspace's own orders, or over a file."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from groundswell.campaigns.models import Campaign
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.reports import queries, services
from groundswell.reports.lift import effect, words
from groundswell.reports.lift.outlook import Outlook, outlook
from groundswell.reports.lift.series import Series, read_series
from groundswell.reports.queries import Measure
from groundswell.web.components.charts import Line
from groundswell.web.http import WorkspaceRequest, reads_only
from groundswell.web.reports.forms import FileForm, KeepForm, OwnForm

MOST_BYTES = 2 * 2**20
AHEAD = (7, 14, 28, 56)
LEAST_SHOWN, MOST_SHOWN = 28, 90
TONES = {effect.Verdict.LIFT: "green", effect.Verdict.NO_LIFT: "rose", effect.Verdict.CANNOT_TELL: "amber"}


@require_safe
def lift(request: WorkspaceRequest) -> HttpResponse:
    """Over the workspace's own orders; before a start is given, what a campaign would have to bring to be seen."""
    asked = "start" in request.GET
    newest = Campaign.objects.of(request.workspace).exclude(starts_on=None).order_by("-starts_on").first()
    suggested = {"start": newest.starts_on if newest else None, "measure": Measure.NET_REVENUE}
    form = OwnForm(request.GET) if asked else OwnForm(initial=suggested)
    measure = Measure(form.cleaned_data["measure"]) if asked and form.is_valid() else Measure.NET_REVENUE
    series = queries.daily_orders(workspace=request.workspace, measure=measure)
    money = request.workspace.currency if measure is Measure.NET_REVENUE else ""
    found = {}
    if asked and form.is_valid() and series is not None:
        found = _answered(form, series, form.cleaned_data["start"])
    return _page(request, form, FileForm(), {**found, "series": series, "outlooks": _outlooks(series), "money": money})


@require_POST
@reads_only
def lift_of_file(request: WorkspaceRequest) -> HttpResponse:
    """Over the file sent."""
    form = FileForm(request.POST, request.FILES)
    found = {}
    if form.is_valid():
        try:
            found = _of_file(form)
        except GroundswellError as error:
            form.add_error("file", f"{error.message} {error.cure} ({error.where})")
    own = OwnForm(initial={"measure": Measure.NET_REVENUE})
    return _page(request, own, form, {**found, "of_file": True, "money": ""})


@require_POST
def keep_lift(request: WorkspaceRequest) -> HttpResponse:
    """Keeps the lift of net revenue beside the ROI of the programme, or of one campaign."""
    form = KeepForm(request.workspace, request.POST)
    if not form.is_valid():
        return _page(request, OwnForm(initial={"measure": Measure.NET_REVENUE}), FileForm(), {"keeping": form})
    campaign, start = form.cleaned_data["campaign"], form.cleaned_data["start"]
    try:
        kept = services.keep_lift(workspace=request.workspace, campaign=campaign, start=start, user=request.user)
    except GroundswellError as error:
        form.add_error("start", f"{error.message} {error.cure}")
        return _page(request, OwnForm(initial={"measure": Measure.NET_REVENUE}), FileForm(), {"keeping": form})
    messages.success(request, f"The lift is kept: {kept.verdict}. The ROI shows it.")
    return redirect(reverse("roi", args=[request.workspace.slug]) + (f"?campaign={campaign.slug}" if campaign else ""))


def _of_file(form: FileForm) -> dict[str, Any]:
    if form.cleaned_data["file"].size > MOST_BYTES:
        raise BadInput("The file is larger than 2 MB.", where="file", cure="Give one row a day.")
    series = read_series(form.cleaned_data["file"])
    return {"series": series, "outlooks": _outlooks(series), **_answered(form, series, form.cleaned_data["start"])}


def _page(request: WorkspaceRequest, own: OwnForm, upload: FileForm, found: dict[str, Any]) -> HttpResponse:
    keeping = found.get("keeping") or KeepForm(request.workspace, initial={"start": request.GET.get("start", "")})
    context = {"own": own, "upload": upload, "method": words.METHOD, **found, "keeping": keeping}
    wrong = own.errors or upload.errors or keeping.errors
    return render(request, "reports/lift.html", context, status=422 if wrong else 200)


def _answered(form: forms.Form, series: Series, start: date) -> dict[str, Any]:
    """The answer and its charts; a refusal goes to the form."""
    try:
        found = effect.lift(series, start)
    except GroundswellError as error:
        form.add_error("start" if error.where == "start" else None, f"{error.message} {error.cure}")
        return {}
    shown = min(found.pre_days, max(2 * found.post_days, LEAST_SHOWN), MOST_SHOWN)
    return {
        "found": found,
        "headline": words.HEADLINES[found.verdict],
        "tone": TONES[found.verdict],
        "last": series.first + timedelta(days=len(series.y) - 1),
        "labels": [f"{day:%-d %b}" for day in series.days[found.pre_days - shown :]],
        "daily": _daily(series, found, shown),
        "after": [f"{day:%-d %b}" for day in series.days[found.pre_days :]],
        "running": [
            Line("Effect so far", list(found.path.running), list(found.path.running_low), list(found.path.running_high))
        ],
    }


def _daily(series: Series, found: effect.Lift, shown: int) -> list[Line]:
    """What came, and after the start what was expected."""
    gap: list[float | None] = [None] * shown
    path = found.path
    return [
        Line("What came", list(series.y[found.pre_days - shown :])),
        Line("Expected without the campaign", [*gap, *path.expected], [*gap, *path.low], [*gap, *path.high]),
    ]


def _outlooks(series: Series | None) -> Sequence[Outlook]:
    """For campaigns that begin after the series; none while it is too short or never moves."""
    if series is None:
        return ()
    try:
        return [outlook(series, days) for days in AHEAD if effect.WISHED_RATIO * days <= len(series.y)]
    except BadInput:
        return ()
