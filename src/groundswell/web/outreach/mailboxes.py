"""Mailboxes, which only owners set up."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.kit.errors import GroundswellError
from groundswell.outreach import queries, services
from groundswell.outreach.models import Mailbox
from groundswell.outreach.providers import PROVIDERS
from groundswell.web.http import WorkspaceRequest, owners_only
from groundswell.web.outreach.mailbox_form import MailboxForm


@require_GET
def mailboxes(request: WorkspaceRequest) -> HttpResponse:
    """All mailboxes."""
    context = {"mailboxes": queries.mailboxes(request.workspace), "owner": request.membership.role == "owner"}
    return render(request, "outreach/mailboxes.html", context)


@owners_only
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """A new mailbox; `provider` fills in its servers."""
    known = PROVIDERS.get(request.GET.get("provider", ""))
    return _edit(request, None, MailboxForm(request.POST or None, initial=dict(known.servers) if known else None))


@owners_only
@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One mailbox; its password is never shown, and kept when left empty."""
    found = queries.mailbox_of(request.workspace, pk)
    shown = {
        name: getattr(found, name) for name in MailboxForm.base_fields if name not in ("password", "imap_password")
    }
    return _edit(request, found, MailboxForm(request.POST or None, initial=shown))


@owners_only
@require_POST
def test(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Sends the signed-in owner a test mail."""
    found = queries.mailbox_of(request.workspace, pk)
    try:
        services.send_test_mail(
            workspace=request.workspace, mailbox=found, to_email=request.user.email, user=request.user
        )
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    else:
        messages.success(request, f"Sent. Look for it in {request.user.email}.")
    return redirect("mailboxes", slug=request.workspace.slug)


@owners_only
@require_POST
def check(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Asks both servers and DNS now, and shows what they said."""
    found = queries.mailbox_of(request.workspace, pk)
    services.check_mailbox(workspace=request.workspace, mailbox=found, user=request.user)
    return redirect("mailbox_edit", slug=request.workspace.slug, pk=pk)


@owners_only
@require_POST
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Deletes a mailbox that has sent nothing."""
    found = queries.mailbox_of(request.workspace, pk)
    services.delete_mailbox(workspace=request.workspace, mailbox=found, user=request.user)
    messages.success(request, f"“{found.name}” was deleted.")
    return redirect("mailboxes", slug=request.workspace.slug)


def _edit(request: WorkspaceRequest, found: Mailbox | None, form: MailboxForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, found, form.cleaned_data)
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
        else:
            services.check_mailbox(workspace=request.workspace, mailbox=saved, user=request.user)
            messages.success(request, "Saved and checked. Now send yourself a test mail.")
            return redirect("mailbox_edit", slug=request.workspace.slug, pk=saved.pk)
    status = 422 if form.errors else 200
    context = {
        "mailbox": found, "form": form, "known": queries.consent_of(found) if found else None,
        "providers": [(name, each.label) for name, each in PROVIDERS.items() if each.servers],
    }  # fmt: skip
    return render(request, "outreach/mailbox.html", context, status=status)


def _save(request: WorkspaceRequest, found: Mailbox | None, facts: dict[str, Any]) -> Mailbox:
    if found is None:
        return services.create_mailbox(workspace=request.workspace, user=request.user, **facts)
    return services.update_mailbox(workspace=request.workspace, mailbox=found, changes=facts, user=request.user)
