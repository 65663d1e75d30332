"""Signed events: verified, kept as they came, answered, and only then processed."""

from dataclasses import dataclass

import structlog
from django.core.cache import cache

from groundswell.accounts.services import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.kit.ids import digest
from groundswell.links.errors import BadSignature
from groundswell.links.models import Store, WebhookDelivery
from groundswell.links.rules.systems import SYSTEMS
from groundswell.links.services.stores import secret_of

log = structlog.get_logger(__name__)
BAD_SIGNATURES = 20
BAD_SIGNATURE_WINDOW = 300


@dataclass(frozen=True, slots=True)
class Event:
    """What a webhook request brought; `signature`, `topic` and `event_id` are from its headers."""

    body: bytes
    signature: str
    topic: str
    event_id: str


class TooManyBadSignatures(GroundswellError):
    code = "too_many_bad_signatures"
    status = 429


def receive_event(*, store: Store, event: Event) -> tuple[WebhookDelivery, bool]:
    """(the kept delivery, whether it is new). BadSignature for a forged, damaged, wrongly signed or stale one.

    The event id may be outside the signature, so it only saves work: what a replayed body can do is nothing anyway,
    because orders and refunds are idempotent by their own ids.
    """
    reason = SYSTEMS[store.kind].refusal(event.body, secret_of(store), event.signature, clock.now())
    if reason:
        _refuse(store, event, reason)
    topic, event_id = delivery_key(event.body, event.topic, event.event_id)
    return WebhookDelivery.objects.get_or_create(
        store=store,
        topic=topic,
        event_id=event_id,
        defaults={"workspace": store.workspace, "body": kept_text(event.body)},
    )


def delivery_key(body: bytes, topic: str, event_id: str) -> tuple[str, str]:
    """(topic, event id) under which an event is kept once; the body's digest stands in for an id that nobody gave."""
    return topic[:60].replace("\0", ""), (event_id or digest(body.hex()))[:120].replace("\0", "")


def kept_text(body: bytes) -> str:
    """The body as the table keeps it: PostgreSQL takes no NUL."""
    return body.decode("utf-8", "replace").replace("\0", "")


def _refuse(store: Store, event: Event, reason: str) -> None:
    key = f"bad-signatures:{store.pk}"
    cache.add(key, 0, BAD_SIGNATURE_WINDOW)
    count = cache.incr(key)
    if count > BAD_SIGNATURES:
        raise TooManyBadSignatures(
            "Too many badly signed events.", cure="Check the signing secret, then wait five minutes."
        )
    log.warning(
        "webhook.refused", store=store.pk, topic=event.topic[:60], bytes=len(event.body), signed=bool(event.signature)
    )
    detail = {"topic": event.topic[:60], "bytes": len(event.body), "signed": bool(event.signature)}
    record_audit(workspace=store.workspace, user=None, action="webhook.refused", subject=store.name, detail=detail)
    raise BadSignature(
        reason,
        where=SYSTEMS[store.kind].signed_by,
        cure="Enter the shop's current signing secret in Groundswell.",
    )


def note_ping(*, store: Store) -> None:
    """The shop tried the address without an event: WooCommerce does when a webhook is saved."""
    Store.objects.filter(pk=store.pk).update(pinged_at=clock.now())
