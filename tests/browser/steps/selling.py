"""Steps 9 and 10: orders that the shop sends, and what it all brought."""

import base64
import csv
import hashlib
import hmac
import io
import json
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import expect

from tests.browser.steps.agreeing import CAMPAIGN
from tests.browser.walking import Walk, figure, row

SECRET = "shpss_made_up_for_the_walk"  # of a shop that is not there
ORDER = 820982911946154508

# By hand. Mara's orders in the campaign: #3001 of the file, 100.00, and #1042 of the shop, 90.00 less 45.00 refunded.
NET = 145.00
# Fee 60.00, three boxes at cost 12.50, 10 % commission on 145.00.
SPEND = 60.00 + 12.50 + 14.50
ROI = (NET - SPEND) / SPEND


def connect_store(walk: Walk) -> None:
    page = walk.page
    walk.to("Orders")
    walk.look("orders")
    walk.follow("Stores")
    walk.follow("Connect a store")
    page.get_by_label("Name").fill("Fern shop")
    page.get_by_label("Signing secret").fill(SECRET)
    walk.press("Connect")
    walk.learnt["hook"] = page.get_by_label("Webhook address").input_value()
    walk.look("store")


def sell(walk: Walk) -> None:
    """The shop's order is owed to Mara by her code; a forged one is refused; a refund is taken off."""
    page, hook = walk.page, walk.learnt["hook"]
    order = order_with(walk.learnt["code"])
    assert post(hook, "orders/create", order) == 200
    assert post(hook, "orders/create", order_with("MARA15", id=ORDER + 1), secret="shpss_guess") == 401
    walk.to("Orders")
    walk.until(lambda: row(page, "#1042").count() == 1)
    expect(row(page, "#1042")).to_contain_text("Mara Quill")
    expect(row(page, "#1042").get_by_role("cell").last).to_have_text("$90.00")
    assert post(hook, "refunds/create", refund()) == 200
    walk.until(lambda: row(page, "#1042").get_by_role("cell").last.inner_text() == "$45.00")
    expect(row(page, "#3001")).to_contain_text("Mara Quill")
    assert row(page, "#1043").count() == 0
    walk.look("orders-attributed")
    walk.follow("#1042")
    expect(page.get_by_text("Owed to Mara Quill")).to_be_visible()
    walk.look("order-panel", main=False)
    walk.press("Close")


def count_return(walk: Walk) -> None:
    page = walk.page
    walk.to("ROI")
    walk.look("roi")
    page.get_by_label("Campaign", exact=True).select_option(label=CAMPAIGN)
    walk.heading("Return on investment")
    expect(figure(page, "Spend")).to_have_text(f"${SPEND:.2f}")
    mara = page.get_by_role("region", name="Creators").get_by_role("row").filter(has_text="Mara Quill")
    cells = [cell.strip() for cell in mara.get_by_role("cell").all_inner_texts()]
    assert cells[:6] == [f"${SPEND:.2f}", "1", "2", f"${NET:.2f}", f"${NET - SPEND:.2f}", f"{ROI:.1%}"]
    expect(figure(page, "Orders")).to_have_text("2")
    walk.look("roi-campaign")
    pdf = download(walk, "PDF for the board")
    assert pdf.read_bytes().startswith(b"%PDF-")
    (line,) = [
        r
        for r in csv.DictReader(io.StringIO(download(walk, "CSV").read_text("utf-8-sig")))
        if r["creator"] == "Mara Quill"
    ]
    assert (float(line["spend"]), float(line["net_revenue"]), int(line["orders"])) == (SPEND, NET, 2)
    assert (float(line["fee"]), float(line["product"]), float(line["commission"])) == (60.00, 12.50, 14.50)


def download(walk: Walk, name: str) -> Path:
    walk.press("Download")
    with walk.page.expect_download() as coming:
        walk.follow(name)
    return coming.value.path()


def post(address: str, topic: str, event: dict[str, Any], secret: str = SECRET) -> int:
    """As Shopify sends it: signed with the secret over the bytes of the body."""
    body = json.dumps(event).encode()
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    headers = {
        "X-Shopify-Hmac-Sha256": base64.b64encode(digest).decode(), "X-Shopify-Topic": topic,
        "X-Shopify-Event-Id": f"{topic}-{event['id']}", "Content-Type": "application/json",
    }  # fmt: skip
    return httpx.post(address, content=body, headers=headers).status_code


def money(amount: str) -> dict[str, Any]:
    return {
        "shop_money": {"amount": amount, "currency_code": "USD"},
        "presentment_money": {"amount": amount, "currency_code": "USD"},
    }


def order_with(code: str, id: int = ORDER) -> dict[str, Any]:
    """Goods of 100.00 with 10.00 off, 7.20 tax on top, 4.90 shipping."""
    number = 1042 + id - ORDER
    return {
        "id": id, "name": f"#{number}", "order_number": number, "test": False, "taxes_included": False,
        "created_at": "2026-11-10T08:00:00-05:00", "processed_at": "2026-11-10T08:00:00-05:00", "updated_at": "2026-11-10T08:00:05-05:00",
        "cancelled_at": None, "currency": "USD", "email": "buyer@wren.example",
        "subtotal_price": "90.00", "subtotal_price_set": money("90.00"), "total_price": "102.10", "total_price_set": money("102.10"),
        "total_discounts": "10.00", "total_discounts_set": money("10.00"), "total_tax": "7.20", "total_tax_set": money("7.20"),
        "total_shipping_price_set": money("4.90"), "discount_codes": [{"code": code.lower(), "amount": "10.00", "type": "percentage"}],
        "landing_site": "/oats", "note_attributes": [], "refunds": [],
        "line_items": [{"id": 1, "title": "Oat bars", "sku": "OAT-12", "quantity": 2, "price": "50.00", "price_set": money("50.00"), "tax_lines": []}],
    }  # fmt: skip


def refund() -> dict[str, Any]:
    """One of the two boxes back: 45.00 of goods and 3.60 tax."""
    back = {
        "id": 1,
        "quantity": 1,
        "subtotal": 45.0,
        "subtotal_set": money("45.00"),
        "total_tax": 3.6,
        "total_tax_set": money("3.60"),
    }
    return {
        "id": 509562969, "order_id": ORDER, "created_at": "2026-11-12T09:00:00-05:00", "refund_line_items": [back], "order_adjustments": [],
        "transactions": [{"id": 2, "kind": "refund", "status": "success", "amount": "48.60", "currency": "USD"}],
    }  # fmt: skip
