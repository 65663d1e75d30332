"""The pixel from the request to the order: in the journal before the answer, loaded once, unproven, never over a signed order."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from pytest_django.fixtures import Settings

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.links.models import Attribution, Conversion, Order, PageView, Site
from groundswell.links.pixel import PixelDoor, Pixels
from groundswell.links.pixel.path import GIF
from groundswell.links.queries import landing_days
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import create_code, create_site, record_order
from groundswell.links.sightings import load_sightings
from groundswell.links.tests.conftest import PHONE

ORDER = {"order_id": "1001", "amount": "120.00", "currency": "usd", "code": "maya10"}


@pytest.fixture
def site(workspace: Workspace) -> Site:
    return create_site(workspace=workspace, name="shop.example")[0]


@pytest.fixture
def pixels(settings: Settings, tmp_path: Path) -> PixelDoor:
    settings.HOME = tmp_path
    return PixelDoor()


def ask(
    door: PixelDoor, path: str, told: dict[str, str] | None = None, *, agent: bytes = PHONE, address: str = "198.51.100.7",
    method: str = "GET", **headers: str,
) -> tuple[int, dict[bytes, bytes], bytes]:  # fmt: skip
    """(status, headers, body) by the fast path; status 0 when it was handed on."""
    sent: list[Any] = []

    async def send(event: Any) -> None:
        sent.append(event)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def otherwise(*_: Any) -> None:
        sent.append({"status": 0, "headers": []})
        sent.append({"body": b""})

    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http", "path": path, "method": method, "query_string": urlencode(told or {}).encode(),
        "headers": [(b"user-agent", agent), *given], "client": (address, 4711),
    }  # fmt: skip
    asyncio.run(Pixels(otherwise, door)(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def order_of(door: PixelDoor, site: Site, **told: str) -> Conversion:
    assert ask(door, f"/px/{site.key}/order.gif", {**ORDER, **told})[0] == 200
    load_sightings()
    return Conversion.objects.latest("pk")


def test_a_page_is_written_down_before_the_answer_and_loaded_once(pixels: PixelDoor, site: Site) -> None:
    told = {
        "page": "https://www.shop.example/shoes?mail=a@b.example#x",
        "click_id": "abcdefghijkl",
        "utm_source": "instagram",
    }
    status, headers, body = ask(pixels, f"/px/{site.key}/view.gif", told)

    assert (status, body) == (200, GIF)
    assert headers[b"content-type"] == b"image/gif"
    assert headers[b"cache-control"] == b"private, no-store"
    assert headers[b"access-control-allow-origin"] == b"*"
    assert headers[b"cross-origin-resource-policy"] == b"cross-origin"
    assert load_sightings().clicks == 1
    assert load_sightings().clicks == 0
    view = PageView.objects.get()
    assert (view.page, view.click_id, view.utm) == ("shop.example/shoes", "abcdefghijkl", {"utm_source": "instagram"})
    assert (view.excluded, len(view.visitor)) == ("", 32)
    site.refresh_from_db()
    assert site.pixel_seen_at == view.at


def test_no_address_of_a_visitor_is_written_anywhere(pixels: PixelDoor, site: Site) -> None:
    ask(pixels, f"/px/{site.key}/view.gif", address="203.0.113.77")
    files = [path for path in pixels.journal.folder.rglob("*") if path.is_file()]
    assert len(files) == 2
    assert not any(b"203.0.113" in path.read_bytes() for path in files)


def test_without_script_the_page_is_the_referrer(pixels: PixelDoor, site: Site) -> None:
    ask(pixels, f"/px/{site.key}/view.gif", referer="https://shop.example/sale?x=1")
    load_sightings()
    assert PageView.objects.get().page == "shop.example/sale"


def test_machines_are_flagged_and_their_orders_kept_aside(pixels: PixelDoor, site: Site) -> None:
    ask(pixels, f"/px/{site.key}/view.gif", agent=b"Googlebot/2.1")
    ask(pixels, f"/px/{site.key}/view.gif", sec_purpose="prefetch")
    ask(pixels, f"/px/{site.key}/order.gif", ORDER, agent=b"Googlebot/2.1")
    load_sightings()
    assert list(PageView.objects.order_by("at").values_list("excluded", flat=True)) == ["bot", "prefetch"]
    assert Conversion.objects.get().reason == "Told by a machine (bot), not by a buyer’s browser."
    assert landing_days(site, clock.now() - timedelta(days=1)) == []
    assert not Order.objects.exists()


def test_keys_that_were_never_given_and_floods_are_turned_away(pixels: PixelDoor, site: Site) -> None:
    assert ask(pixels, f"/px/{'x' * 24}/view.gif")[0] == 404
    assert ask(pixels, f"/px/{site.key}/else")[0] == 0
    assert ask(pixels, f"/px/{site.key}/view.gif", method="POST")[0] == 0
    statuses = [ask(pixels, f"/px/{site.key}/view.gif", agent=b"%d" % n)[0] for n in range(121)]
    assert statuses[:120].count(200) == 120
    assert statuses[120] == 429
    assert ask(pixels, f"/px/{site.key}/view.gif", address="198.51.100.8")[0] == 200


def test_the_script_is_cached_and_an_unknown_key_tells_nothing(pixels: PixelDoor, site: Site) -> None:
    status, headers, body = ask(pixels, f"/px/{site.key}/p.js")
    assert (status, headers[b"cache-control"]) == (200, b"public, max-age=3600")
    assert b"document.currentScript" in body
    assert int(headers[b"content-length"]) == len(body) < 2000


def test_visits_are_a_visitors_first_page_of_a_day(pixels: PixelDoor, site: Site) -> None:
    for address, pages in (("198.51.100.1", "ab"), ("198.51.100.2", "a"), ("198.51.100.3", "ba")):
        for page in pages:
            ask(pixels, f"/px/{site.key}/view.gif", {"page": f"https://shop.example/{page}"}, address=address)
            # Loaded at once: each sighting has its own millisecond.
            load_sightings()
    found = landing_days(site, clock.now() - timedelta(days=1))
    assert [(row.page, row.visits) for row in found] == [("shop.example/a", 2), ("shop.example/b", 1)]


def test_an_order_is_counted_once_and_held_apart_as_unproven(
    pixels: PixelDoor, site: Site, workspace: Workspace, creator: Creator
) -> None:
    create_code(workspace=workspace, code="MAYA10", creator=creator)
    assert order_of(pixels, site).outcome == "created"
    assert order_of(pixels, site).outcome == "unchanged"
    order = Order.objects.get()
    assert (order.source, order.external_id, order.currency) == (f"pixel-{site.pk}", "1001", "USD")
    assert (order.subtotal, order.total, order.codes) == (Decimal("120.00"), Decimal("120.00"), ["MAYA10"])
    owed = Attribution.objects.get()
    assert (owed.creator, owed.held, owed.suspicions[0]["kind"]) == (creator, True, "unproven")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"amount": "-5.00"}, "-5.00 is below zero. Send what was given back as refunded."),
        ({"amount": ""}, "The order has no amount."),
        ({"amount": "12,5"}, "“12,5” is no amount."),
        ({"amount": "NaN"}, "“NaN” is no amount."),
        ({"currency": ""}, "The order has no currency. Give its three letters: USD."),
        ({"currency": "EURO"}, "“EURO” is no currency."),
        ({"order_id": " "}, "The order has no id."),
    ],
)
def test_what_cannot_be_right_is_kept_aside(pixels: PixelDoor, site: Site, told: dict[str, str], reason: str) -> None:
    row = order_of(pixels, site, **told)
    assert (row.outcome, row.reason) == ("aside", reason)
    assert not Order.objects.exists()


def test_another_amount_for_the_same_order_is_kept_aside(pixels: PixelDoor, site: Site) -> None:
    order_of(pixels, site)
    row = order_of(pixels, site, amount="999.00")
    assert row.outcome == "aside"
    assert row.reason == "The order 1001 was seen before with 120.00 USD, now with 999.00 USD."
    assert Order.objects.get().total == Decimal("120.00")


def test_a_signed_order_is_never_touched_whichever_comes_first(
    pixels: PixelDoor, site: Site, workspace: Workspace, facts: Callable[..., OrderFacts]
) -> None:
    told = facts(placed_at=clock.now(), external_id="5551", number="#1001", total=Decimal("113.00"))
    assert order_of(pixels, site).outcome == "created"
    record_order(workspace=workspace, facts=told)
    pixel = Order.objects.get(source=f"pixel-{site.pk}")
    assert pixel.cancelled_at is not None
    assert order_of(pixels, site, amount="1.00").outcome == "known"
    assert order_of(pixels, site, order_id="5551", amount="1.00").outcome == "known"
    proven = Order.objects.get(source="shopify")
    assert (proven.total, proven.counts, Order.objects.count()) == (Decimal("113.00"), True, 2)


def test_an_old_order_of_another_shop_with_the_same_number_is_another(
    pixels: PixelDoor, site: Site, workspace: Workspace, facts: Callable[..., OrderFacts]
) -> None:
    record_order(workspace=workspace, facts=facts(placed_at=clock.now() - timedelta(days=30)))
    assert order_of(pixels, site).outcome == "created"
