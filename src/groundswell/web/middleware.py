"""Whose page it is, decided in one place; and errors that say what to do."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from groundswell.accounts.models import Membership
from groundswell.kit.errors import GroundswellError

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class workspace_of_address(MiddlewareMixin):  # noqa: N801  # named as what it does, like a function
    """Turns the `slug` of /w/SLUG/ into `request.workspace`: sign-in first, members only (others: 404),
    and no writing for analysts."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or not match.route.startswith("w/<slug:slug>/"):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        membership = (
            Membership.objects.select_related("workspace")
            .filter(user=request.user, workspace__slug=kwargs.pop("slug"))
            .first()
        )
        if membership is None:
            raise Http404("No such workspace")
        if request.method not in SAFE_METHODS and not membership.may_write:
            return HttpResponseForbidden(render(request, "403.html", {"reason": "Analysts read; they cannot change things."}).content)
        request.membership = membership  # type: ignore[attr-defined]  # WorkspaceRequest declares it
        request.workspace = membership.workspace  # type: ignore[attr-defined]
        return None


class kind_errors(MiddlewareMixin):  # noqa: N801
    """A refusal that a person can act on becomes a page that says how."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, GroundswellError):
            return None
        return render(request, "error.html", {"error": exception}, status=exception.status)
