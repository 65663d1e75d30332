"""Blocks that hold content: page header, empty state, card, table, tabs, filter chips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_block_tag(end_name="endpage_header")
def page_header(
    content: str,
    title: object,
    *,
    subtitle: object = "",
    parent: object = "",
    parent_url: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
) -> SafeString:
    """The page's heading with its actions as content. The way back: `parent`, or `crumbs` of (label, address)."""
    trail = [*crumbs, *([(parent, parent_url)] if parent else [])]
    return _render("page_header", content, title=title, subtitle=subtitle, crumbs=trail)


@register.simple_block_tag(end_name="endempty")
def empty(content: str, icon: str, title: str, text: str = "") -> SafeString:
    """What stands where nothing is yet: what it is, what to do next, and the action as content."""
    return _render("empty", content, icon=icon, title=title, text=text)


@register.simple_block_tag(end_name="endcard")
def card(content: str, title: str = "", subtitle: str = "", css: str = "", body: bool = True) -> SafeString:
    """A card with a title; `body=False` when the content is a table or list that reaches the edges."""
    return _render("card", content, title=title, subtitle=subtitle, css=css, body=body)


NOTICE_ICONS = {"red": "alert-circle", "amber": "alert-triangle", "green": "circle-check"}


@register.simple_block_tag(end_name="endnotice")
def notice(content: str, tone: str = "sky", title: str = "", icon: str = "") -> SafeString:
    """A message in the page. `tone`: sky (to know), green (done), amber (look), red (wrong; read out at once)."""
    return _render("notice", content, tone=tone, title=title, icon=icon or NOTICE_ICONS.get(tone, "info-circle"))


@register.simple_block_tag(end_name="endtable_shell")
def table_shell(content: str, label: str, sticky: bool = True) -> SafeString:
    """Sideways scrolling for a wide table, by touch and by keyboard; the first column stays in sight when `sticky`."""
    return _render("table_shell", content, label=label, sticky=sticky)


@register.simple_block_tag(end_name="endtabs")
def tabs(content: str, label: str) -> SafeString:
    """A row of `tab`s: links, so each has an address."""
    return _render("tabs", content, label=label)


@register.inclusion_tag("components/tab.html")
def tab(label: str, url: str, active: bool = False, count: int | None = None, icon: str = "") -> dict[str, Any]:
    """One link inside `tabs`."""
    return {"label": label, "url": url, "active": active, "count": count, "icon": icon}


@register.simple_block_tag(end_name="endchips")
def chips(content: str, clear_url: str = "", label: str = "Filters in force") -> SafeString:
    """A row of `chip`s with a link that clears them all."""
    return _render("chips", content, clear_url=clear_url, label=label)


@register.inclusion_tag("components/chip.html")
def chip(label: str, remove_url: str, value: object = "") -> dict[str, Any]:
    """One filter in force, with the link that takes it away."""
    return {"label": label, "value": value, "remove_url": remove_url}


def _render(name: str, content: str, **context: Any) -> SafeString:
    # simple_block_tag hands over what the template inside has rendered, escaped there already.
    inner = mark_safe(content.strip())  # noqa: S308
    return render_to_string(f"components/{name}.html", {"content": inner, **context})
