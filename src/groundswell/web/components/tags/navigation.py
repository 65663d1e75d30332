"""Links: the side navigation, paging, sorting."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def nav_url(context: Context, name: str, **kwargs: Any) -> str:
    """The address of a page of the current workspace; `#` for a page that no installed room has."""
    workspace = getattr(context.get("request"), "workspace", None)
    attempts = [kwargs] if workspace is None or "slug" in kwargs else [{"slug": workspace.slug, **kwargs}, kwargs]
    for attempt in attempts:
        try:
            return reverse(name, kwargs=attempt)
        except NoReverseMatch:
            continue
    return "#"


@register.inclusion_tag("components/nav_item.html", takes_context=True)
def nav_item(context: Context, name: str, icon: str, label: str, *, key: str = "", also: str = "") -> dict[str, Any]:
    """One link of the side navigation; marked current on its own page and those named in `also` (space-separated).

    `key` makes the shortcut `g key` of shell.js.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    current = match is not None and match.url_name in (name, *also.split())
    return {"href": nav_url(context, name), "icon": icon, "label": label, "key": key, "current": current}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: Any, noun: str = "rows") -> dict[str, Any]:
    """Previous and next for a Django `Page`, keeping the query string."""
    return {"request": context.get("request"), "page": page, "noun": noun}


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context: Context, label: str, field: str, *, css: str = "") -> dict[str, Any]:
    """A `<th>` that sorts by `field` through `?sort=field` or `?sort=-field`, and says so to screen readers."""
    request = context.get("request")
    current = request.GET.get("sort", "") if request else ""
    order = {field: "ascending", f"-{field}": "descending"}.get(current, "none")
    following = field if order == "descending" else f"-{field}"
    return {"request": request, "label": label, "css": css, "order": order, "sort": following}
