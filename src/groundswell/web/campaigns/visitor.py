"""Who knocks at a public page, and how often they may."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from ipaddress import ip_address

import structlog
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from groundswell.kit.errors import NotFound
from groundswell.kit.rate_limit import check_rate

log = structlog.get_logger("groundswell.web")
View = Callable[..., HttpResponse]


def address_of(request: HttpRequest) -> str:
    """The visitor's network address. Behind a proxy it is the last one that the proxy added; what
    stands before it was written by the visitor and proves nothing."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    for text in (forwarded.rpartition(",")[2], request.META.get("REMOTE_ADDR", "")):
        with suppress(ValueError):
            return str(ip_address(text.strip()))
    return ""


def personal_page(view: View) -> View:
    """A page behind an unguessable address: seldom enough to make guessing useless, never indexed or cached."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        check_rate(cache, f"personal:{address_of(request)}", "60/m")
        try:
            response = view(request, *args, **kwargs)
        except NotFound:
            # What was guessed is not logged: it may be somebody's address with a typing error.
            log.warning("personal_page.not_found", ip=address_of(request))
            check_rate(cache, f"guessed:{address_of(request)}", "20/m")
            raise
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded
