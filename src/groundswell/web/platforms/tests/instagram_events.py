"""Events as Meta sends them, and an Instagram that answers. Import what you need."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from groundswell.kit import clock
from groundswell.platforms.instagram import plugin
from groundswell.platforms.instagram.tests import recorded
from groundswell.platforms.services import save_keys
from groundswell.platforms.services.hooks import hook_address
from groundswell.platforms.tests.faults import FaultyServer, Reply, faulty, led
from groundswell.platforms.tests.toy import connectors

__all__ = ["connectors", "faulty", "led"]
ME, SECRET, NOON = "17841400000000999", "app-s3cret", datetime(2026, 11, 14, 12, tzinfo=UTC)
KEYS = {"access_token": "EAAtoken", "user_id": ME, "app_secret": SECRET}
IN_CAPTION = {"field": "mentions", "value": {"media_id": "17900000000000101"}}
IN_COMMENT = {"field": "mentions", "value": {"media_id": "17900000000000303", "comment_id": "17900000000000202"}}
CDN = "https://lookaside.example/ig_messaging_cdn/?asset_id=1&signature=x"
STORY = {
    "sender": {"id": "6500000000000001"}, "recipient": {"id": ME}, "timestamp": 1794650400000,
    "message": {"mid": "aWdfbWlk", "attachments": [{"type": "story_mention", "payload": {"url": CDN}}]},
}  # fmt: skip
PRIVATE = {"sender": {"id": "6500000000000002"}, "timestamp": 1, "message": {"mid": "m2", "text": "my address is"}}


@pytest.fixture(autouse=True)
def instagram(connectors: Callable[..., None], led: FaultyServer) -> Iterator[FaultyServer]:
    cache.clear()
    connectors(plugin)
    save_keys(connector="instagram", given=KEYS)
    led.reply(f"/{ME}?fields=mentioned_media", Reply.of(recorded("mentioned_media")))
    led.reply(f"/{ME}?fields=mentioned_comment", Reply.of(recorded("mentioned_comment")))
    led.reply(f"/{ME}?fields=username", Reply.of({"username": "Acme", "id": ME}))
    led.reply("/6500000000000001", Reply.of({"name": "Nora", "username": "nora.runs", "id": "6500000000000001"}))
    led.reply("business_discovery", Reply.of({"error": {"code": 110, "error_subcode": 2207013}}, 400))
    with clock.told(NOON):
        yield led


def path() -> str:
    return hook_address("instagram").removeprefix("http://127.0.0.1:8000")


def event(*changes: Any, messaging: Any = ()) -> bytes:
    entry = {"id": ME, "changes": list(changes), "messaging": list(messaging)}
    return json.dumps({"object": "instagram", "entry": [entry]}).encode()


def send(body: bytes, secret: str = SECRET, **headers: str) -> Any:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    signed = {"X-Hub-Signature-256": f"sha256={signature}", **headers}
    return Client().post(path(), body, content_type="application/json", headers=signed)
