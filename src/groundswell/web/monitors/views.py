"""What is watched for: names, handles, hashtags and product links."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.kit.errors import BadInput
from groundswell.tracking.queries import monitor_of, monitor_states
from groundswell.tracking.services import change_monitor, create_monitor, delete_monitor
from groundswell.web.http import WorkspaceRequest

KINDS = [
    ("", "By how it is written"),
    ("hashtag", "Hashtag"),
    ("handle", "Handle"),
    ("name", "Name"),
    ("link", "Product link"),
]


class MonitorForm(forms.Form):
    text = forms.CharField(
        label="Watch for", max_length=500, help_text="#hashtag, @handle or network:@handle, a name, or a product’s address."
    )  # fmt: skip
    kind = forms.ChoiceField(label="Kind", choices=KINDS, required=False)
    to_board = forms.BooleanField(
        label="Put people it finds on the board", required=False, initial=True,
        help_text="At “Identified”, at most 100 a day. Turn it off for common words.",
    )  # fmt: skip
    rival = forms.BooleanField(
        label="It is a competitor’s", required=False,
        help_text="Counts for share of voice only: nobody it finds goes on the board or among the advocates.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def monitors(request: WorkspaceRequest) -> HttpResponse:
    """All monitors and how they go; a POST makes one."""
    form = MonitorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _created(request, form):
        return redirect("monitors", slug=request.workspace.slug)
    context = {"form": form, "states": monitor_states(request.workspace), "editable": request.membership.may_write}
    return render(request, "monitors/monitors.html", context, status=422 if form.errors else 200)


@require_POST
def change(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`paused` 1 or 0, `to_board` 1 or 0; what is not sent stays."""
    found = monitor_of(request.workspace, pk)
    given = {name: request.POST[name] == "1" for name in ("paused", "to_board") if name in request.POST}
    change_monitor(monitor=found, user=request.user, **given)
    messages.success(request, f"{found.shown} {'is paused' if found.paused_at else 'is watched for'}.")
    return redirect("monitors", slug=request.workspace.slug)


@require_POST
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Watches for it no more."""
    found = monitor_of(request.workspace, pk)
    delete_monitor(monitor=found, user=request.user)
    messages.success(request, f"{found.shown} is watched for no more.")
    return redirect("monitors", slug=request.workspace.slug)


def _created(request: WorkspaceRequest, form: MonitorForm) -> bool:
    try:
        monitor, created = create_monitor(workspace=request.workspace, user=request.user, **form.cleaned_data)
    except BadInput as error:
        form.add_error("text", f"{error.message} {error.cure}".strip())
        return False
    text = f"{monitor.shown} is watched for{'' if created else ' already'}."
    messages.success(
        request, f"{text} What was read before is looked through; the networks are asked next." if created else text
    )
    return True
