"""Kept events become orders and refunds; as often as anybody likes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.utils import OperationalError

from groundswell.kit import clock
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.links.models import Store, WebhookDelivery
from groundswell.links.rules.event_reading import document_of
from groundswell.links.rules.systems import SYSTEMS
from groundswell.links.rules.told import OrderTold, Told, order_of
from groundswell.links.services.telling import take_in, take_in_orders

log = structlog.get_logger(__name__)
BODY_KEPT = timedelta(days=30)
AT_ONCE = 1000
MOST = 10_000


def process_delivery(*, delivery: WebhookDelivery) -> str:
    """ "created", "updated", "unchanged", "ignored" or "failed"; what cannot be used stays on the delivery with its reason."""
    try:
        with transaction.atomic():
            outcomes = {take_in(store=delivery.store, told=one) for one in _said(delivery)}
        outcome = next((word for word in ("created", "updated", "unchanged") if word in outcomes), "ignored")
        delivery.error = ""
        delivery.processed_at = clock.now()
    except GroundswellError as refusal:
        outcome = "failed"
        delivery.error = f"{refusal.where}: {refusal.message}" if refusal.where else refusal.message
        log.warning("webhook.unusable", delivery=delivery.pk, topic=delivery.topic, error=refusal.code)
    except OperationalError:  # the database is away or busy: the event waits
        raise
    except Exception as fault:  # one event that nobody foresaw must not hold up all that came after it
        outcome = "failed"
        delivery.error = f"The event could not be processed ({type(fault).__name__})."
        log.exception("webhook.failed", delivery=delivery.pk, topic=delivery.topic)
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


def process_waiting(most: int = MOST) -> int:
    """Processes events that were kept but neither processed nor refused, the oldest first, about `most`; how many."""
    done = 0
    while done < most and (some := _process_some()):
        done += some
    return done


@transaction.atomic
def _process_some() -> int:
    """The next thousand in one transaction; what another process has in hand is left to it."""
    waiting = WebhookDelivery.objects.filter(processed_at=None, error="").select_for_update(skip_locked=True)
    deliveries = list(waiting.order_by("pk")[:AT_ONCE])
    stores = Store.objects.select_related("workspace").in_bulk({delivery.store_id for delivery in deliveries})
    by_workspace: defaultdict[int, list[WebhookDelivery]] = defaultdict(list)
    for delivery in deliveries:
        delivery.store = stores[delivery.store_id]
        by_workspace[delivery.workspace_id].append(delivery)
    for those in by_workspace.values():
        _process_of_workspace(those)
    return len(deliveries)


def _process_of_workspace(deliveries: Sequence[WebhookDelivery]) -> None:
    """Orders together, everything else by itself; what is said of one order stays in its sequence."""
    together: dict[tuple[str, str], tuple[WebhookDelivery, OrderTold]] = {}
    for delivery in deliveries:
        try:
            said = _said(delivery)
        except GroundswellError:
            process_delivery(delivery=delivery)  # which notes why
            continue
        named = {(delivery.store.source, order_of(one)) for one in said}
        if "" in {name for _, name in named} or not together.keys().isdisjoint(named):
            _take_together(list(together.values()))
            together = {}
        match said:
            case [OrderTold() as order]:
                together[named.pop()] = (delivery, order)
            case _:
                process_delivery(delivery=delivery)
    _take_together(list(together.values()))


def _take_together(together: Sequence[tuple[WebhookDelivery, OrderTold]]) -> None:
    """All or none; when they cannot be had together, each half by itself, down to the one that is at fault."""
    if not together:
        return
    try:
        with transaction.atomic():
            take_in_orders(told=[(delivery.store, order) for delivery, order in together])
    except OperationalError:
        raise
    except Exception:
        if len(together) == 1:
            process_delivery(delivery=together[0][0])  # which notes why
            return
        middle = len(together) // 2
        _take_together(together[:middle])
        _take_together(together[middle:])
    else:
        rows = WebhookDelivery.objects.filter(pk__in=[delivery.pk for delivery, _ in together])
        rows.update(processed_at=clock.now(), error="")


def _said(delivery: WebhookDelivery) -> Sequence[Told]:
    """Everything the event says, each by a key of its own; BadInput for what cannot be."""
    return SYSTEMS[delivery.store.kind].told(delivery.topic, document_of(delivery.body))
