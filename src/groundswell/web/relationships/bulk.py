"""What is done to many creators at once, from the grid's selection."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from groundswell.campaigns.queries import campaign_of
from groundswell.campaigns.services import add_participants
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput
from groundswell.relationships import services
from groundswell.relationships.models import Stage
from groundswell.web.http import WorkspaceRequest

MOST = 1_000


@require_POST
@transaction.atomic
def bulk(request: WorkspaceRequest) -> HttpResponse:
    """`ids` and one of `stage` (with `reason`), `owner`, `tag`, `list`, `campaign`, `write`; all or nothing."""
    creators = _chosen(request)
    many = f"{len(creators)} creator{'s' if len(creators) != 1 else ''}"
    if "write" in request.POST:
        query = urlencode([("creator", creator.pk) for creator in creators])
        return HttpResponseRedirect(f"{reverse('outreach_compose', args=[request.workspace.slug])}?{query}")
    if stage := request.POST.get("stage"):
        _move(request, creators, stage)
        messages.success(request, f"{many} moved to {Stage(stage).label}.")
    elif "owner" in request.POST:
        for creator in creators:
            services.update_relationship(
                workspace=request.workspace,
                creator=creator,
                changes={"owner": request.POST["owner"]},
                user=request.user,
            )
        messages.success(request, f"{many} have a new owner.")
    elif tag := request.POST.get("tag", "").strip():
        for creator in creators:
            services.set_tags(workspace=request.workspace, creator=creator, tags=tag, user=request.user, keep=True)
        messages.success(request, f"{many} tagged “{tag}”.")
    elif name := request.POST.get("list", "").strip():
        added = services.add_to_list(workspace=request.workspace, creators=creators, list_name=name, user=request.user)
        messages.success(request, f"{added} added to the list “{name}”.")
    elif slug := request.POST.get("campaign"):
        campaign = campaign_of(request.workspace, slug)
        added = add_participants(workspace=request.workspace, campaign=campaign, creators=creators, user=request.user)
        messages.success(request, f"{added} added to {campaign.name}.")
    else:
        raise BadInput("Choose what to do with them.", where="action")
    return HttpResponseRedirect(_back(request))


def _chosen(request: WorkspaceRequest) -> list[Creator]:
    ids = [int(value) for value in request.POST.getlist("ids") if value.isdecimal()]
    if not ids:
        raise BadInput("Nobody is selected.", where="ids", cure="Tick the boxes of some rows first.")
    if len(ids) > MOST:
        raise BadInput(f"At most {MOST:,} creators at a time.", where="ids")
    return list(Creator.objects.of(request.workspace).filter(pk__in=ids).order_by("name"))


def _move(request: WorkspaceRequest, creators: list[Creator], stage: str) -> None:
    for creator in creators:
        services.move_stage(
            workspace=request.workspace,
            creator=creator,
            stage=stage,
            user=request.user,
            reason=request.POST.get("reason", ""),
        )


def _back(request: WorkspaceRequest) -> str:
    query = request.POST.get("query", "")
    address = reverse("grid", args=[request.workspace.slug])
    return f"{address}?{query}" if query else address
