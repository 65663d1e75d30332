"""From the journals of shops' events into the table of deliveries: every event exactly once, as `loader` does with clicks."""

from pathlib import Path

from django.conf import settings

from groundswell.creators.imports.writing import bulk
from groundswell.links.hooks.door import FOLDER
from groundswell.links.loader import Loaded, load_journals
from groundswell.links.models import Store, WebhookDelivery
from groundswell.links.rules.event_lines import event_of
from groundswell.links.rules.systems import SYSTEMS
from groundswell.links.services.webhooks import delivery_key, kept_text

COLUMNS = ("workspace_id", "store_id", "topic", "event_id", "body", "received_at", "error")


def load_deliveries(folder: Path | None = None) -> Loaded:
    """Loads every journal of events; `clicks` of the answer counts those that were read, known ones too."""
    return load_journals(folder or settings.HOME / FOLDER, _take)


def _take(body: bytes) -> tuple[int, int]:
    found = [event_of(line) for line in body.split(b"\n") if line]
    events = [event for event in found if event is not None]
    stores = Store.objects.in_bulk({event.store_id for event in events})
    rows = []
    for event in events:
        store = stores.get(event.store_id)
        if store is None:  # deleted since, and its deliveries with it
            continue
        topic, event_id = delivery_key(event.body, *SYSTEMS[store.kind].named(event.headers, event.body))
        rows.append(
            (store.workspace_id, store.pk, topic, event_id, kept_text(event.body), bulk.moment(event.at), "")
        )  # fmt: skip
    bulk.insert(WebhookDelivery, COLUMNS, rows, "DO NOTHING")
    return len(rows), found.count(None)
