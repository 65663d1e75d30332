"""The API: routers are found by module, so adding a room edits no list."""

import importlib
import pkgutil
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, ValidationError

import groundswell.api as package
from groundswell.api.auth import Token
from groundswell.kit.errors import GroundswellError, NotFound

DESCRIPTION = """
Everything the pages do. Send `Authorization: Bearer TOKEN`; make the token in Settings, API tokens, or with
`groundswell tokens create`. A refusal is `{"error": CODE, "message": TEXT, "where": …}`.
"""

api = NinjaAPI(
    title="Groundswell", version="1", description=DESCRIPTION, auth=Token(), docs_url=None, urls_namespace="api"
)

for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
    # The name must not be `router`: this module is among those looked at.
    found = getattr(importlib.import_module(f"{package.__name__}.{module}"), "router", None)
    if isinstance(found, Router):
        api.add_router("", found, tags=[module])


@api.exception_handler(GroundswellError)
def refuse(request: HttpRequest, error: GroundswellError) -> HttpResponse:
    return api.create_response(request, error.as_dict(), status=error.status)


@api.exception_handler(Http404)
def refuse_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return refuse(request, NotFound("There is nothing of that name or id in this workspace."))


@api.exception_handler(AuthenticationError)
def refuse_stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    document = {
        "error": "unauthorized",
        "message": "Send a live token as Authorization: Bearer TOKEN.",
        "where": "Authorization",
    }
    response = api.create_response(request, document, status=401)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def refuse_body(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The first problem as the message and all of them as `details`, each with the place in the request."""
    details = [{"where": _place(problem["loc"]), "message": problem["msg"]} for problem in error.errors]
    document = {"error": "bad_input", **details[0], "details": details}
    return api.create_response(request, document, status=422)


def _place(location: Sequence[str | int]) -> str:
    """`("body", "payload", "name")` → `name`, `("query", "limit")` → `limit`: as the caller wrote it."""
    first, *rest = (str(part) for part in location)
    return ".".join(rest[1:] if first == "body" and len(rest) > 1 else rest) or first
