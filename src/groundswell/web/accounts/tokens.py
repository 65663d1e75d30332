"""API tokens of a workspace."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from groundswell.accounts import queries, services
from groundswell.kit.errors import NotFound
from groundswell.web.accounts.forms import TokenForm
from groundswell.web.http import WorkspaceRequest, owners_only


@owners_only
def tokens(request: WorkspaceRequest) -> HttpResponse:
    """The list, and a new one: its text stands on the page that answers and nowhere else."""
    form, fresh = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        fresh = services.create_token(workspace=request.workspace, user=request.user, **form.cleaned_data)
        form = TokenForm()
    context = {"form": form, "fresh": fresh, "tokens": queries.live_tokens(request.workspace)}
    response = render(request, "settings/tokens.html", context, status=422 if form.errors else 200)
    if fresh:
        response["Cache-Control"] = "no-store"
    return response


@owners_only
@require_POST
def revoke(request: WorkspaceRequest, pk: int) -> HttpResponse:
    token = queries.live_tokens(request.workspace).filter(pk=pk).first()
    if token is None:
        raise NotFound("There is no such token.")
    services.revoke_token(token=token, user=request.user)
    messages.success(request, f"“{token.name}” is revoked.")
    return redirect("tokens", slug=request.workspace.slug)
