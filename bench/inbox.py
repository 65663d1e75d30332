"""The inbox: server time of its page over 10,000 conversations, how soon a reply moves the board, how exactly the new part
of a reply is told from the rest.

The reply goes through postfix and dovecot on this machine and is read by a worker that runs as in an installation.
"""

import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from email.message import EmailMessage
from statistics import median, quantiles
from typing import Any

THREADS, ROUNDS, REPLIES = 10_000, 40, 3
PAGE_MS, BOARD_SECONDS, EXACT = 100.0, 60.0, 0.95


def run(threads: int = THREADS) -> dict[str, Any]:
    os.environ.update(
        GROUNDSWELL_HOME=tempfile.mkdtemp(prefix="groundswell-bench-"), SECRET_KEY="bench", DATABASE_URL=""
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    from groundswell.cli.session import start

    start()
    page, reply, exact = _page(threads), _reply(), _exact()
    met = page["p95 ms"] <= PAGE_MS and exact["share"] >= EXACT and reply.get("slowest s", 0.0) <= BOARD_SECONDS
    return {"page": page, "reply to board": reply, "exact replies": exact, "met": met}


def _page(threads: int) -> dict[str, Any]:
    """Milliseconds of the first page, the last, and one conversation."""
    from django.conf import settings
    from django.test import Client

    from groundswell.config.warm import warm_up

    settings.ALLOWED_HOSTS = ["testserver"]
    user, thread = _fill(threads)
    warm_up()
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    paths = {"first page": "inbox/", "last page": f"inbox/?page={threads // 30}", "conversation": f"inbox/{thread}/"}
    told = {name: _times(client, f"/w/bench/{path}") for name, path in paths.items()}
    return {
        "conversations": threads,
        **{f"{name} ms": round(median(times), 1) for name, times in told.items()},
        "p95 ms": round(max(quantiles(times, n=20)[-1] for times in told.values()), 1),
    }


def _times(client: Any, path: str) -> list[float]:
    times = []
    for _ in range(ROUNDS + 3):
        started = time.perf_counter()
        response = client.get(path)
        times.append((time.perf_counter() - started) * 1000)
        if response.status_code != 200:
            raise SystemExit(f"{path} answered {response.status_code}")
    return times[3:]


def _fill(count: int) -> tuple[Any, int]:
    """`count` conversations with two mails each; answers an owner and one conversation."""
    from groundswell.accounts.services import create_user, create_workspace
    from groundswell.creators.models import Creator
    from groundswell.kit import clock
    from groundswell.outreach import services
    from groundswell.outreach.models import Incoming, Message, Thread

    workspace = create_workspace(slug="bench", name="Bench")
    user = create_user(email="owner@bench.example", workspace=workspace, role="owner", password="a long bench word 9")
    box = services.create_mailbox(
        workspace=workspace,
        name="M",
        from_name="Ana",
        from_email="ana@bench.example",
        host="127.0.0.1",
        security="none",
    )
    now = clock.now()
    people = Creator.objects.bulk_create(
        [Creator(workspace=workspace, name=f"Person {n}", email=f"p{n}@example.org") for n in range(count)]
    )
    threads = Thread.objects.bulk_create(
        [
            Thread(
                workspace=workspace, creator=person, mailbox=box, subject="A bottle for the trail?", unread=n % 3 == 0,
                state="open" if n % 5 else "done", snippet="Yes, I would love to! My rates are below.",
                last_at=now - timedelta(minutes=n),
            )
            for n, person in enumerate(people)
        ]
    )  # fmt: skip
    Message.objects.bulk_create(
        [
            Message(
                workspace=workspace, creator_id=row.creator_id, mailbox=box, to_email="p@example.org", subject=row.subject,
                body="I loved your reel.\n" * 20, message_id=f"<m{row.pk}@bench>", thread=row, idempotency_key=f"m{row.pk}",
                state="sent", sent_at=row.last_at - timedelta(hours=5),
            )
            for row in threads
        ]
    )  # fmt: skip
    Incoming.objects.bulk_create(
        [
            Incoming(
                workspace=workspace, thread=row, mailbox=box, kind="reply", message_id=f"<i{row.pk}@bench>",
                from_email="p@example.org", subject=f"Re: {row.subject}", new_text="Yes, I would love to!\n" * 10,
                rest="> I loved your reel.\n" * 20, html="<p>Yes</p>" * 50, received_at=row.last_at,
            )
            for row in threads
        ]
    )  # fmt: skip
    return user, threads[7].pk


def _reply() -> dict[str, Any]:
    """Seconds from handing the reply to the mail server until the board has moved, under a running worker."""
    from tests.testbeds.mail import post

    if reason := post.missing():
        return {"left out": reason}
    with post.running() as office:
        sent = _sent(office)
        command = [sys.executable, "-m", "groundswell", "worker"]
        worker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            waits = [_answered(office, message) for message in sent]
        finally:
            worker.terminate()
            worker.wait(timeout=60)
    return {"replies": len(waits), "median s": round(median(waits), 1), "slowest s": round(max(waits), 1)}


def _sent(office: Any) -> list[Any]:
    from groundswell.accounts.queries import workspace_named
    from groundswell.creators.models import Creator
    from groundswell.outreach import services
    from groundswell.outreach.models import Message
    from groundswell.relationships.services import record_basis
    from tests.testbeds.mail.post import PASSWORD

    workspace = workspace_named("bench")
    box = services.create_mailbox(
        workspace=workspace, name="R", from_name="Ana", from_email="ana@brand.test", host="127.0.0.1",
        port=office.smtp_port, security="none", username="ana@brand.test", password=PASSWORD, imap_host="127.0.0.1",
        imap_port=office.imap_port, imap_security="none",
    )  # fmt: skip
    for number in range(REPLIES):
        person = Creator.objects.create(workspace=workspace, name=f"R {number}", email=f"r{number}@creator.test")
        record_basis(workspace=workspace, creator=person, kind="consent", text="Write to me")
        services.queue_message(
            workspace=workspace,
            creator=person,
            mailbox=box,
            subject="Hi",
            body="A bottle?",
            idempotency_key=f"r{number}",
        )
    services.send_due_messages()
    return list(Message.objects.filter(mailbox=box, state="sent").select_related("creator"))


def _answered(office: Any, message: Any) -> float:
    from groundswell.relationships.models import Relationship

    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = message.to_email, message.mailbox.from_email, "Re: Hi"
    mail["Message-ID"], mail["In-Reply-To"] = f"<a{message.pk}@creator.test>", message.message_id
    mail.set_content("Yes, I would love to!")
    office.send(mail, message.to_email, message.mailbox.from_email)
    started = time.monotonic()
    while not Relationship.objects.filter(creator=message.creator, stage="in_conversation").exists():
        if time.monotonic() - started > 2 * BOARD_SECONDS:
            raise SystemExit("the board has not moved")
        time.sleep(0.2)
    return time.monotonic() - started


def _exact() -> dict[str, Any]:
    """Of our own samples: nine languages' ways of quoting, by the programs that people answer with."""
    from groundswell.outreach.rules import split_reply
    from groundswell.outreach.tests.reply_samples import samples

    told = [(sample.name, split_reply(sample.text).new == sample.new) for sample in samples()]
    right = sum(exact for _, exact in told)
    return {"samples": len(told), "exact": right, "share": round(right / len(told), 4)}
