"""Ways in besides the password: an invitation, and a one-time link; and one's own account."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from groundswell.accounts import queries, services
from groundswell.accounts.models import User
from groundswell.kit.errors import BadInput
from groundswell.web.accounts.forms import AcceptForm, AccountForm
from groundswell.web.accounts.frame import frame
from groundswell.web.http import rate_limited

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@rate_limited("30/m")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the invited person sees: join with the account they have, or choose a password for a new one."""
    invited = services.find_invitation(token=token)
    user = request.user if request.user.is_authenticated else None
    known = User.objects.filter(email=invited.email).exists()
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and (known or form.is_valid()):
        password = "" if known else form.cleaned_data["password"]
        try:
            member = services.accept_invitation(token=token, user=user, password=password)
        except BadInput as error:
            form.add_error("password", error.message)
        else:
            if user is None:
                login(request, member, backend=BACKEND)
            messages.success(request, f"Welcome to {invited.workspace.name}.")
            return redirect("today", slug=invited.workspace.slug)
    context = {
        "invitation": invited,
        "known": known,
        "form": form,
        "other": user if user and user.email != invited.email else None,
    }
    return render(request, "settings/invitation.html", context, status=422 if request.method == "POST" else 200)


@require_GET
@rate_limited("10/m")
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Signs in whom the link was made for."""
    user = services.use_sign_in_link(token=token)
    login(request, user, backend=BACKEND)
    if not user.has_usable_password():
        messages.info(request, "You are signed in. Set a password in your account to come back later.")
    return redirect("home")


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """One's own name, password and workspaces."""
    user = cast(User, request.user)
    frame(request)
    form = AccountForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("account_email")
    return render(request, "settings/account.html", {"form": form, "mine": queries.memberships_of(user)})
