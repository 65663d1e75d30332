"""The grid: the spreadsheet a team leaves behind."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from groundswell.campaigns.models import Campaign
from groundswell.creators.queries import creator_of
from groundswell.discovery.personas.queries import personas as personas_of
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.tables import CONTENT_TYPES, write_table
from groundswell.relationships import queries, services
from groundswell.relationships.exports import COLUMNS, relationship_rows
from groundswell.relationships.models import Relationship, Stage
from groundswell.web.http import WorkspaceRequest
from groundswell.web.relationships.filter_bar import filter_bar
from groundswell.web.relationships.known import known_of

ROWS = 100


@require_GET
def grid(request: WorkspaceRequest) -> HttpResponse:
    """A page of rows, filtered and sorted."""
    bar = filter_bar(request.workspace, request.GET, stages=True)
    rows = queries.grid(request.workspace, bar.filters, request.GET.get("sort", ""))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    choices = queries.filter_choices(request.workspace)
    persona = personas_of(request.workspace).filter(slug=request.GET.get("persona", "")).first()
    context = {
        "bar": bar,
        "page": page,
        "rows": known_of(request.workspace, list(page), persona),
        "persona": persona,
        "personas": personas_of(request.workspace),
        "today": clock.today(),
        "stages": choices["stage"],
        "owners": [("", "Nobody"), *choices["owner"][1:]],
        "lists": choices["list"],
        "campaigns": Campaign.objects.of(request.workspace).order_by("name"),
        "editable": request.membership.may_write,
    }
    template = "relationships/grid_rows.html" if request.GET.get("rows") else "relationships/grid.html"
    return render(request, template, context)


@require_http_methods(["PATCH"])
def cell(request: WorkspaceRequest) -> HttpResponse:
    """One edited cell: JSON `{"id", "field", "value"}`, with "reason" where a stage needs one → `{"value", "text" | "html"}`."""
    try:
        change = json.loads(request.body)
        pk, field, value = int(change["id"]), str(change["field"]), change["value"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput("A cell is changed by id, field and value.", where="body") from error
    creator = creator_of(request.workspace, pk)
    if field == "stage":
        why = str(change.get("reason") or "")
        services.move_stage(
            workspace=request.workspace, creator=creator, stage=str(value), user=request.user, reason=why
        )
    elif field == "tags":
        services.set_tags(workspace=request.workspace, creator=creator, tags=str(value or ""), user=request.user)
    else:
        services.update_relationship(
            workspace=request.workspace, creator=creator, changes={field: value}, user=request.user
        )
    return JsonResponse(_shown(request, queries.grid_row(request.workspace, pk), field))


@require_GET
def export(request: WorkspaceRequest, format: str) -> HttpResponse:  # the word of the address
    """What is filtered, as CSV or XLSX; cells that a spreadsheet would run are neutralised."""
    rows = relationship_rows(request.workspace, queries.Filters.parse(request.GET), request.GET.get("sort", ""))
    response = HttpResponse(write_table(rows, COLUMNS, format), content_type=CONTENT_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="creators-{clock.today().isoformat()}.{format}"'
    return response


def _shown(request: WorkspaceRequest, row: Relationship, field: str) -> dict[str, Any]:
    if field == "stage":
        html = render(request, "relationships/stage_badge.html", {"value": row.stage}).content.decode()
        return {"value": row.stage, "html": html, "text": str(Stage(row.stage).label)}
    if field == "owner":
        return {"value": str(row.owner_id or ""), "text": str(row.owner or "")}
    if field == "tags":
        names = ", ".join(sorted(tag.name for tag in row.tags.all()))
        return {"value": names, "text": names}
    if field == "next_step_on":
        html = render(request, "relationships/due.html", {"row": row, "today": clock.today()}).content.decode()
        return {"value": row.next_step_on.isoformat() if row.next_step_on else "", "html": html.strip()}
    value = getattr(row, field)
    return {"value": "" if value is None else str(value), "text": "" if value is None else str(value)}
