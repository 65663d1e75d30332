"""The API: routers are found by module, so adding a room edits no list."""

import importlib
import pkgutil

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router

import groundswell.api as package
from groundswell.api.auth import Token
from groundswell.kit.errors import GroundswellError

api = NinjaAPI(title="Groundswell", version="1", auth=Token(), docs_url=None, urls_namespace="api")

for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
    router = getattr(importlib.import_module(f"{package.__name__}.{module}"), "router", None)
    if isinstance(router, Router):
        api.add_router("", router, tags=[module])


@api.exception_handler(GroundswellError)
def refuse(request: HttpRequest, error: GroundswellError) -> HttpResponse:
    return api.create_response(request, error.as_dict(), status=error.status)
