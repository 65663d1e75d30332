"""One relationship beside the board: stage, details, notes, timeline."""

import json

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from groundswell.creators.models import Creator
from groundswell.creators.queries import creator_of, main_account, tier_of
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.relationships import queries, services
from groundswell.relationships.groups import GROUPS
from groundswell.relationships.models import Relationship
from groundswell.relationships.queries.timeline import PAGE
from groundswell.relationships.rules import VERDICTS
from groundswell.web.http import WorkspaceRequest

HANDLES = 8


@require_GET
def relationship(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What the side panel shows; `?part=1` leaves out the head, for the creator's own page. Names in notes count as seen."""
    creator = creator_of(request.workspace, pk)
    services.see_mentions(workspace=request.workspace, user=request.user, creator=creator)
    return show(request, creator)


@require_POST
def stage(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Moves to `stage`, with `reason` where one is needed."""
    creator = creator_of(request.workspace, pk)
    to, reason = request.POST.get("stage", ""), request.POST.get("reason", "")
    try:
        services.move_stage(workspace=request.workspace, creator=creator, stage=to, user=request.user, reason=reason)
    except BadInput as error:
        if error.code != "reason_needed":
            raise
        return show(request, creator, wanted=to)
    return show(request, creator, said="Moved")


@require_POST
def details(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Saves owner, fit, summary, next step, its date, and tags."""
    creator = creator_of(request.workspace, pk)
    fields = ("owner", "fit", "summary", "values", "next_step", "next_step_on")
    changes = {field: request.POST[field] for field in fields if field in request.POST}
    try:
        services.update_relationship(workspace=request.workspace, creator=creator, changes=changes, user=request.user)
        if "tags" in request.POST:
            services.set_tags(
                workspace=request.workspace, creator=creator, tags=request.POST["tags"], user=request.user
            )
    except BadInput as error:
        return show(request, creator, problem=error)
    return show(request, creator, said="Saved")


@require_GET
def timeline(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A part of the timeline: `group`, from `offset` on."""
    creator = creator_of(request.workspace, pk)
    group, offset = request.GET.get("group", ""), request.GET.get("offset", "")
    start = int(offset) if offset.isdecimal() else 0
    context = {
        "creator": creator,
        "timeline": queries.timeline(request.workspace, creator, group=group, offset=start),
        "group": group,
        "next": start + PAGE,
        "editable": request.membership.may_write,
        "part": bool(request.GET.get("part")),
    }
    return render(request, "relationships/timeline_entries.html", context)


def show(
    request: WorkspaceRequest, creator: Creator, *, wanted: str = "", problem: BadInput | None = None, said: str = ""
) -> HttpResponse:
    """The panel. `wanted` is a stage that still needs its reason."""
    account = main_account(creator)
    row = Relationship.objects.of(request.workspace).prefetch_related("tags").filter(creator=creator).first()
    context = {
        "creator": creator,
        "account": account,
        "tier": tier_of(request.workspace, account.followers if account else None),
        "row": row or Relationship(creator=creator),
        "tracked": row is not None,
        "tags": ", ".join(sorted(tag.name for tag in row.tags.all())) if row else "",
        "tasks": queries.tasks_of(request.workspace, creator=creator),
        "handles": [f"@{name}" for name in sorted(queries.handles_of(request.workspace))][:HANDLES],
        "decisions": queries.decisions_of(request.workspace, creator),
        "timeline": queries.timeline(request.workspace, creator),
        "groups": GROUPS,
        "next": PAGE,
        "choices": queries.filter_choices(request.workspace),
        "needs_reason": VERDICTS,
        "wanted": wanted,
        "problem": problem,
        "typed": request.POST if problem else {},
        "today": clock.today(),
        "editable": request.membership.may_write,
        "part": bool(request.GET.get("part") or request.POST.get("part")),
    }
    response = render(request, "relationships/panel.html", context, status=422 if problem else 200)
    if said:
        response["HX-Trigger"] = json.dumps(
            {"toast": {"text": said, "tone": "success"}, "relationshipChanged": creator.pk}
        )
    return response
