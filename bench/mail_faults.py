"""500 mails over a real SMTP server while the sender is killed at 50 random moments.

Each must arrive exactly once or be called "not sure"; at most one a kill may be. The suite runs a part of it.
"""

import os
import tempfile
import time
from pathlib import Path
from typing import Any

MESSAGES, KILLS = 500, 50


def run(messages: int = MESSAGES, kills: int = KILLS) -> dict[str, Any]:
    home = Path(tempfile.mkdtemp(prefix="groundswell-bench-"))
    os.environ.update(GROUNDSWELL_HOME=str(home), SECRET_KEY="bench", DATABASE_URL="")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    from groundswell.cli.session import start

    start()
    from groundswell.outreach.tests.conftest import Office
    from groundswell.outreach.tests.killing import send_and_kill

    office = Office()
    office.up()
    _queue(office.port, messages)
    started = time.perf_counter()
    told = send_and_kill(home, office, kills)
    office.down()
    wrong = told["delivered twice"] + told["called sent and not delivered"] + told["neither sent nor not sure"]
    met = wrong == 0 and told["not sure"] <= told["killed"] and told["messages"] == messages
    return {**told, "seconds": round(time.perf_counter() - started, 1), "met": met}


def _queue(port: int, count: int) -> None:
    from django.db import transaction

    from groundswell.accounts.services import create_workspace
    from groundswell.outreach import services

    workspace = create_workspace(slug="bench", name="Bench")
    mailbox = services.create_mailbox(
        workspace=workspace, name="M", from_name="Ana", from_email="ana@bench.example", host="127.0.0.1", port=port,
        security="none",
    )  # fmt: skip
    with transaction.atomic():
        _write_to(workspace, mailbox, count)


def _write_to(workspace: Any, mailbox: Any, count: int) -> None:
    from groundswell.creators.models import Creator
    from groundswell.outreach import services
    from groundswell.relationships.services import record_basis

    for number in range(count):
        person = Creator.objects.create(workspace=workspace, name=f"P {number}", email=f"p{number}@example.org")
        record_basis(workspace=workspace, creator=person, kind="consent", text="Write to me")
        services.queue_message(
            workspace=workspace, creator=person, mailbox=mailbox, subject="Hello", body="A bottle?",
            idempotency_key=f"k{number}",
        )  # fmt: skip
