"""What a real SMTP server sees, whatever goes wrong: each message once, or in doubt and shown so."""

import email.policy
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.outreach import services
from groundswell.outreach.errors import Suppressed
from groundswell.outreach.models import Mailbox, Message, Suppression
from groundswell.outreach.tests.conftest import Office
from groundswell.relationships.models import TimelineEvent
from groundswell.relationships.services import move_stage

pytestmark = pytest.mark.django_db(transaction=True)
Queue = Callable[..., Message]


def parsed(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=email.policy.default)


def send_later() -> dict[str, int]:
    """As the worker will, when every pause is over."""
    Message.objects.filter(state="queued").update(next_attempt_at=clock.now() - timedelta(seconds=1))
    return services.send_due_messages()


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def test_a_mail_goes_out_once_and_the_creator_is_contacted(office: Office, queue: Queue, maya: Creator) -> None:
    message = queue(subject="Grüße, Maya", body="Loved your post:\n.\n.hidden\n\nÜber Stock und Stein ✓")
    assert services.send_due_messages() == {"sent": 1}
    assert services.send_due_messages() == {}
    [content] = office.postman.mails
    mail = parsed(content)
    assert mail["Subject"] == "Grüße, Maya"
    assert mail["From"] == "Ana of Acme <ana@acme.example>"
    assert mail["To"] == "Maya@Example.org"
    assert mail["Message-ID"] == message.message_id
    body = mail.get_content().replace("\r\n", "\n")
    assert body.startswith(
        "Loved your post:\n.\n.hidden\n\nÜber Stock und Stein ✓\n\n-- \nAna of Acme, Acme Shoes\n1 Trail Street, Leeds\n"
    )
    assert f"{settings.PUBLIC_URL}/u/" in body
    assert content.isascii(), "7-bit, so that any server takes it"
    assert state_of(message) == "sent"
    assert message.sent_at is not None
    maya.refresh_from_db()
    assert maya.relationship.stage == "contacted"
    assert TimelineEvent.objects.filter(creator=maya, kind="mail_sent").count() == 1


def test_a_later_stage_is_kept(workspace: Workspace, queue: Queue, maya: Creator) -> None:
    move_stage(workspace=workspace, creator=maya, stage="agreed", forward_only=True)
    queue()
    services.send_due_messages()
    maya.relationship.refresh_from_db()
    assert maya.relationship.stage == "agreed"


def test_one_click_unsubscribe_works_from_the_header_and_stops_what_is_queued(office: Office, queue: Queue) -> None:
    queue("first")
    services.send_due_messages()
    second = queue("second")
    raw = office.postman.mails[0].decode()
    [header] = [line for line in raw.splitlines() if line.startswith("List-Unsubscribe:")]
    url = header.split("<")[1].split(">")[0]
    assert "mailto:ana@acme.example?subject=unsubscribe%20b-" in header
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in raw
    visitor, path = Client(enforce_csrf_checks=True), url.removeprefix(settings.PUBLIC_URL)
    page = visitor.get(path)
    assert page.status_code == 200
    assert not Suppression.objects.exists(), "a link scanner that only looks must not unsubscribe anybody"
    for _ in range(2):
        assert visitor.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Suppression.objects.count() == 1
    assert visitor.post(path[:-2] + "xx").status_code == 404
    assert send_later() == {"failed": 1}
    assert "asked not to be written to" in Message.objects.get(pk=second.pk).error
    assert len(office.postman.mails) == 1
    with pytest.raises(Suppressed):
        queue("third")


def test_a_refusal_for_good_is_failed_with_the_servers_words(office: Office, queue: Queue) -> None:
    office.postman.on_rcpt = "550 5.1.1 no such person here"
    message = queue()
    assert services.send_due_messages() == {"failed": 1}
    assert state_of(message) == "failed"
    assert "550 5.1.1 no such person here" in message.error
    assert send_later() == {}
    office.postman.on_rcpt = ""
    services.retry_message(workspace=message.workspace, message=message)
    assert send_later() == {"sent": 1}
    assert len(office.postman.mails) == 1


@pytest.mark.parametrize("where", ["answer", "on_rcpt"])
def test_greylisting_is_tried_again_with_growing_pauses(office: Office, queue: Queue, where: str) -> None:
    setattr(office.postman, where, "451 4.7.1 come back later")
    message = queue()
    pauses = []
    for _ in range(5):
        assert send_later() == {"queued": 1}
        message.refresh_from_db()
        pauses.append(round((message.next_attempt_at - clock.now()).total_seconds() / 60))
    assert pauses == [1, 5, 15, 60, 240]
    assert "451 4.7.1 come back later" in message.error
    setattr(office.postman, where, "")
    assert send_later() == {"sent": 1}
    assert len(office.postman.mails) == 1


def test_a_server_that_is_down_costs_one_attempt_a_run_and_nothing_is_lost(
    office: Office, queue: Queue, maya: Creator
) -> None:
    for key in "abc":
        queue(key)
    office.down()
    assert send_later() == {"queued": 1}, "the others wait: the server would not answer them either"
    assert Message.objects.exclude(error="").get().error.startswith(f"127.0.0.1:{office.port} cannot be used")
    assert not TimelineEvent.objects.filter(creator=maya, kind="mail_sent").exists()
    office.up()
    assert send_later() == {"sent": 3}
    assert len(office.postman.mails) == 3


def test_a_line_cut_after_the_mail_was_handed_over_is_in_doubt_until_a_person_says(
    office: Office, queue: Queue, workspace: Workspace, maya: Creator
) -> None:
    office.postman.answer = "drop"
    message = queue()
    assert services.send_due_messages() == {"unsure": 1}
    assert send_later() == {}
    assert state_of(message) == "unsure"
    assert not TimelineEvent.objects.filter(creator=maya, kind="mail_sent").exists()
    services.settle_message(workspace=workspace, message=message, arrived=True)
    assert state_of(message) == "sent"
    assert TimelineEvent.objects.filter(creator=maya, kind="mail_sent").count() == 1
    with pytest.raises(Conflict):
        services.settle_message(workspace=workspace, message=message, arrived=False)
    assert len(office.postman.mails) == 1


def test_sending_again_keeps_the_message_id_so_that_mail_programs_see_one(
    office: Office, queue: Queue, workspace: Workspace
) -> None:
    office.postman.answer = "drop"
    message = queue()
    services.send_due_messages()
    office.postman.answer = ""
    services.settle_message(workspace=workspace, message=message, arrived=False)
    assert send_later() == {"sent": 1}
    assert {parsed(mail)["Message-ID"] for mail in office.postman.mails} == {message.message_id}


SENDER = """
import os, django
django.setup()
import groundswell.outreach.transport as transport
from groundswell.outreach.services import send_due_messages
if os.environ["DIE"] == "before":
    transport._hand_over = lambda smtp, content: os.kill(os.getpid(), 9)
elif os.environ["DIE"] == "after":
    hand_over = transport._hand_over
    transport._hand_over = lambda smtp, content: (hand_over(smtp, content), os.kill(os.getpid(), 9))
send_due_messages()
"""


def start_sender(home: Path, die: str = "") -> "subprocess.Popen[bytes]":
    settings = {"DJANGO_SETTINGS_MODULE": "groundswell.config.settings", "GROUNDSWELL_HOME": str(home), "DIE": die}
    return subprocess.Popen([sys.executable, "-c", SENDER], env=os.environ | settings, stdout=subprocess.DEVNULL)


def claims_run_out() -> None:
    """As when the lease of every claimed message is over."""
    Message.objects.filter(state="sending").update(next_attempt_at=clock.now() - timedelta(seconds=1))


@pytest.mark.parametrize(("die", "delivered"), [("before", 0), ("after", 1)])
def test_a_sender_killed_in_the_middle_leaves_doubt_and_never_a_second_mail(
    shared_home: Path, office: Office, queue: Queue, die: str, delivered: int
) -> None:
    first, second = queue("a"), queue("b")
    assert start_sender(shared_home, die).wait(timeout=60) == -signal.SIGKILL
    assert len(office.postman.mails) == delivered
    assert state_of(first) == "sending"
    assert services.send_due_messages() == {"sent": 1}, "the one that was not touched"
    assert state_of(second) == "sent"
    assert state_of(first) == "sending", "somebody may still be at it"
    claims_run_out()
    assert services.send_due_messages() == {"unsure": 1}
    assert send_later() == {}
    assert "may have arrived" in Message.objects.get(pk=first.pk).error
    assert len(office.postman.mails) == delivered + 1


def test_two_senders_at_once_send_each_message_once(shared_home: Path, office: Office, queue: Queue) -> None:
    for n in range(12):
        queue(f"key {n}")
    senders = [start_sender(shared_home) for _ in range(2)]
    assert [sender.wait(timeout=60) for sender in senders] == [0, 0]
    ids = [parsed(mail)["Message-ID"] for mail in office.postman.mails]
    assert len(ids) == len(set(ids)) == 12
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_a_sender_killed_at_any_moment_sends_nothing_twice_and_loses_nothing(
    shared_home: Path, office: Office, queue: Queue
) -> None:
    for n in range(60):
        queue(f"key {n}")
    for seen in (0, 3, 10, 25):
        sender = start_sender(shared_home)
        while len(office.postman.mails) <= seen and sender.poll() is None:
            time.sleep(0.001)
        time.sleep(random.random() / 50)
        sender.kill()
        sender.wait()
    services.send_due_messages()
    claims_run_out()
    services.send_due_messages()
    delivered = Counter(parsed(mail)["Message-ID"] for mail in office.postman.mails)
    assert max(delivered.values()) == 1
    for message in Message.objects.all():
        assert message.state in ("sent", "unsure")
        assert message.message_id in delivered or message.state == "unsure"
    assert Message.objects.filter(state="unsure").count() <= 4


def test_the_same_key_is_the_same_message(queue: Queue, office: Office) -> None:
    assert queue("k", subject="One").pk == queue("k", subject="Two").pk
    assert send_later() == {"sent": 1}
    assert len(office.postman.mails) == 1


@pytest.mark.parametrize("subject", ["Hi\r\nBcc: all@example.org", "Hi\nX: y", "Hi\x00", "Hi\u2028there", ""])
def test_headers_cannot_be_injected(queue: Queue, subject: str) -> None:
    with pytest.raises(BadInput):
        queue(subject=subject)
    assert not Message.objects.exists()


def test_an_address_that_is_none_is_refused(queue: Queue, workspace: Workspace) -> None:
    for address in ("", "maya", "maya@example.org\r\nBcc: all@example.org", "maya@example.org, all@example.org"):
        creator = Creator.objects.create(workspace=workspace, name="M", email=address)
        with pytest.raises(BadInput) as refused:
            queue(creator=creator)
        assert refused.value.where == "to_email"


def test_nothing_of_another_workspace_can_be_used(
    queue: Queue, other_workspace: Workspace, outsider: User, mailbox: Mailbox, maya: Creator
) -> None:
    theirs = Creator.objects.create(workspace=other_workspace, name="T", email="t@example.org")
    with pytest.raises(NotFound):
        queue(creator=theirs)
    with pytest.raises(NotFound):
        services.queue_message(
            workspace=other_workspace,
            creator=theirs,
            mailbox=mailbox,
            subject="Hi",
            body="x",
            idempotency_key="k",
            user=outsider,
        )
    assert not Message.objects.exists()
