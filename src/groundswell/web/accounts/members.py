"""Who is in a workspace, and inviting more."""

import smtplib

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from groundswell.accounts import mail, queries, services
from groundswell.accounts.models import Role
from groundswell.kit.errors import GroundswellError, NotFound
from groundswell.web.accounts.forms import InviteForm
from groundswell.web.http import WorkspaceRequest, owners_only, owners_write


@owners_write
def members(request: WorkspaceRequest) -> HttpResponse:
    """The list, and the form that invites somebody."""
    form = InviteForm(request.POST or None)
    link = ""
    if request.method == "POST" and form.is_valid():
        try:
            link = _invite(request, form.cleaned_data["email"], form.cleaned_data["role"])
        except GroundswellError as error:
            form.add_error("email", f"{error.message} {error.cure}")
        else:
            if not link:
                return redirect("members", slug=request.workspace.slug)
            form = InviteForm()
    context = {
        "form": form,
        "link": link,
        "members": queries.members(request.workspace),
        "invitations": queries.open_invitations(request.workspace),
        "roles": Role.choices,
    }
    return render(request, "settings/members.html", context, status=422 if form.errors else 200)


def _invite(request: WorkspaceRequest, email: str, role: str) -> str:
    """Mails an invitation; the link itself when it has to be handed over by hand."""
    token = services.invite_member(workspace=request.workspace, email=email, role=role, user=request.user)
    link = settings.PUBLIC_URL + reverse("invitation", args=[token])
    if not mail.can_send():
        return link
    try:
        mail.send_invitation(services.find_invitation(token=token), link)
    except (OSError, smtplib.SMTPException) as error:
        messages.error(request, f"The mail server refused: {error}")
        return link
    messages.success(request, f"An invitation is on its way to {email}.")
    return ""


@owners_only
@require_POST
def change_role(request: WorkspaceRequest, pk: int) -> HttpResponse:
    membership = queries.member_of(request.workspace, pk)
    services.change_role(membership=membership, role=request.POST.get("role", ""), user=request.user)
    messages.success(request, f"{membership.user} is {membership.get_role_display().lower()} now.")
    return redirect("members", slug=request.workspace.slug)


@owners_only
@require_POST
def remove(request: WorkspaceRequest, pk: int) -> HttpResponse:
    membership = queries.member_of(request.workspace, pk)
    services.remove_member(membership=membership, user=request.user)
    messages.success(request, f"{membership.user} has no access any more.")
    return redirect("home") if membership.user == request.user else redirect("members", slug=request.workspace.slug)


@owners_only
@require_POST
def withdraw(request: WorkspaceRequest, pk: int) -> HttpResponse:
    invitation = queries.open_invitations(request.workspace).filter(pk=pk).first()
    if invitation is None:
        raise NotFound("There is no such open invitation.")
    services.withdraw_invitation(invitation=invitation, user=request.user)
    messages.success(request, f"The invitation of {invitation.email} is withdrawn.")
    return redirect("members", slug=request.workspace.slug)
