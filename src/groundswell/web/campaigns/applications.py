"""The queue of applications: read, decided, answered."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from groundswell.accounts.models import Workspace
from groundswell.campaigns import queries, services
from groundswell.campaigns.models import Application, Campaign
from groundswell.creators.queries import creator_of
from groundswell.kit.errors import BadInput
from groundswell.outreach.models import Mailbox
from groundswell.outreach.queries import mailbox_of
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 20
DO = {"accept": services.accept_application, "refuse": services.refuse_application}


class AnswerForm(forms.Form):
    """Why, and the mail that tells it."""

    reason = forms.CharField(max_length=5000)
    creator = forms.IntegerField(required=False)
    mailbox = forms.IntegerField(required=False)
    subject = forms.CharField(max_length=255, required=False)
    body = forms.CharField(max_length=20_000, required=False)


def applications_tab(request: WorkspaceRequest, campaign: Campaign) -> dict[str, Any]:
    """What the campaign's tab shows: undecided ones first; `?state=` shows those decided."""
    state = request.GET.get("state", Application.State.NEW)
    call = queries.call_of(campaign)
    rows = queries.applications_of(request.workspace, campaign=campaign)
    page = Paginator(queries.applications_of(request.workspace, campaign=campaign, state=state), PER_PAGE).get_page(
        request.GET.get("page")
    )
    shown = list(page)
    people = queries.suggested(request.workspace, shown)
    states = list(rows.order_by().values_list("state", flat=True))
    return {
        "call": call,
        "address": queries.call_address(call) if call else "",
        "page": page,
        "rows": [(row, people[row.pk]) for row in shown],
        "states": [(value, label, states.count(value), value == state) for value, label in Application.State.choices],
        "shown_state": state,
        "mailboxes": list(Mailbox.objects.of(request.workspace).order_by("pk")),
    }


@require_POST
def decide(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`do`: accept, refuse or discard; with `reason`, maybe `creator` (whom it is from) and a mail."""
    found, wanted = queries.application_of(request.workspace, pk), request.POST.get("do", "")
    campaign = found.call.campaign
    response = redirect("campaign", slug=request.workspace.slug, campaign=campaign.slug)
    response["Location"] += "?tab=applications"
    if wanted == "discard":
        services.discard_application(application=found, user=request.user)
        messages.success(request, "The application was deleted.")
        return response
    if wanted not in DO:
        raise BadInput("An application is accepted, refused or deleted.", where="do")
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say why: it stays with the creator, so that the next person knows.")
        return response
    data = form.cleaned_data
    creator = creator_of(request.workspace, data["creator"]) if data["creator"] else None
    told = DO[wanted](
        application=found, reason=data["reason"], creator=creator, letter=_letter(request.workspace, data), user=request.user
    )  # fmt: skip
    words = f"{told.creator.name} takes part in {campaign.name}." if told.participant else f"{found.name} was refused."
    messages.success(request, words)
    if told.unsent:
        messages.error(request, f"No mail went out: {told.unsent}")
    return response


def _letter(workspace: Workspace, data: dict[str, Any]) -> services.Letter | None:
    if not data["mailbox"]:
        return None
    return services.Letter(mailbox=mailbox_of(workspace, data["mailbox"]), subject=data["subject"], body=data["body"])
