"""What the frame around every page needs."""

from typing import Any

from django.http import HttpRequest

from groundswell.accounts.models import Membership


def shell(request: HttpRequest) -> dict[str, Any]:
    """The signed-in user's memberships, for the workspace switcher."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not hasattr(request, "workspace"):
        return {}
    return {"memberships": Membership.objects.filter(user=user).select_related("workspace").order_by("workspace__name")}
