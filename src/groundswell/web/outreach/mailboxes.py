"""Mailboxes, which only owners set up."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.kit.errors import GroundswellError
from groundswell.outreach import queries, services
from groundswell.outreach.models import Mailbox
from groundswell.web.http import WorkspaceRequest, owners_only


class MailboxForm(forms.Form):
    name = forms.CharField(max_length=120, help_text="For you: “Ana”, “Partnerships”.")
    from_name = forms.CharField(
        max_length=120, label="Sender’s name", help_text="A person’s name is answered more often than a brand’s."
    )
    from_email = forms.EmailField(label="Sender’s address")
    host = forms.CharField(max_length=255, label="Mail server", help_text="smtp.example.com")
    port = forms.IntegerField(min_value=1, max_value=65535, initial=587)
    security = forms.ChoiceField(choices=Mailbox.Security.choices, initial=Mailbox.Security.STARTTLS)
    username = forms.CharField(max_length=255, required=False, label="User name")
    password = forms.CharField(
        max_length=300, required=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="With Gmail or Outlook an app password. It is kept encrypted.",
    )  # fmt: skip


@require_GET
def mailboxes(request: WorkspaceRequest) -> HttpResponse:
    """All mailboxes."""
    context = {"mailboxes": queries.mailboxes(request.workspace), "owner": request.membership.role == "owner"}
    return render(request, "outreach/mailboxes.html", context)


@owners_only
@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """A new mailbox."""
    return _edit(request, None, MailboxForm(request.POST or None))


@owners_only
@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One mailbox; its password is never shown, and kept when left empty."""
    found = queries.mailbox_of(request.workspace, pk)
    shown = {name: getattr(found, name) for name in MailboxForm.base_fields if name != "password"}
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
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Deletes a mailbox that has sent nothing."""
    found = queries.mailbox_of(request.workspace, pk)
    services.delete_mailbox(workspace=request.workspace, mailbox=found, user=request.user)
    messages.success(request, f"“{found.name}” was deleted.")
    return redirect("mailboxes", slug=request.workspace.slug)


def _edit(request: WorkspaceRequest, found: Mailbox | None, form: MailboxForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, found, form.cleaned_data)
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, "Saved. Now send yourself a test mail.")
            return redirect("mailboxes", slug=request.workspace.slug)
    status = 422 if form.errors else 200
    return render(request, "outreach/mailbox.html", {"mailbox": found, "form": form}, status=status)


def _save(request: WorkspaceRequest, found: Mailbox | None, facts: dict[str, Any]) -> None:
    if found is None:
        services.create_mailbox(workspace=request.workspace, user=request.user, **facts)
    else:
        services.update_mailbox(workspace=request.workspace, mailbox=found, changes=facts, user=request.user)
