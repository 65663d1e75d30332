"""The API: routers are found by module, so adding a room edits no list."""

import importlib
import pkgutil

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError

import groundswell.api as package
from groundswell.api.auth import Token
from groundswell.kit.errors import BadInput, GroundswellError

api = NinjaAPI(title="Groundswell", version="1", auth=Token(), docs_url=None, urls_namespace="api")

for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
    router = getattr(importlib.import_module(f"{package.__name__}.{module}"), "router", None)
    if isinstance(router, Router):
        api.add_router("", router, tags=[module])


@api.exception_handler(GroundswellError)
def refuse(request: HttpRequest, error: GroundswellError) -> HttpResponse:
    return api.create_response(request, error.as_dict(), status=error.status)


@api.exception_handler(ValidationError)
def refuse_body(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What is wrong with the input, with the path to the first wrong place."""
    first = error.errors[0]
    # Ninja puts ("body", name of the argument) before the path inside it.
    steps = [str(step) for step in first["loc"]]
    where = ".".join(steps[2:] if steps[:1] == ["body"] else steps[1:]) or steps[-1]
    message = str(first["msg"]).removeprefix("Value error, ")
    refusal = BadInput(f"{message[:1].upper()}{message[1:]}.", where=where)
    return api.create_response(request, refusal.as_dict(), status=refusal.status)
