"""The board: stages as columns, creators as cards."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from groundswell.creators.queries import creator_of
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.relationships import queries, services
from groundswell.relationships.rules import VERDICTS
from groundswell.web.http import WorkspaceRequest
from groundswell.web.relationships.filter_bar import filter_bar


@require_GET
def board(request: WorkspaceRequest) -> HttpResponse:
    """All columns with their first cards."""
    bar = filter_bar(request.workspace, request.GET, stages=False)
    found = queries.board(request.workspace, bar.filters)
    first = next((column.stage for column in found.columns if column.count), found.columns[0].stage)
    context = {
        "bar": bar,
        "board": found,
        "first": first,
        "today": clock.today(),
        "needs_reason": VERDICTS,
    }
    return render(request, "relationships/board.html", context)


@require_GET
def more(request: WorkspaceRequest, stage: str) -> HttpResponse:
    """The next cards of one column, from `offset` on."""
    filters = queries.Filters.parse(request.GET)
    offset = request.GET.get("offset", "")
    found = queries.column(request.workspace, stage, filters, int(offset) if offset.isdecimal() else 0)
    bar = {"query": urlencode(filters.as_query())}
    return render(request, "relationships/more.html", {"bar": bar, "column": found, "today": clock.today()})


@require_POST
def move(request: WorkspaceRequest) -> HttpResponse:
    """A dropped card: `card`, `column`, `before` (the card below, or empty) and maybe `reason`."""
    creator = creator_of(request.workspace, _id(request.POST.get("card", "")))
    below = request.POST.get("before", "")
    services.move_stage(
        workspace=request.workspace,
        creator=creator,
        stage=request.POST.get("column", ""),
        user=request.user,
        reason=request.POST.get("reason", ""),
    )
    before = creator_of(request.workspace, _id(below)) if below else None
    services.place_card(workspace=request.workspace, creator=creator, before=before)
    return HttpResponse(status=204)


def _id(text: str) -> int:
    if not text.isdecimal():
        raise BadInput("That is no card.", where="card")
    return int(text)
