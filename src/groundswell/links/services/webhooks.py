"""Signed events: verified, kept as they came, answered, and only then processed; as often as anybody likes."""

from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.core.cache import cache
from django.db import transaction

from groundswell.accounts.services import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.kit.ids import digest
from groundswell.links.errors import BadSignature
from groundswell.links.models import Store, WebhookDelivery
from groundswell.links.rules import shopify
from groundswell.links.services.orders import record_order, record_refund
from groundswell.links.services.stores import secret_of

log = structlog.get_logger(__name__)
BAD_SIGNATURES = 20
BAD_SIGNATURE_WINDOW = 300
BODY_KEPT = timedelta(days=30)


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
    """(the kept delivery, whether it is new). BadSignature for a forged, damaged or wrongly signed one.

    The event id is outside the signature, so it only saves work: what a replayed body can do is nothing anyway,
    because orders and refunds are idempotent by their own ids.
    """
    if not shopify.is_signed(event.body, secret_of(store), event.signature):
        _refuse(store, event)
    return WebhookDelivery.objects.get_or_create(
        store=store,
        topic=event.topic[:60],
        event_id=(event.event_id or digest(event.body.hex()))[:120],
        defaults={"workspace": store.workspace, "body": event.body.decode("utf-8", "replace").replace("\0", "")},
    )


def _refuse(store: Store, event: Event) -> None:
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
        "The event is not signed with this store's secret.",
        where="X-Shopify-Hmac-Sha256",
        cure="Enter the shop's current signing secret in Groundswell.",
    )


def process_delivery(*, delivery: WebhookDelivery) -> str:
    """ "created", "updated", "unchanged", "ignored" or "failed"; what cannot be used stays on the delivery with its reason."""
    try:
        with transaction.atomic():
            outcome = _apply(delivery)
        delivery.error = ""
        delivery.processed_at = clock.now()
    except GroundswellError as refusal:
        outcome = "failed"
        delivery.error = f"{refusal.where}: {refusal.message}" if refusal.where else refusal.message
        log.warning("webhook.unusable", delivery=delivery.pk, topic=delivery.topic, error=refusal.code)
    delivery.save(update_fields=["processed_at", "error"])
    return outcome


def replay_delivery(*, delivery: WebhookDelivery) -> str:
    """Processes a kept event again; the outcome as of `process_delivery`. BadInput once its content is forgotten."""
    if not delivery.body:
        raise BadInput(
            f"The content of this event was deleted after {BODY_KEPT.days} days.",
            where="delivery",
            cure="Import the shop’s export of orders instead.",
        )
    return process_delivery(delivery=delivery)


def forget_old_events() -> int:
    """Empties processed events after 30 days: they hold buyers' names and addresses. How many were emptied."""
    old = WebhookDelivery.objects.filter(received_at__lt=clock.now() - BODY_KEPT, processed_at__isnull=False)
    return old.exclude(body="").update(body="")


def process_waiting() -> int:
    """Processes every event that was kept but neither processed nor refused; how many."""
    waiting = WebhookDelivery.objects.filter(processed_at=None, error="").select_related("workspace").order_by("pk")
    return sum(1 for delivery in waiting[:1000] if process_delivery(delivery=delivery))


def _apply(delivery: WebhookDelivery) -> str:
    if delivery.topic in shopify.ORDER_TOPICS:
        facts = shopify.order_of(shopify.document_of(delivery.body))
        return record_order(workspace=delivery.workspace, facts=facts)
    if delivery.topic == shopify.REFUND_TOPIC:
        order_id, refund = shopify.refund_of(shopify.document_of(delivery.body))
        return record_refund(
            workspace=delivery.workspace, source=shopify.SOURCE, order_external_id=order_id, refund=refund
        )
    return "ignored"
