"""The front door."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from groundswell.accounts.models import Membership


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """To the first workspace of the signed-in user."""
    membership = Membership.objects.filter(user=request.user).select_related("workspace").order_by("pk").first()  # type: ignore[misc]  # signed in
    if membership is None:
        return render(request, "error.html", {"error": {"message": "You are not a member of any workspace yet.", "cure": "Ask its owner for an invitation."}})
    return redirect("today", slug=membership.workspace.slug)
