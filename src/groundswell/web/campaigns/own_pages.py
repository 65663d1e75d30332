"""Creators' own pages from the team's side: one page's address, how all look, and what creators ask for there."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from groundswell.campaigns import queries, services
from groundswell.campaigns.models.own_pages import SHOWABLE
from groundswell.creators.models import CreatorRequest
from groundswell.creators.own_record import apply_request, refuse_request, request_of, waiting_requests
from groundswell.kit.errors import GroundswellError
from groundswell.outreach.queries import mailbox_of, mailboxes
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 50
SAID = {
    "renew": "A new address. The old one stopped working.",
    "close": "The page is closed.",
    "open": "The page is open.",
}


class LookForm(forms.Form):
    colour = forms.CharField(
        label="Brand colour",
        required=False,
        max_length=7,
        help_text="Like #0b6b70. An open call’s own colour goes first.",
    )
    shows = forms.MultipleChoiceField(
        label="Results that creators see", required=False, choices=list(SHOWABLE.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


@require_GET
def own_page_access(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The address of one creator's page, to copy, send, renew or close."""
    participant = queries.participant_of(request.workspace, pk)
    context = {
        "participant": participant,
        "address": queries.own_page_address(participant),
        "mailboxes": mailboxes(request.workspace),
        "editable": request.membership.may_write,
    }
    return render(request, "campaigns/own_page_access.html", context)


@require_POST
def own_page_change(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`do`: renew, close, open, or send (from `mailbox`)."""
    participant = queries.participant_of(request.workspace, pk)
    wanted = request.POST.get("do", "")
    if wanted == "send":
        box = request.POST.get("mailbox", "")
        try:
            mailbox = mailbox_of(request.workspace, int(box) if box.isdecimal() else 0)
            services.send_page(participant=participant, mailbox=mailbox, user=request.user)
        except GroundswellError as error:
            messages.error(request, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, f"The address is on its way to {participant.creator.name}.")
    elif act := {"renew": services.renew_page, "close": services.close_page, "open": services.reopen_page}.get(wanted):
        act(participant=participant, user=request.user)
        messages.success(request, SAID[wanted])
    return redirect("own_page_access", slug=request.workspace.slug, pk=pk)


def own_page_look(request: WorkspaceRequest) -> HttpResponse:
    """How all creators' pages look, and which results they show."""
    setting = queries.page_setting(request.workspace)
    form = LookForm(request.POST or None, initial={"colour": setting.colour, "shows": setting.shows})
    if request.method == "POST" and form.is_valid():
        try:
            services.save_page_setting(workspace=request.workspace, user=request.user, **form.cleaned_data)
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, "Saved. Every creator’s page looks so from now on.")
            return redirect("own_pages_look", slug=request.workspace.slug)
    context = {"form": form, "editable": request.membership.may_write}
    return render(request, "campaigns/own_pages_look.html", context, status=422 if form.errors else 200)


@require_GET
def creator_requests(request: WorkspaceRequest) -> HttpResponse:
    """What creators ask for on their pages: waiting ones first, then the newest answered."""
    answered = CreatorRequest.objects.of(request.workspace).exclude(state=CreatorRequest.State.WAITING)
    context: dict[str, Any] = {
        "page": Paginator(waiting_requests(request.workspace), PER_PAGE).get_page(request.GET.get("page")),
        "answered": answered.select_related("creator", "decided_by").order_by("-decided_at")[:20],
        "editable": request.membership.may_write,
    }
    return render(request, "creators/requests.html", context)


@require_POST
def creator_request_decide(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`do`: apply or refuse (with `reason`)."""
    found = request_of(request.workspace, pk)
    try:
        if request.POST.get("do") == "apply":
            apply_request(request=found, user=request.user)
            messages.success(request, "Done.")
        else:
            refuse_request(request=found, reason=request.POST.get("reason", ""), user=request.user)
            messages.success(request, "Refused. The creator reads why.")
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    return redirect("creator_requests", slug=request.workspace.slug)
