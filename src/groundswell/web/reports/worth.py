"""Earned media value, the army against one giant, and what both assume."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groundswell.campaigns.models import Campaign
from groundswell.kit.errors import GroundswellError
from groundswell.reports import queries, services
from groundswell.reports.period import period_of
from groundswell.reports.queries.worth import worth
from groundswell.reports.worth.assumed import PUBLISHED
from groundswell.reports.worth.emv import LABEL
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 100


class AssumeForm(forms.Form):
    key = forms.ChoiceField(label="What", choices=[(one.key, f"{one.label} ({one.unit})") for one in PUBLISHED])
    low = forms.DecimalField(
        max_digits=18,
        decimal_places=6,
        label="From",
        help_text="Empty: what is published speaks again.",
        required=False,
    )
    high = forms.DecimalField(max_digits=18, decimal_places=6, label="To", help_text="Empty: the same.", required=False)
    source = forms.CharField(label="Who says so", max_length=200, required=False)
    read_on = forms.DateField(label="On the day", required=False, widget=forms.DateInput(attrs={"type": "date"}))


@require_http_methods(["GET", "HEAD", "POST"])
def worth_page(request: WorkspaceRequest) -> HttpResponse:
    """With POST an assumption is changed."""
    form = AssumeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.assume(workspace=request.workspace, user=request.user, **form.cleaned_data)
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, str(error))
        else:
            messages.success(request, "Changed.")
            return redirect(request.get_full_path())
    slug = request.GET.get("campaign", "")
    campaign = queries.campaign_of(request.workspace, slug) if slug else None
    period = period_of(request.GET.get("first"), request.GET.get("last"))
    found, posts = worth(workspace=request.workspace, campaign=campaign, period=period)
    duel = found.duel
    context = {
        "found": found,
        "label": LABEL,
        "page": Paginator(posts, PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "campaign": slug,
        "campaigns": Campaign.objects.of(request.workspace).order_by("name").values_list("slug", "name"),
        "narrowed": " · ".join(str(one) for one in (campaign or request.workspace, period) if one),
        "sides": [
            ("Engagements", duel.army.engagements, duel.engaged),
            ("Orders", duel.army.orders, duel.orders),
            ("Net revenue", duel.army.net_revenue, duel.net_revenue),
        ],
    }
    return render(request, "reports/worth.html", context, status=422 if form.errors else 200)
