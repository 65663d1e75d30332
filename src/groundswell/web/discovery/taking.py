"""What is done with the people one has found: to a list, to the board, into a campaign."""

import json

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from groundswell.campaigns.queries import campaign_of
from groundswell.campaigns.services import add_participants
from groundswell.creators.models import Creator
from groundswell.discovery.finding import reasons_for
from groundswell.discovery.services import take_accounts
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.relationships.services import add_to_list, note_reasons, track_creators
from groundswell.web.discovery.asking import asked_query
from groundswell.web.discovery.filters import Filters
from groundswell.web.http import WorkspaceRequest

MOST = 1_000


@require_POST
@transaction.atomic
def take(request: WorkspaceRequest) -> HttpResponse:
    """`account` (ids, repeated) and `to`: list (with its name in `list`), board, or campaign (with its slug in `campaign`).

    `asked` is the Find page's query string: what it says of each becomes the reason why they were chosen.
    """
    ids = [int(value) for value in request.POST.getlist("account") if value.isdecimal()]
    if not ids:
        raise BadInput("Nobody is selected.", where="account", cure="Tick some people first.")
    if len(ids) > MOST:
        raise BadInput(f"Take at most {MOST:,} at a time.", where="account")
    creators = take_accounts(workspace=request.workspace, account_ids=ids, user=request.user)
    text = _taken(request, creators)
    _note_reasons(request, ids, creators)
    if request.htmx:
        done = {"toast": {"text": text, "tone": "success"}, "taken": ""}
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(done)})
    messages.success(request, text)
    return redirect("find", slug=request.workspace.slug)


def _taken(request: WorkspaceRequest, creators: list[Creator]) -> str:
    workspace, user, to = request.workspace, request.user, request.POST.get("to")
    if to == "list":
        name = request.POST.get("list", "").strip()
        added = add_to_list(workspace=workspace, creators=creators, list_name=name, user=user)
        return f"{_people(added)} added to “{name}”{_rest(len(creators) - added)}."
    if to == "board":
        added = track_creators(workspace=workspace, creators=creators, user=user)
        return f"{_people(added)} added to the board{_rest(len(creators) - added)}."
    if to == "campaign":
        campaign = campaign_of(workspace, request.POST.get("campaign", ""))
        added = add_participants(workspace=workspace, campaign=campaign, creators=creators, user=user)
        return f"{_people(added)} added to {campaign.name}{_rest(len(creators) - added)}."
    raise BadInput("Choose where to put them.", where="to")


def _note_reasons(request: WorkspaceRequest, ids: list[int], creators: list[Creator]) -> None:
    filters = Filters(QueryDict(request.POST.get("asked", "").lstrip("?")))
    try:
        why = reasons_for(request.workspace, asked_query(request.workspace, filters), ids)
    except GroundswellError:
        # The search was changed into one that cannot be asked, after they were found.
        return
    owners = Creator.accounts.through.objects.filter(creator__in=creators, account__in=why)
    reasons = {
        creator: "; ".join(why[account])[:500]
        for account, creator in owners.order_by("pk").values_list("account_id", "creator_id")
        if why[account]
    }
    note_reasons(workspace=request.workspace, reasons=reasons, user=request.user)


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def _rest(count: int) -> str:
    return f"; {count:,} there already" if count else ""
