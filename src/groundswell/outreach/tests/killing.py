"""Senders that are killed at random moments, over and over, and what a real SMTP server saw of it."""

import os
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

from groundswell.kit import clock
from groundswell.outreach.models import Message
from groundswell.outreach.services import send_due_messages
from groundswell.outreach.tests.conftest import Office

# Forked from a process that is ready, a sender is at work at once and can be killed at any of its moments.
NURSERY = """
import os, sys, django
django.setup()
from groundswell.outreach.services import send_due_messages
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            send_due_messages(limit=1_000)
        finally:
            os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""
MOST_BETWEEN = 20  # mails between two kills
MOMENT = 0.01


def send_and_kill(home: Path, office: Office, kills: int, seed: int = 1) -> dict[str, int]:
    """Sends everything that is queued, with `kills` senders killed on the way; counts of what became of it."""
    chance = random.Random(seed)  # moments, no secret
    killed = 0
    with _nursery(home) as senders:
        for _ in range(kills):
            killed += _kill_one(senders, office, chance)
    rounds = 0
    while Message.objects.filter(state__in=("queued", "sending")).exists() and rounds < 20:
        moment = clock.now() - timedelta(seconds=1)
        Message.objects.filter(state__in=("queued", "sending")).update(next_attempt_at=moment)
        send_due_messages(limit=1_000)
        rounds += 1
    return {"killed": killed, **_told(office)}


def _kill_one(senders: "subprocess.Popen[str]", office: Office, chance: random.Random) -> bool:
    assert senders.stdin is not None
    assert senders.stdout is not None
    senders.stdin.write("go\n")
    senders.stdin.flush()
    pid = int(senders.stdout.readline())
    goal = len(office.postman.mails) + chance.randrange(MOST_BETWEEN)
    until = time.monotonic() + 20
    while len(office.postman.mails) < goal and time.monotonic() < until:
        if select.select([senders.stdout], [], [], 0.0005)[0]:
            break
    else:
        time.sleep(chance.random() * MOMENT)
    ended = bool(select.select([senders.stdout], [], [], 0)[0])
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    senders.stdout.readline()
    return not ended


def _told(office: Office) -> dict[str, int]:
    delivered = Counter(str(message_from_bytes(mail)["Message-ID"]) for mail in office.postman.mails)
    rows = dict(Message.objects.values_list("message_id", "state"))
    return {
        "messages": len(rows),
        "delivered": len(delivered),
        "delivered twice": sum(count > 1 for count in delivered.values()),
        "called sent and not delivered": sum(state == "sent" and not delivered[pk] for pk, state in rows.items()),
        "not sure": sum(state == "unsure" for state in rows.values()),
        "neither sent nor not sure": sum(state not in ("sent", "unsure") for state in rows.values()),
    }


@contextmanager
def _nursery(home: Path) -> Iterator["subprocess.Popen[str]"]:
    settings = {
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        "GROUNDSWELL_HOME": str(home),
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-c", NURSERY]
    process = subprocess.Popen(
        command, env=os.environ | settings, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.communicate(timeout=30)
