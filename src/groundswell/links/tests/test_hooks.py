"""The fast path of shops' events: kept in a journal before the answer, in the books once."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from groundswell.accounts.models import Workspace
from groundswell.links.deliveries import load_deliveries
from groundswell.links.hooks import HookDoor, StoreHooks
from groundswell.links.models import Order, Store, WebhookDelivery
from groundswell.links.rules.signatures import signature
from groundswell.links.services import create_store, process_waiting, replace_secret
from groundswell.links.tests import shopify_events as events

SECRET = "shpss_made_up"


@pytest.fixture
def store(workspace: Workspace) -> Store:
    return create_store(workspace=workspace, name="Acme shop", secret=SECRET)


@pytest.fixture
def hooks(store: Store, settings: Settings, tmp_path: Path) -> HookDoor:
    settings.HOME = tmp_path
    door = HookDoor()
    door.stores.refresh()
    return door


def post(
    door: HookDoor, store: Store, pieces: list[bytes], *, secret: str = SECRET, event_id: str = "e1", ends: bool = True
) -> tuple[list[int], list[bytes]]:
    """(statuses the fast path sent, bodies that Django was handed)."""
    statuses: list[int] = []
    handed_on: list[bytes] = []
    messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    messages.append({"type": "http.request", "body": b"", "more_body": False} if ends else {"type": "http.disconnect"})

    async def otherwise(scope: Any, receive: Any, send: Any) -> None:
        heard = b""
        while (message := await receive())["type"] == "http.request":
            heard += message["body"]
            if not message["more_body"]:
                break
        handed_on.append(heard)

    async def send(event: Any) -> None:
        statuses.extend([event["status"]] if "status" in event else [])

    async def receive() -> Any:
        return messages.pop(0)

    headers = {
        "x-shopify-hmac-sha256": signature(b"".join(pieces), secret), "x-shopify-topic": "orders/create", "x-shopify-event-id": event_id,
    }  # fmt: skip
    scope = {
        "type": "http", "method": "POST", "path": f"/hooks/shopify/{store.token}",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    application = StoreHooks(otherwise, door)

    async def run() -> None:
        # The table is fresh already, and no thread is wanted here.
        application.resting = asyncio.create_task(asyncio.sleep(0))
        await application(scope, receive, send)

    asyncio.run(run())
    return statuses, handed_on


def test_a_signed_event_is_on_disk_before_the_answer_and_one_order_after(hooks: HookDoor, store: Store) -> None:
    body = json.dumps(events.order(), indent=1).encode()
    for _ in range(2):
        assert post(hooks, store, [body[:900], body[900:]]) == ([200], [])
    assert not WebhookDelivery.objects.exists()
    assert (load_deliveries().clicks, load_deliveries().clicks) == (2, 0)
    assert WebhookDelivery.objects.get().body == body.decode()
    assert (process_waiting(), process_waiting()) == (1, 0)
    assert Order.objects.get().external_id == str(events.ORDER_ID)


def test_what_is_not_rightly_signed_is_left_to_django_whole(hooks: HookDoor, store: Store) -> None:
    assert post(hooks, store, [b"{", b"}"], secret="shpss_guess") == ([], [b"{}"])
    assert post(hooks, store, [b"x" * 300_000] * 2) == ([], [b"x" * 600_000])
    assert post(hooks, store, [b"{"], ends=False)[0] == []
    assert load_deliveries().clicks == 0


def test_a_replaced_secret_and_a_deleted_store_are_known_after_the_next_look(hooks: HookDoor, store: Store) -> None:
    replace_secret(store=store, secret="shpss_replaced")
    hooks.stores.refresh()
    assert post(hooks, store, [b"{}"])[0] == []
    assert post(hooks, store, [b"{}"], secret="shpss_replaced")[0] == [200]
    assert "shpss" not in repr(hooks.stores.entries)
    store.delete()
    hooks.stores.refresh()
    assert post(hooks, store, [b"{}"], secret="shpss_replaced")[0] == []
    assert (load_deliveries().clicks, WebhookDelivery.objects.count()) == (0, 0)


def test_one_bad_event_among_many_fails_alone(hooks: HookDoor, store: Store) -> None:
    for number in range(3):
        order = events.order(
            id=events.ORDER_ID + number, **({"currency": None, "total_price_set": None} if number == 1 else {})
        )
        post(hooks, store, [json.dumps(order).encode()], event_id=f"e{number}")
    load_deliveries()
    process_waiting()
    assert Order.objects.count() == 2
    assert WebhookDelivery.objects.exclude(error="").count() == 1


def test_what_the_database_refuses_fails_alone_with_its_reason(hooks: HookDoor, store: Store) -> None:
    for number in range(5):
        order = events.order(id=events.ORDER_ID + number, name="\ud83d" if number == 2 else f"#{number}")
        post(hooks, store, [json.dumps(order).encode()], event_id=f"e{number}")
    load_deliveries()
    assert process_waiting() == 5
    assert sorted(Order.objects.values_list("number", flat=True)) == ["#0", "#1", "#3", "#4"]
    [bad] = WebhookDelivery.objects.filter(processed_at=None)
    assert (bad.event_id, bad.error) == ("e2", "The event could not be processed (UnicodeEncodeError).")
