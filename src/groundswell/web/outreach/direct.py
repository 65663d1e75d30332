"""Direct messages by official interfaces: the brand's accounts, a message to one person, a word on one in doubt."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.creators.queries import creator_of
from groundswell.kit.errors import GroundswellError
from groundswell.kit.ids import new_click_id
from groundswell.outreach import queries, services
from groundswell.outreach.models import DirectMessage
from groundswell.platforms.direct import NO_INTERFACE
from groundswell.platforms.names import PLATFORMS
from groundswell.web.http import WorkspaceRequest, owners_write

SHOWN = 20


class AccountForm(forms.Form):
    network = forms.ChoiceField(choices=[("mastodon", "Mastodon"), ("bluesky", "Bluesky")])
    host = forms.CharField(
        max_length=200,
        required=False,
        label="Server",
        help_text="Such as toots.example. Empty with Bluesky: bsky.social.",
    )
    name = forms.CharField(max_length=200, required=False, label="Handle", help_text="Needed for Bluesky.")
    secret = forms.CharField(
        max_length=400, label="Token or app password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Mastodon: an access token with read:accounts and write:statuses. Bluesky: an app password with access to direct messages. It is kept encrypted.",
    )  # fmt: skip


@owners_write
@require_http_methods(["GET", "POST"])
def accounts(request: WorkspaceRequest) -> HttpResponse:
    """From where direct messages go out; POST tries and keeps keys, or forgets those of the network in `remove`."""
    if network := request.POST.get("remove"):
        services.remove_direct_account(workspace=request.workspace, network=network, user=request.user)
        messages.success(request, "The keys are gone from here.")
        return redirect("direct_accounts", slug=request.workspace.slug)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.save_direct_account(workspace=request.workspace, user=request.user, **form.cleaned_data)
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, f"{row.handle} is let in.")
            return redirect("direct_accounts", slug=request.workspace.slug)
    context = {
        "form": form, "ours": queries.direct_accounts(request.workspace).values(), "owner": request.membership.role == "owner",
        "closed": [(PLATFORMS[name], why) for name, why in NO_INTERFACE.items()],
    }  # fmt: skip
    return render(request, "outreach/direct_accounts.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def write(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One message to one creator: `account` (an id), `text`, `nonce`."""
    creator = creator_of(request.workspace, pk)
    status, text = 200, request.POST.get("text", "")
    if request.method == "POST":
        chosen = request.POST.get("account", "")
        try:
            account = queries.reachable_one(request.workspace, creator, int(chosen) if chosen.isdecimal() else None)
            key = f"direct:{creator.pk}:{request.POST.get('nonce', '')[:40]}"
            made = services.send_direct(
                workspace=request.workspace, creator=creator, account=account, text=text, idempotency_key=key,
                user=request.user,
            )  # fmt: skip
        except GroundswellError as error:
            messages.error(request, f"{error.message} {error.cure}".strip())
            status = 422
        else:
            say_how_it_went(request, made)
            return redirect("direct_write", slug=request.workspace.slug, pk=pk)
    context = {
        "creator": creator, "text": text, "nonce": request.POST.get("nonce") or new_click_id(),
        "reachable": queries.reachable(request.workspace, creator), "profiles": creator.accounts.exclude(url=""),
        "verdict": queries.may_write(request.workspace, [creator], direct=True)[pk],
        "sent": queries.direct_messages(request.workspace, creator)[:SHOWN], "editable": request.membership.may_write,
    }  # fmt: skip
    return render(request, "outreach/direct_write.html", context, status=status)


@require_POST
def settle(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`arrived` yes or no, about a message in doubt."""
    found, arrived = queries.direct_message_of(request.workspace, pk), request.POST.get("arrived") == "yes"
    services.settle_direct(workspace=request.workspace, message=found, arrived=arrived, user=request.user)
    messages.success(request, "Noted as sent." if arrived else "Noted as not sent: you may send it again.")
    if found.step_run_id and not arrived:
        return redirect("by_hand", slug=request.workspace.slug)
    return redirect("direct_write", slug=request.workspace.slug, pk=found.creator_id)


def say_how_it_went(request: WorkspaceRequest, made: DirectMessage) -> None:
    if made.state == DirectMessage.State.SENT:
        messages.success(request, f"Sent from {made.from_handle}.")
    elif made.state == DirectMessage.State.FAILED:
        messages.error(request, f"It has not gone out. {made.error}")
    else:
        messages.error(request, f"It may or may not have arrived: look on the network, then say so here. {made.error}")
