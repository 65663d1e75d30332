"""WooCommerce's REST API v3: orders by id, so that new ones come last and pages do not shift."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from groundswell.links.asking.wire import Page, ShopRefuses, ShopWire
from groundswell.links.rules.event_reading import Document, objects_in
from groundswell.links.rules.told import Told
from groundswell.links.rules.woocommerce import order_told

API = "/wp-json/wc/v3"
PER_PAGE = 100


def login(wire: ShopWire) -> tuple[str, str]:
    """Basic authentication: WooCommerce's two-part key."""
    name, _, secret = wire.key.partition(":")
    return name, secret


def page(wire: ShopWire, since: date, cursor: str) -> Page:
    """Orders changed since that day; the cursor is the page's number."""
    number = int(cursor or 1)
    asked: dict[str, Any] = {
        "per_page": PER_PAGE, "page": number, "orderby": "id", "order": "asc", "modified_after": f"{since}T00:00:00Z",
        "dates_are_gmt": "true", "status": "any",
    }  # fmt: skip
    document, headers = wire.get(f"{API}/orders", params=asked, auth=login(wire))
    pages = headers.get("X-WP-TotalPages", "")
    if not pages.isdigit():
        raise ShopRefuses("The answer does not say how many pages there are: is this WooCommerce?", where=wire.url)
    return Page(objects_in(document, "list"), _read, str(number + 1) if number < int(pages) else "")


def _read(order: Document) -> Sequence[Told]:
    return [order_told(order)]
