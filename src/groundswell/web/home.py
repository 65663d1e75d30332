"""The front door."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from groundswell.accounts import queries
from groundswell.accounts.models import User
from groundswell.kit.errors import NotFound


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """To the workspace last looked at, else the first one."""
    slugs = [membership.workspace.slug for membership in queries.memberships_of(cast(User, request.user))]
    if not slugs:
        error = NotFound("You are not a member of any workspace yet.", cure="Ask its owner for an invitation.")
        return render(request, "error.html", {"error": error}, status=404)
    last = request.session.get("workspace")
    return redirect("today", slug=last if last in slugs else slugs[0])
