"""What is in the database after everybody died, against what was answered."""

import time
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from django.conf import settings

from groundswell.links.counting import recount
from groundswell.links.deliveries import load_deliveries
from groundswell.links.loader import load_clicks
from groundswell.links.models import Click, ClickDay, ClickHour, Order, WebhookDelivery
from groundswell.links.redirect.journal import journals
from groundswell.links.services import process_waiting

PATIENCE = 20.0


def clicks_kept(answered: Collection[str]) -> dict[str, int]:
    """Loads what is left; `twice`: in answers, rows or sums beyond one of each; `wrong`: sums that a recount makes otherwise."""
    left = _load(settings.HOME / "clicks", load_clicks)
    given, rows = set(answered), Counter(Click.objects.values_list("click_id", flat=True))
    days, hours = _sums()
    recount()
    anew, hours_anew = _sums()
    summed = sum(counted + excluded for _, _, counted, excluded, _ in days)
    return {
        "answered": len(answered), "lost": len(given - rows.keys()), "unanswered": len(rows.keys() - given),
        "twice": len(answered) - len(given) + max(summed, rows.total()) - len(rows),
        "wrong": len(days ^ anew) + len(hours ^ hours_anew), "journals": left,
    }  # fmt: skip


def orders_kept(answered: Collection[str]) -> dict[str, int]:
    """Loads and processes what is left; `failed`: events that could not become an order."""
    left = _load(settings.HOME / "events", load_deliveries)
    while process_waiting():
        pass
    given, orders = set(answered), Counter(Order.objects.values_list("external_id", flat=True))
    return {
        "answered": len(answered), "lost": len(given - orders.keys()), "unanswered": len(orders.keys() - given),
        "twice": orders.total() - len(orders), "failed": WebhookDelivery.objects.exclude(error="").count(),
        "waiting": WebhookDelivery.objects.filter(processed_at=None).count(), "journals": left,
    }  # fmt: skip


def _load(folder: Path, load: Callable[[], object]) -> int:
    """How many journals are left: one whose process has just been killed may be locked for a moment more."""
    until = time.monotonic() + PATIENCE
    load()
    while journals(folder) and time.monotonic() < until:
        time.sleep(0.1)
        load()
    return len(journals(folder))


def _sums() -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    days = ClickDay.objects.values_list("link", "day", "counted", "excluded", "visitors")
    return set(days), set(ClickHour.objects.values_list("link", "hour", "counted", "first"))
