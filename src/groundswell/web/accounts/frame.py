"""The navigation around pages that belong to a person and not to a workspace."""

from typing import cast

from django.http import HttpRequest

from groundswell.accounts import queries
from groundswell.accounts.models import User


def frame(request: HttpRequest) -> None:
    """Lets the page show the navigation of the workspace last looked at, if the user still belongs to one."""
    mine = list(queries.memberships_of(cast(User, request.user)))
    last = request.session.get("workspace")
    shown = next((row for row in mine if row.workspace.slug == last), mine[0] if mine else None)
    if shown is not None:
        request.membership = shown  # type: ignore[attr-defined]  # for the templates of the frame
        request.workspace = shown.workspace  # type: ignore[attr-defined]
