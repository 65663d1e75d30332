"""From a click to a PDF that a board would accept: a real server, real redirects, signed events of three shops.

By hand. Gross margin 60 %. Fees: Maya 50.00, Tom 30.00.

Maya  Shopify #1042: goods 90.00 (100.00 less 10.00), by code; 45.00 of goods given back           45.00
      Stripe: goods 85.00 (100.00 less 15.00) with tax 6.80, by click; 20.00 given back of goods
      and tax together, so 20.00 x 85.00 / 91.80 = 18.52 of goods                                  66.48
Tom   WooCommerce #727: goods 80.00 with tax 16.15, by click; 47.60 given back of goods and tax
      together, so 47.60 x 80.00 / 96.15 = 39.60 of goods                                          40.40
      Shopify #1043: goods 90.00 by code, from a coupon site: held apart, in no figure
Nobody: Shopify #1044 is a test.

net 151.88; contribution 91.13; spend 80.00; profit 11.13; ROI 11.13 / 80.00; 3 orders, 26.67 each
by link alone 106.88 (2 orders), by code alone 45.00 (1); once #1043 counts: net 241.88, 4 orders
"""

import io
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pypdf import PdfReader

from groundswell.links.rules.signatures import signature, stripe_signature
from groundswell.links.tests import shopify_events, stripe_events, woocommerce_events
from tests.browser.conftest import Live, serving

OWNER = "ann@acme.example"
SECRET = "made_up_for_the_way_to_the_report"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Instagram 390.0.0"
)
PATIENCE = 60
SIGNED_BY: dict[str, Callable[[bytes, str], dict[str, str]]] = {
    "shopify": lambda body, topic: {
        "X-Shopify-Hmac-Sha256": signature(body, SECRET), "X-Shopify-Topic": topic, "X-Shopify-Event-Id": signature(body, topic),
    },
    "woocommerce": lambda body, topic: {
        "X-WC-Webhook-Signature": signature(body, SECRET), "X-WC-Webhook-Topic": topic,
        "X-WC-Webhook-Delivery-ID": signature(body, topic),
    },
    "stripe": lambda body, _: {
        "Stripe-Signature": f"t={(now := int(time.time()))},v1={stripe_signature(body, SECRET, now)}",
    },
}  # fmt: skip


class Shop:
    """The server by its public interfaces alone."""

    def __init__(self, live: Live) -> None:
        live.command("workspaces", "create", "acme", "--name", "Acme Shoes", "--currency", "USD")
        live.command("users", "create", OWNER, "--workspace", "acme", "--role", "owner")
        token = live.command("tokens", "create", "--workspace", "acme", "--user", OWNER)["token"]
        self.live = live
        self.client = httpx.Client(
            base_url=f"{live.url}/api/v1", headers={"Authorization": f"Bearer {token}"}, timeout=30
        )
        self.hooks: dict[str, str] = {}

    def get(self, path: str) -> Any:
        return self.client.get(path).raise_for_status().json()

    def send(self, method: str, path: str, body: dict[str, Any]) -> Any:
        return self.client.request(method, path, json=body).raise_for_status().json()

    def tell(self, kind: str, topic: str, event: dict[str, Any], **headers: str) -> int:
        """As the shop sends it."""
        body = json.dumps(event).encode()
        signed = SIGNED_BY[kind](body, topic) | {"Content-Type": "application/json"} | headers
        return httpx.post(self.hooks[kind], content=body, headers=signed).status_code

    def click(self, slug: str) -> str:
        """Follows the short link as a phone does; the click id that the shop is given."""
        answer = httpx.get(f"{self.live.url}/l/{slug}", headers={"User-Agent": PHONE})
        assert answer.status_code == 302
        (click,) = parse_qs(urlsplit(answer.headers["Location"]).query)["cid"]
        return click

    def until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, self.get("/orders")
            time.sleep(0.2)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    live = Live.on(tmp_path / "home")
    with serving(live):
        shop = Shop(live)
        yield shop
        shop.client.close()


def set_up(shop: Shop, tmp_path: Path) -> None:
    shop.send("PATCH", "/workspace", {"gross_margin": 0.6})
    for name in ("Maya", "Tom"):
        creator = shop.send("POST", "/creators", {"name": f"{name} Brook", "email": f"{name.lower()}@creators.example"})
        facts = {"creator": creator["id"], "target_url": "https://shop.example/trail"}
        shop.send("POST", "/links", facts | {"slug": name.lower()})
        shop.send("POST", "/codes", {"code": f"{name.upper()}10", "creator": creator["id"]})
    for kind in SIGNED_BY:
        made = shop.send("POST", "/stores", {"kind": kind, "name": kind, "secret": SECRET})
        shop.hooks[kind] = shop.live.url + urlsplit(made["hook"]).path
    paid = tmp_path / "payouts.csv"
    rows = (
        "p1,maya@creators.example,fixed fee,50.00,USD,2026-03-20",
        "p2,tom@creators.example,fixed fee,30.00,USD,2026-03-20",
    )
    paid.write_text("\n".join(["payout id,email,payout basis,amount paid,currency,payout date", *rows]))
    shop.live.command("import", paid)


def sell(shop: Shop) -> None:
    """Twice each and in the wrong order: no figure changes by that."""
    mayas, toms = shop.click("maya"), shop.click("tom")
    now = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
    when = {"created_at": f"{now}+00:00", "processed_at": f"{now}+00:00", "updated_at": f"{now}+00:00"}
    order = shopify_events.order(**when)
    number = int(order["id"])
    leaked = shopify_events.order(
        **when, id=number + 1, name="#1043", referring_site="https://www.retailmenot.com/view/acme",
        discount_codes=[{"code": "tom10", "amount": "10.00", "type": "percentage"}],
    )  # fmt: skip
    test = shopify_events.order(**when, id=number + 2, name="#1044", test=True)
    landing = {"key": "_wc_order_attribution_session_entry", "value": f"https://shop.example/p/mug?cid={toms}"}
    woo = woocommerce_events.order(
        currency="USD", date_created_gmt=now, date_modified_gmt=now, meta_data=[landing], coupon_lines=[],
        refunds=[woocommerce_events.refund()],
    )  # fmt: skip
    paid = stripe_events.session(
        currency="usd", client_reference_id=f"cid_{mayas}", created=int(time.time()), discounts=[]
    )
    back = stripe_events.refund(currency="usd", created=int(time.time()))
    for _ in range(2):
        assert shop.tell("shopify", "refunds/create", shopify_events.refund()) == 200
        for event in (order, leaked, test):
            assert shop.tell("shopify", "orders/create", event) == 200
        assert shop.tell("woocommerce", "order.updated", woo) == 200
        assert shop.tell("stripe", "", stripe_events.event("charge.refund.updated", back, "evt_2")) == 200
        assert shop.tell("stripe", "", stripe_events.event("checkout.session.completed", paid)) == 200
    forged = {"X-Shopify-Hmac-Sha256": signature(b"{}", SECRET)}
    assert shop.tell("shopify", "orders/create", shopify_events.order(id=number + 3), **forged) == 401


def test_from_a_click_to_the_report_for_the_board(shop: Shop, tmp_path: Path) -> None:
    set_up(shop, tmp_path)
    sell(shop)
    shop.until(lambda: shop.get("/orders?owed=yes")["total"] == 3)
    report = shop.get("/reports/roi")
    totals = {
        name: report["totals"][name]
        for name in ("spend", "clicks", "orders", "net_revenue", "contribution", "profit", "cost_per_order")
    }
    assert totals == {
        "spend": 80.0, "clicks": 2, "orders": 3, "net_revenue": 151.88, "contribution": 91.13, "profit": 11.13,
        "cost_per_order": 26.67,
    }  # fmt: skip
    assert (report["totals"]["roi"], report["totals"]["roas"]) == pytest.approx((11.13 / 80, 151.88 / 80))
    rows = {
        row["creator"]["name"]: (row["orders"], row["net_revenue"], row["spend"], row["clicks"])
        for row in report["creators"]
    }
    assert rows == {"Maya Brook": (2, 111.48, 50.0, 1), "Tom Brook": (1, 40.4, 30.0, 1)}
    ways = {row["reading"]: (row["orders"], row["net_revenue"]) for row in report["range"]["readings"]}
    assert ways == {"link": (2, 106.88), "code": (1, 45.0), "union": (3, 151.88)}
    assert report["held_apart"] == {"orders": 1, "net_revenue": 90.0}
    shown = text_of_pdf(shop)
    for figure in ("80.00", "151.88", "91.13", "11.13", "111.48", "40.40", "106.88"):
        assert figure in shown, figure
    assert "Held apart: 1 orders with 90.00 USD of net revenue" in shown
    count_the_leaked_one(shop)


def count_the_leaked_one(shop: Shop) -> None:
    (held,) = shop.get("/held-orders")["orders"]
    assert [one["why"] for one in held["attribution"]["held"]] == [
        "The buyer came from the coupon site retailmenot.com"
    ]
    shop.send(
        "POST", "/held-orders/decisions", {"orders": [held["id"]], "count": True, "reason": "Tom wrote for that site"}
    )
    report = shop.get("/reports/roi")
    assert (report["totals"]["orders"], report["totals"]["net_revenue"]) == (4, 241.88)
    assert report["held_apart"] == {"orders": 0, "net_revenue": 0.0}
    assert "241.88" in text_of_pdf(shop)


def text_of_pdf(shop: Shop) -> str:
    answer = shop.client.get("/reports/roi.pdf").raise_for_status()
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())
