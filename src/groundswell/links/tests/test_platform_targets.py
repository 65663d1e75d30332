"""Phones can be led elsewhere: by the redirect path, checked like every target, with the history kept."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput
from groundswell.links.errors import UnsafeTarget
from groundswell.links.models import Link
from groundswell.links.redirect import Door
from groundswell.links.services import create_link, update_link
from groundswell.links.tests.conftest import PHONE, visit

ANDROID = b"Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
LAPTOP = b"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15"
APPS = {"ios": "https://app.fernway.example/shoe?ref=1", "android": "https://play.example/details?id=x"}


@pytest.fixture
def link(workspace: Workspace, creator: Creator) -> Link:
    return create_link(workspace=workspace, target_url="https://shop.example/shoe", creator=creator, slug="maya")


def led(door: Door, agent: bytes) -> Any:
    location = door.location(door.table.entries["maya"], visit(agent))
    assert location is not None
    return urlsplit(location.decode())


def test_each_platform_goes_its_way_and_carries_the_click(door: Door, link: Link) -> None:
    update_link(link=link, platform_targets=APPS)
    door.table.refresh()
    ways = {agent: led(door, agent) for agent in (PHONE, ANDROID, LAPTOP, b"", b"WhatsApp/2.23")}
    assert [way.netloc for way in ways.values()] == [
        "app.fernway.example", "play.example", "shop.example", "shop.example", "shop.example",
    ]  # fmt: skip
    query = parse_qs(ways[PHONE].query)
    assert (query["ref"], query["utm_source"], len(query["cid"][0])) == (["1"], ["instagram"], 12)


def test_one_platform_alone_and_none_any_more(door: Door, link: Link) -> None:
    update_link(link=link, platform_targets={"ios": APPS["ios"], "android": " "})
    door.table.refresh()
    assert [led(door, agent).netloc for agent in (PHONE, ANDROID)] == ["app.fernway.example", "shop.example"]
    update_link(link=link, platform_targets={})
    door.table.refresh()
    assert led(door, PHONE).netloc == "shop.example"
    entry = door.table.entries["maya"]
    assert entry is not None
    assert entry.elsewhere is None
    changes = [row.detail["after"] for row in AuditEntry.objects.filter(action="link.edited").order_by("pk")]
    assert changes == [{"platform_targets": {"ios": APPS["ios"]}}, {"platform_targets": {}}]


@pytest.mark.parametrize(
    "unsafe", ["javascript:alert(1)", "fernway://shoe", "http://127.0.0.1:8000/l/maya", "https://a@evil.example/"]
)
def test_a_platforms_target_is_checked_like_any(link: Link, unsafe: str) -> None:
    with pytest.raises(UnsafeTarget) as refusal:
        update_link(link=link, platform_targets={"android": unsafe})
    assert refusal.value.where == "android"
    with pytest.raises(BadInput):
        update_link(link=link, platform_targets={"windows": "https://shop.example/"})
    link.refresh_from_db()
    assert link.platform_targets == {}


def test_by_page_api_and_command(
    link: Link, member_client: Callable[..., Any], api: Callable[..., Any], cli: Callable[..., Any]
) -> None:
    client, path = member_client("manager"), f"/w/acme/links/{link.pk}/"
    page = client.post(path, {"target_url": link.target_url, "active": "on", **APPS}, follow=True).content.decode()
    assert "Phones are led to addresses of their own" in page
    assert APPS["ios"] in page
    refused = client.post(path, {"target_url": link.target_url, "ios": "fernway://shoe"}).content.decode()
    assert "A link must lead to a web address." in refused
    document = api().get(f"/api/v1/links/{link.pk}").json()
    assert document["platform_targets"] == APPS
    sent = {"platform_targets": {"ios": APPS["ios"]}}
    changed = api().patch(f"/api/v1/links/{link.pk}", sent, content_type="application/json").json()
    assert changed["platform_targets"] == sent["platform_targets"]
    assert APPS["android"] in cli("links", "phones", "maya", "--android", APPS["android"]).stdout
    link.refresh_from_db()
    assert link.platform_targets == {"android": APPS["android"]}
