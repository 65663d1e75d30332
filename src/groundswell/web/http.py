"""The request as workspace pages see it, and what a view may ask for before it runs."""

import ipaddress
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django_htmx.middleware import HtmxDetails

from groundswell.accounts.models import Membership, User, Workspace
from groundswell.accounts.rules import Need
from groundswell.kit.rate_limit import check_rate

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class WorkspaceRequest(HttpRequest):
    """A signed-in member's request to a page under /w/SLUG/."""

    workspace: Workspace
    membership: Membership
    user: User
    htmx: HtmxDetails


def owners_only(view: View) -> View:
    """Marks a page under /w/SLUG/ that only owners may open; the middleware holds others off."""
    return _mark(view, Need.OWN, Need.OWN)


def owners_write(view: View) -> View:
    """Marks a page that every member may read and only owners may change."""
    return _mark(view, Need.READ, Need.OWN)


def reads_only(view: View) -> View:
    """Marks a page whose POST changes nothing (a search, a preview), so that analysts may send it."""
    return _mark(view, Need.READ, Need.READ)


def need_of(view: object, *, safe: bool) -> Need:
    """What a view asks for: as marked, else reading for safe methods and writing for the others."""
    reading, writing = getattr(view, "needs", (Need.READ, Need.WRITE))
    return reading if safe else writing


def _mark(view: View, reading: Need, writing: Need) -> View:
    view.needs = (reading, writing)  # type: ignore[attr-defined]  # a mark on the function, read by the middleware
    return view


def rate_limited(rate: str) -> Callable[[View], View]:
    """Lets one address call the view no oftener than `rate` ("30/m"); more answers 429.

    For pages that anybody on the internet can open.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            check_rate(cache, f"{view.__module__}.{view.__name__}:{client_ip(request)}", rate)
            return view(request, *args, **kwargs)

        return cast(View, counted)

    return decorate


def client_ip(request: HttpRequest) -> str:
    """The address of who asks: behind a proxy, the last that the proxy wrote into X-Forwarded-For; empty when unknown."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY and (forwarded := request.META.get("HTTP_X_FORWARDED_FOR")):
        address = forwarded.rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return ""


def is_larger(request: HttpRequest, most: int) -> bool:
    """Whether the body is larger than `most` bytes; what says so itself is not read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) > most or len(request.body) > most


def is_loopback(request: HttpRequest) -> bool:
    """Whether the request comes from this very machine."""
    address = client_ip(request)
    return bool(address) and ipaddress.ip_address(address).is_loopback
