"""The server's side of the benchmark of webhooks, run in processes of their own."""

import json
import os
from collections import Counter
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from webhook_events import CODES, KINDS, SECRET  # noqa: E402

from groundswell.accounts.services import create_token, create_user, create_workspace  # noqa: E402
from groundswell.creators.models import Creator  # noqa: E402
from groundswell.links.deliveries import load_deliveries  # noqa: E402
from groundswell.links.models import Order, WebhookDelivery  # noqa: E402
from groundswell.links.services import create_code, create_store, process_waiting  # noqa: E402


def prepare() -> str:
    """A fresh database with three stores and 300 creators' codes; the stores' tokens and one for the API."""
    call_command("migrate", verbosity=0, skip_checks=True)
    workspace = create_workspace(slug="bench", name="Bench")
    for number in range(CODES):
        creator = Creator.objects.create(workspace=workspace, name=f"Creator {number}")
        create_code(workspace=workspace, code=f"BENCH{number}", creator=creator)
    stores = [create_store(workspace=workspace, name=kind, kind=kind, secret=SECRET) for kind in KINDS]
    user = create_user(email="bench@example.com", workspace=workspace, role="owner")
    return json.dumps(
        {"stores": [s.token for s in stores], "api": create_token(workspace=workspace, user=user, name="b")}
    )


def settle() -> str:
    """Loads and processes what is left, as the worker would."""
    load_deliveries()
    while process_waiting():
        pass
    return counts()


def counts() -> str:
    """How far the worker is."""
    waiting = WebhookDelivery.objects.filter(processed_at=None, error="").count()
    return json.dumps(
        {"deliveries": WebhookDelivery.objects.count(), "waiting": waiting, "orders": Order.objects.count()}
    )


def compare(answered_file: str) -> str:
    """Answered order ids against the orders there are: (lost, counted twice, failed)."""
    answered = set(json.loads(Path(answered_file).read_text()))
    there = Counter(Order.objects.values_list("external_id", flat=True))
    failed = WebhookDelivery.objects.exclude(error="").count()
    twice = sum(1 for n in there.values() if n > 1)
    return json.dumps({"lost": len(answered - set(there)), "doubled": twice, "failed": failed})
