"""Whose page it is, decided in one place; errors that say what to do; one log line per request.

These run in a thread, not on the event loop; standing innermost, they spare every request the hops between the two.
"""

import re
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from groundswell.accounts import rules
from groundswell.accounts.models import Membership
from groundswell.kit.errors import GroundswellError
from groundswell.kit.ids import new_click_id
from groundswell.web import metrics
from groundswell.web.http import need_of

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
WORKSPACE_ROUTE = "w/<slug:slug>/"
REQUEST_ID = re.compile(r"[\w.-]{8,64}\Z", re.ASCII)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"

Handler = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("groundswell.web")
# Asked every few seconds by machines.
PROBES = frozenset({"health", "ready", "metrics"})


class RequestLog:
    """Gives each request an id, counts it and logs how it went.

    What is logged is the route, not the address: `/o/TOKEN` is a secret, `o/<token>` is none.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if REQUEST_ID.match(given) else new_click_id()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=request_id)
        started = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        route = request.resolver_match.route if request.resolver_match else "(none)"
        metrics.count_request(request.method or "", route, response.status_code, seconds)
        workspace = getattr(request, "workspace", None)
        tell = log.debug if route in PROBES else log.info
        tell(
            "request",
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            user=request.user.pk if hasattr(request, "user") else None,
            workspace=workspace.slug if workspace else None,
        )
        response["X-Request-ID"] = request_id
        response["Permissions-Policy"] = PERMISSIONS
        return response


class NoNulls:
    """Answers 404 to an address with a NUL in it: no row can be named so, and PostgreSQL refuses to look."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return refuse(request, GroundswellError("There is nothing at this address.", code="not_found"), 404)
        return self.get_response(request)


class WorkspaceOfAddress:
    """Turns the `slug` of /w/SLUG/ into `request.workspace`: sign-in first, members only (others: 404), and each
    only as far as the role reaches (403)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not match.route.startswith(WORKSPACE_ROUTE):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        membership = (
            Membership.objects.select_related("workspace", "user")
            .filter(user=request.user, workspace__slug=kwargs.pop("slug"))
            .first()
        )
        if membership is None:
            raise Http404("No such workspace")
        request.membership = membership  # type: ignore[attr-defined]  # WorkspaceRequest declares it
        request.workspace = membership.workspace  # type: ignore[attr-defined]
        need = need_of(view, safe=request.method in SAFE_METHODS)
        if not rules.may(membership.role, need):
            return refuse(request, GroundswellError(rules.refusal(need), code="forbidden"), 403)
        if request.session.get("workspace") != membership.workspace.slug:
            request.session["workspace"] = membership.workspace.slug
        return None


class KindErrors:
    """A refusal that a person can act on becomes a page that says how, or JSON where a script asked."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refuse(request, exception, exception.status) if isinstance(exception, GroundswellError) else None


def refuse(request: HttpRequest, error: GroundswellError, status: int) -> HttpResponse:
    """The refusal as a page; as `{"error", "message", "where"}` for htmx and other scripts."""
    if (
        request.headers.get("HX-Request")
        or request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    ):
        response: HttpResponse = JsonResponse(error.as_dict(), status=status)
    elif status == 403:
        response = render(request, "403.html", {"reason": error.message}, status=403)
    elif status == 404:
        response = render(request, "404.html", {"reason": error.message}, status=404)
    else:
        response = render(request, "error.html", {"error": error}, status=status)
    if retry_after := getattr(error, "retry_after", None):
        response["Retry-After"] = str(retry_after)
    return response
