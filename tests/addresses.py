"""Every address of a workspace, of the pages and of the API, with its parts filled in."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter

from groundswell.api.api import api
from tests.rows import JOB, PK, WORD

PREFIX = "w/<slug:slug>/"
PART = re.compile(r"<(?:\w+:)?(\w+)>")
# Parts that choose how something is shown, and name no row.
CHOICES = {"format": "csv", "image": "svg", "stage": "identified", "connector": "bluesky"}


class Page(NamedTuple):
    """A page below /w/SLUG/: its address after that, whether it names a row, and the view."""

    path: str
    names_row: bool
    view: Any


class Route(NamedTuple):
    """An operation of the API: `body` is the smallest that its schema allows, None when it takes none."""

    method: str
    path: str
    names_row: bool
    body: dict[str, Any] | None
    reads: bool


def pages() -> list[Page]:
    return [_page(pattern, route) for pattern, route in _patterns(get_resolver()) if route.startswith(PREFIX)]


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[URLPattern, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, route)
        else:
            yield entry, route


def _page(pattern: URLPattern, route: str) -> Page:
    converters: dict[str, Any] = getattr(pattern.pattern, "converters", {})
    values = {name: _part(name, converter, route) for name, converter in converters.items()}
    path = PART.sub(lambda part: str(values[part[1]]), route.removeprefix(PREFIX))
    return Page(path, bool(set(values) - set(CHOICES)), pattern.callback)


def _part(name: str, converter: Any, route: str) -> object:
    if name in CHOICES:
        return CHOICES[name]
    if isinstance(converter, IntConverter):
        return PK
    if isinstance(converter, UUIDConverter):
        return JOB
    if isinstance(converter, SlugConverter | StringConverter):
        return WORD
    raise AssertionError(f"tests/addresses.py cannot fill <{name}> of {route}: teach it to")


def routes() -> list[Route]:
    schema = api.get_openapi_schema()
    found = []
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            parts = {p["name"]: p["schema"] for p in operation.get("parameters", ()) if p["in"] == "path"}
            values = {name: CHOICES.get(name) or _example(kind, schema) for name, kind in parts.items()}
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            found.append(
                Route(
                    method=method,
                    path=path.format(**values),
                    names_row=bool(set(parts) - set(CHOICES)),
                    body=None if body is None else _example(body, schema),
                    reads=method == "get" or _reads(path, method),
                )
            )
    return found


def _reads(path: str, method: str) -> bool:
    """Whether the operation asks only for the right to read (a search, a check, a preview)."""
    for _, router in api._routers:
        for template, view in router.path_operations.items():
            if path.endswith(template.replace("{int:", "{")):
                auths = [auth for o in view.operations if method.upper() in o.methods for auth in o.auth_callbacks]
                return any(getattr(auth, "scope", "") == "read" for auth in auths)
    return False


def _example(kind: dict[str, Any], schema: dict[str, Any]) -> Any:
    """The smallest value of a JSON schema; whole numbers and words are those of the rows."""
    if "$ref" in kind:
        return _example(schema["components"]["schemas"][kind["$ref"].rpartition("/")[2]], schema)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in kind:
            return _example(kind[several][0], schema)
    if "enum" in kind or "const" in kind:
        return kind.get("const", kind.get("enum", [None])[0])
    if kind.get("type") == "object":
        return {name: _example(kind["properties"][name], schema) for name in kind.get("required", ())}
    formats = {
        "uuid": str(JOB),
        "date": "2026-01-02",
        "date-time": "2026-01-02T03:04:05Z",
        "uri": "https://only-here.example/",
        "email": "a@only-here.example",
    }
    by_type = {
        "integer": PK,
        "number": 1,
        "boolean": True,
        "array": [_example(kind["items"], schema)] if kind.get("items") else [],
        "string": formats.get(kind.get("format", ""), WORD),
    }
    if kind.get("type") not in by_type:
        return WORD
    return by_type[kind["type"]]
