"""The hashtag explorer: what is used, by whom, and what is taken up."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from groundswell.discovery.trends.queries import DAYS, explore, tag_users
from groundswell.discovery.trends.rules import METHOD
from groundswell.kit.errors import BadInput
from groundswell.web.http import WorkspaceRequest

SHOWN = ("all", "rising", "falling")


@require_GET
def hashtags(request: WorkspaceRequest) -> HttpResponse:
    """All tags, or with `show` only those rising or falling; `q` narrows by letters, `days` sets the window."""
    words, show = request.GET.get("q", "").strip(), request.GET.get("show", "")
    explored = explore(request.workspace, days=_days(request), text=words)
    tags = [tag for tag in explored.tags if show not in SHOWN[1:] or tag.trend == show]
    context: dict[str, Any] = {"explored": explored, "tags": tags, "words": words, "show": show, "method": METHOD}
    return render(request, "discovery/hashtags.html", context | {"DAYS": DAYS})


@require_GET
def hashtag(request: WorkspaceRequest) -> HttpResponse:
    """Who uses the tag `tag`, with the posts as proof."""
    tag = request.GET.get("tag", "")
    if not tag.strip(" #"):
        raise BadInput("Name a hashtag.", where="tag", cure="Choose one on the page Hashtags.")
    used = tag_users(request.workspace, tag, days=_days(request))
    return render(request, "discovery/hashtag.html", {"used": used, "DAYS": DAYS})


def _days(request: WorkspaceRequest) -> int:
    text = request.GET.get("days", "")
    return int(text) if text.isdecimal() and int(text) in DAYS else 30
