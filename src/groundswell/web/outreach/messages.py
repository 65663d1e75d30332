"""Messages and what became of them."""

from django.contrib import messages as toasts
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from groundswell.outreach import queries, services
from groundswell.outreach.models import Message
from groundswell.web.http import WorkspaceRequest

PAGE = 50


@require_GET
def outreach(request: WorkspaceRequest) -> HttpResponse:
    """The messages, by state and text."""
    state, text = request.GET.get("state", ""), request.GET.get("text", "").strip()
    counts = queries.message_counts(request.workspace)
    rows = queries.messages(request.workspace, state, text)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "state": state,
        "text": text,
        "total": sum(counts.values()),
        "states": [(code, label, counts[code]) for code, label in Message.State.choices if counts[code]],
        "unsure": counts[Message.State.UNSURE],
        "paused": queries.mailboxes(request.workspace).filter(consent__problem__gt=""),
        "has_mailbox": queries.mailboxes(request.workspace).exists(),
    }
    return render(request, "outreach/messages.html", context)


@require_GET
def message(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One message, with what can be done about it."""
    found = queries.message_of(request.workspace, pk)
    return render(request, "outreach/message.html", {"message": found, "editable": request.membership.may_write})


@require_POST
def settle(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`arrived` yes or no, about a message in doubt."""
    found, arrived = queries.message_of(request.workspace, pk), request.POST.get("arrived") == "yes"
    services.settle_message(workspace=request.workspace, message=found, arrived=arrived, user=request.user)
    toasts.success(request, "Noted as sent." if arrived else "It will be sent again.")
    return redirect("message", slug=request.workspace.slug, pk=pk)


@require_POST
def retry(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Tries a failed or waiting message now."""
    services.retry_message(
        workspace=request.workspace, message=queries.message_of(request.workspace, pk), user=request.user
    )
    toasts.success(request, "It is at the front of the queue.")
    return redirect("message", slug=request.workspace.slug, pk=pk)


@require_POST
def withdraw(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Deletes a message that has not gone out."""
    services.withdraw_message(
        workspace=request.workspace, message=queries.message_of(request.workspace, pk), user=request.user
    )
    toasts.success(request, "The message was withdrawn.")
    return redirect("outreach", slug=request.workspace.slug)
