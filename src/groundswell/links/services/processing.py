"""Kept events become orders and refunds; as often as anybody likes."""

from datetime import timedelta

import structlog
from django.db import transaction

from groundswell.kit import clock
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.links.models import WebhookDelivery
from groundswell.links.rules.event_reading import document_of
from groundswell.links.rules.systems import SYSTEMS
from groundswell.links.services.telling import take_in

log = structlog.get_logger(__name__)
BODY_KEPT = timedelta(days=30)


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
    waiting = (
        WebhookDelivery.objects.filter(processed_at=None, error="")
        .select_related("workspace", "store__workspace")
        .order_by("pk")
    )
    return sum(1 for delivery in waiting[:1000] if process_delivery(delivery=delivery))


def _apply(delivery: WebhookDelivery) -> str:
    """Everything the event says, each by a key of its own; the weightiest outcome."""
    store = delivery.store
    said = SYSTEMS[store.kind].told(delivery.topic, document_of(delivery.body))
    outcomes = {take_in(store=store, told=one) for one in said}
    return next((word for word in ("created", "updated", "unchanged") if word in outcomes), "ignored")
