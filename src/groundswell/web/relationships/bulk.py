"""What is done to many creators at once, from the grid's selection."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST

from groundswell.campaigns.queries import campaign_of
from groundswell.campaigns.services import add_participants
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput
from groundswell.relationships import services
from groundswell.relationships.models import Stage
from groundswell.web.http import WorkspaceRequest


@require_POST
def bulk(request: WorkspaceRequest) -> HttpResponse:
    """`ids` and one of `stage` (with `reason`), `owner`, `do` (next_step or task, with `title` and `due_on`), `tag`, `list`,
    `campaign`, `write`; all or nothing."""
    ids = (int(value) for value in request.POST.getlist("ids") if value.isdecimal())
    creators = services.chosen_creators(request.workspace, ids)
    if "write" in request.POST:
        query = urlencode([("creator", creator.pk) for creator in creators])
        return HttpResponseRedirect(f"{reverse('outreach_compose', args=[request.workspace.slug])}?{query}")
    messages.success(request, _done(request, creators))
    query = request.POST.get("query", "")
    address = reverse("grid", args=[request.workspace.slug])
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _done(request: WorkspaceRequest, creators: list[Creator]) -> str:
    """Does it, and says what was done."""
    sent = request.POST
    whose: dict[str, Any] = {"workspace": request.workspace, "creators": creators, "user": request.user}
    change, words = _change(sent)
    if change:
        return _told(services.change_many(**whose, **change), words)
    if sent.get("do") == "task":
        made = services.add_tasks(
            **whose, title=sent.get("title", ""), due_on=sent.get("due_on"), assignee=request.user
        )
        return f"{len(made)} task{'' if len(made) == 1 else 's'} added to yours."
    if name := sent.get("list", "").strip():
        return f"{services.add_to_list(**whose, list_name=name)} added to the list “{name}”."
    if slug := sent.get("campaign"):
        campaign = campaign_of(request.workspace, slug)
        return f"{add_participants(campaign=campaign, **whose)} added to {campaign.name}."
    raise BadInput("Choose what to do with them.", where="action")


def _change(sent: QueryDict) -> tuple[dict[str, Any], str]:
    """What of the relationship changes, as `change_many` takes it, and in words; nothing where something else was chosen."""
    if stage := sent.get("stage"):
        return {"stage": stage, "reason": sent.get("reason", "")}, f"moved to {_stage(stage)}"
    if "owner" in sent:
        return {"details": {"owner": sent["owner"]}}, "given to that owner"
    if sent.get("do") == "next_step":
        step = {"next_step": sent.get("title", ""), "next_step_on": sent.get("due_on", "")}
        return {"details": step}, "given that next step"
    if tag := sent.get("tag", "").strip():
        return {"add_tags": tag}, f"tagged “{tag}”"
    return {}, ""


def _stage(stage: str) -> str:
    return str(Stage(stage).label) if stage in Stage.values else stage


def _told(found: services.Changed, what: str) -> str:
    """ "3 creators tagged “vegan”; 2 were so already."."""
    many = f"{found.changed} creator{'' if found.changed == 1 else 's'} {what}"
    return (
        f"{many}; {found.unchanged} {'was' if found.unchanged == 1 else 'were'} so already."
        if found.unchanged
        else f"{many}."
    )
