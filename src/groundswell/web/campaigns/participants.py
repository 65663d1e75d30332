"""Who takes part in a campaign."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from groundswell.campaigns.queries import campaign_of, participant_of
from groundswell.campaigns.services import add_participants, remove_participant
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, NotFound
from groundswell.relationships.models import CreatorList
from groundswell.web.http import WorkspaceRequest


@require_POST
def add(request: WorkspaceRequest, campaign: str = "") -> HttpResponse:
    """Adds creators: fields `creator` (ids, repeated) and `list` (a slug). The campaign is in the address or in `campaign`."""
    slug = campaign or request.POST.get("campaign", "")
    if not slug:
        raise BadInput("No campaign was chosen.", where="campaign", cure="Choose one, or make one first.")
    found = campaign_of(request.workspace, slug)
    creators = _chosen(request)
    added = add_participants(workspace=request.workspace, campaign=found, creators=creators, user=request.user)
    there = len(creators) - added
    messages.success(request, f"{added} added to {found.name}{f', {there} were there already' if there else ''}.")
    response = redirect("campaign", slug=request.workspace.slug, campaign=found.slug)
    response["Location"] += "?tab=participants"
    return response


@require_POST
def remove(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Takes one creator out again, while nothing was agreed."""
    participant = participant_of(request.workspace, pk)
    slug = participant.campaign.slug
    remove_participant(participant=participant, user=request.user)
    messages.success(request, f"{participant.creator.name} was removed.")
    response = redirect("campaign", slug=request.workspace.slug, campaign=slug)
    response["Location"] += "?tab=participants"
    return response


def _chosen(request: WorkspaceRequest) -> QuerySet[Creator]:
    creators = Creator.objects.of(request.workspace)
    ids = [value for value in request.POST.getlist("creator") if value.isdigit()]
    name = request.POST.get("list", "")
    if not ids and not name:
        raise BadInput("Nobody was chosen.", where="creator", cure="Tick some creators, or choose a list.")
    if not name:
        return creators.filter(pk__in=ids)
    found = CreatorList.objects.of(request.workspace).filter(slug=name).first()
    if found is None:
        raise NotFound(f"There is no list “{name}”.", where="list")
    listed = found.entries.values("creator")
    return creators.filter(pk__in=ids) | creators.filter(pk__in=listed)
