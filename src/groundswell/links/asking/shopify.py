"""Shopify's GraphQL Admin API: orders by their time of change, and waiting when the shop says so."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from groundswell.links.asking.wire import ATTEMPTS, Page, ShopRefuses, ShopWire
from groundswell.links.rules.event_reading import Document, object_in, objects_in
from groundswell.links.rules.shopify import order_of
from groundswell.links.rules.shopify_graph import FIELDS, event_of
from groundswell.links.rules.told import OrderTold, Told

VERSION = "2026-07"
ORDERS = f"""query($after:String,$query:String){{orders(first:25,after:$after,query:$query,sortKey:UPDATED_AT){{
pageInfo{{hasNextPage endCursor}} nodes{{{FIELDS}}}}}}}"""


def page(wire: ShopWire, since: date, cursor: str) -> Page:
    """Orders changed since that day; the cursor is Shopify's own."""
    data = asked(wire, ORDERS, {"after": cursor or None, "query": f"updated_at:>={since}"})
    orders = object_in(data, "orders")
    info = object_in(orders, "pageInfo")
    after = str(info.get("endCursor") or "") if info.get("hasNextPage") is True else ""
    return Page(objects_in(orders, "nodes"), _read, after)


def asked(wire: ShopWire, query: str, variables: Mapping[str, Any], *, writes: bool = False) -> Document:
    """The `data` of an answer. Shopify answers 200 to what it throttles: that is asked again when it can be afforded."""
    send = wire.write if writes else wire.post
    for attempt in range(ATTEMPTS):
        answer = send(
            f"/admin/api/{VERSION}/graphql.json", json={"query": query, "variables": variables},
            headers={"X-Shopify-Access-Token": wire.key},
        )  # fmt: skip
        errors = objects_in(answer, "errors")
        if not errors:
            return object_in(answer, "data")
        code = object_in(errors[0], "extensions").get("code")
        if code == "ACCESS_DENIED" and writes:
            raise wire.cannot_write()
        if code != "THROTTLED":
            raise ShopRefuses(f"Shopify says: {errors[0].get('message')}", where="graphql")
        wire.wait(attempt, "")
    raise ShopRefuses("Shopify is too busy to answer.", where="graphql", cure="Try again later.")


def _read(node: Document) -> Sequence[Told]:
    return [OrderTold(order_of(event_of(node)))]
