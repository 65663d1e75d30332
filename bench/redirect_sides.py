"""The two sides of the redirect benchmark, run in processes of their own."""

import hashlib
import os
from typing import Any

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402  # Django must be ready
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: E402
from django.shortcuts import get_object_or_404  # noqa: E402
from django.urls import path  # noqa: E402

from groundswell.accounts.services import create_workspace  # noqa: E402
from groundswell.kit import clock, ids  # noqa: E402
from groundswell.links.loader import load_clicks  # noqa: E402
from groundswell.links.models import Click, Link  # noqa: E402
from groundswell.links.services import create_link  # noqa: E402


def prepare(links: str) -> str:
    """A fresh database with that many links."""
    call_command("migrate", verbosity=0, skip_checks=True)
    workspace = create_workspace(slug="bench", name="Bench")
    for number in range(int(links)):
        create_link(
            workspace=workspace, target_url="https://shop.example/products/shoe?colour=red", slug=f"bench-{number}"
        )
    return links


def load() -> int:
    """How many clicks the loader brought in."""
    return load_clicks().clicks


def plain(request: HttpRequest, slug: str) -> HttpResponse:
    """What most people would write: look the link up, insert the click, redirect."""
    link: Link = get_object_or_404(Link, slug=slug, active=True)
    agent = request.headers.get("User-Agent", "")
    click_id = ids.new_click_id()
    visitor = hashlib.blake2b(f"{request.META['REMOTE_ADDR']}{agent}".encode(), digest_size=16).hexdigest()
    Click.objects.create(
        workspace_id=link.workspace_id,
        link=link,
        click_id=click_id,
        at=clock.now(),
        visitor=visitor,
        user_agent=agent[:255],
    )
    return HttpResponseRedirect(f"{link.target_url}&cid={click_id}")


urlpatterns = [path("l/<str:slug>", plain)]


class PlainSite(WSGIHandler):
    """Django with its default middleware and the one view."""

    def __init__(self) -> None:
        settings.ROOT_URLCONF = __name__
        super().__init__()


def __getattr__(name: str) -> Any:
    if name == "plain_view":
        return PlainSite()
    raise AttributeError(name)
