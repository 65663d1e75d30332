"""Making and changing a campaign."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundswell.campaigns.queries import campaign_of
from groundswell.campaigns.services import create_campaign, update_campaign
from groundswell.web.campaigns.forms.campaign import CampaignForm, initial_of
from groundswell.web.http import WorkspaceRequest


def campaign_new(request: WorkspaceRequest) -> HttpResponse:
    """The form of a new campaign."""
    form = CampaignForm(request.POST or None, initial={"currency": request.workspace.currency})
    if request.method == "POST" and form.is_valid():
        made = create_campaign(workspace=request.workspace, facts=form.facts())
        messages.success(request, f"Campaign “{made.name}” made. Now add creators.")
        return redirect("campaign", slug=request.workspace.slug, campaign=made.slug)
    return render(request, "campaigns/campaign_form.html", {"form": form})


def campaign_edit(request: WorkspaceRequest, campaign: str) -> HttpResponse:
    """The same form for a campaign that exists."""
    found = campaign_of(request.workspace, campaign)
    form = CampaignForm(request.POST or None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        update_campaign(campaign=found, facts=form.facts())
        messages.success(request, "Saved.")
        return redirect("campaign", slug=request.workspace.slug, campaign=found.slug)
    return render(request, "campaigns/campaign_form.html", {"form": form, "campaign": found})
