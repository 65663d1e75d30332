"""Signing a mailbox in by consent: ask, come back, take back."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.accounts.errors import Forbidden
from groundswell.accounts.models import User
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.outreach import queries, services
from groundswell.outreach.providers import OTHER, PROVIDERS
from groundswell.web.http import WorkspaceRequest, owners_only, rate_limited

SECRET = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class ConsentForm(forms.Form):
    provider = forms.ChoiceField(choices=[(name, each.label) for name, each in PROVIDERS.items()])
    client_id = forms.CharField(max_length=255, label="Client ID")
    client_secret = forms.CharField(
        max_length=300, required=False, widget=SECRET, help_text="It is kept encrypted. Empty: as it was, or none."
    )
    authorize_url = forms.CharField(max_length=300, required=False, label="Address of its consent page")
    token_url = forms.CharField(max_length=300, required=False, label="Address of its tokens")
    scopes = forms.CharField(max_length=500, required=False, help_text="Empty with Google and Microsoft.")


@owners_only
@require_http_methods(["GET", "POST"])
def consent(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The client that the owner registered; POST shows the way to the provider's page."""
    found = queries.mailbox_of(request.workspace, pk)
    known = queries.consent_of(found)
    fields = [name for name in ConsentForm.base_fields if name != "client_secret"]
    shown = {name: getattr(known, name) for name in fields} if known and known.provider else {}
    form = ConsentForm(request.POST or None, initial=shown or {"provider": request.GET.get("provider", "google")})
    address = ""
    if request.method == "POST" and form.is_valid():
        try:
            address = services.begin_mail_consent(
                workspace=request.workspace, mailbox=found, client=form.cleaned_data, user=request.user
            )
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
    context = {
        "mailbox": found, "known": known, "form": form, "address": address, "redirect_uri": services.redirect_uri(),
        "provider": PROVIDERS[form.cleaned_data["provider"]] if address else None,
        "registers": [each for name, each in PROVIDERS.items() if name != OTHER],
    }  # fmt: skip
    return render(request, "outreach/mail_consent.html", context, status=422 if form.errors else 200)


@owners_only
@require_POST
def withdraw(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Back to the password."""
    found = queries.mailbox_of(request.workspace, pk)
    if services.withdraw_mail_consent(workspace=request.workspace, mailbox=found, user=request.user):
        messages.success(request, "The consent is gone from here. The mailbox signs in by its password, if it has one.")
    return redirect("mailbox_edit", slug=request.workspace.slug, pk=pk)


@require_safe
@rate_limited("30/m")
def back(request: HttpRequest) -> HttpResponse:
    """The one address that providers send owners back to."""
    if not isinstance(request.user, User):
        raise Forbidden("Nobody is signed in here.", cure="Sign in, open the mailbox and ask for consent again.")
    state, code = request.GET.get("state", ""), request.GET.get("code", "")
    if not code:
        raise BadInput("The provider gave no consent.", where="code", cure="Open the mailbox and sign in once more.")
    row = services.finish_mail_consent(state=state, code=code, user=request.user)
    services.check_mailbox(workspace=row.workspace, mailbox=row.mailbox, user=request.user)
    messages.success(request, f"{row.label} lets {row.mailbox.from_email} in. Now send yourself a test mail.")
    return redirect("mailbox_edit", slug=row.workspace.slug, pk=row.mailbox_id)
