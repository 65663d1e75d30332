"""Clocks that disagree, and senders that are killed at any moment: nothing twice, nothing lost, nothing out of order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.outreach import queries, services, transport
from groundswell.outreach.models import Incoming, Mailbox, Message, Thread
from groundswell.outreach.tests.conftest import Office
from groundswell.outreach.tests.killing import send_and_kill
from groundswell.outreach.tests.test_inbox import box, read_when, reply, sent
from groundswell.relationships.services import record_basis
from tests.testbeds.mail.post import Post

__all__ = ["box", "sent"]
pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
KILLS, MESSAGES = 10, 100


def put(postoffice: Post, box: Mailbox, mail: EmailMessage, at: datetime) -> None:
    """Into the mailbox with an INTERNALDATE of our choice, as from a server whose clock is wrong."""
    with postoffice.box(box.from_email) as inbox:
        inbox.append(mail.as_bytes(), "INBOX", dt=at)


@pytest.mark.parametrize("off", [-DAY, timedelta(), DAY], ids=["a day slow", "right", "a day fast"])
@pytest.mark.parametrize("dated", [-400 * DAY, DAY], ids=["dated last year", "dated tomorrow"])
def test_a_server_whose_clock_is_off_by_a_day_neither_hides_a_reply_nor_puts_it_before_its_mail(
    postoffice: Post, box: Mailbox, sent: Message, off: timedelta, dated: timedelta
) -> None:
    began = clock.now()
    put(postoffice, box, reply(sent, Date=format_datetime(began + dated)), began + off)
    assert read_when(postoffice, box, 1) == {"reply": 1}
    kept, thread = Incoming.objects.get(), Thread.objects.get()
    assert sent.sent_at is not None
    assert sent.sent_at <= kept.received_at <= clock.now()
    assert thread.last_at <= clock.now()
    kinds = ["ours" if entry.message else "theirs" for entry in queries.entries_of(thread)]
    assert kinds == ["ours", "theirs"]
    assert Creator.objects.get().relationship.stage == "in_conversation"
    second = reply(sent, "And one more thing")
    put(postoffice, box, second, began + off)
    assert read_when(postoffice, box, 2) == {"reply": 1}
    assert services.read_mailboxes() == {}


@pytest.mark.parametrize("ahead", [-DAY, DAY], ids=["behind", "ahead"])
def test_a_worker_whose_clock_is_off_by_a_day_sends_nothing_twice(
    office: Office, queue: Callable[..., Message], monkeypatch: pytest.MonkeyPatch, ahead: timedelta
) -> None:
    """The second worker begins while the first one's mail is on its way, and holds the first one's claim for run out."""
    true_now = clock.now
    message = queue("a")
    other: list[dict[str, int]] = []

    hand_over = transport._hand_over

    def meanwhile(smtp: object, content: bytes) -> None:
        hand_over(smtp, content)  # type: ignore[arg-type]
        monkeypatch.setattr(clock, "now", lambda: true_now() + ahead)
        other.append(services.send_due_messages())
        monkeypatch.setattr(clock, "now", true_now)

    monkeypatch.setattr(transport, "_hand_over", meanwhile)
    assert services.send_due_messages() == {"sent": 1}
    assert other == [{"unsure": 1} if ahead > timedelta() else {}]
    message.refresh_from_db()
    assert message.state == "sent", "who handed it over knows"
    for moment in (DAY, -DAY, 2 * DAY):
        monkeypatch.setattr(clock, "now", lambda moment=moment: true_now() + moment)
        assert services.send_due_messages() == {}
    assert len(office.postman.mails) == 1


def test_a_mail_queued_by_a_clock_a_day_fast_waits_and_is_not_lost(
    office: Office, queue: Callable[..., Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    true_now = clock.now
    monkeypatch.setattr(clock, "now", lambda: true_now() + DAY)
    message = queue("a")
    Message.objects.update(next_attempt_at=clock.now())
    monkeypatch.setattr(clock, "now", true_now)
    assert services.send_due_messages() == {}
    services.retry_message(workspace=message.workspace, message=message)
    assert services.send_due_messages() == {"sent": 1}


def test_senders_killed_at_random_moments_send_each_mail_once_or_leave_it_in_doubt(
    shared_home: Path, office: Office, queue: Callable[..., Message], mailbox: Mailbox
) -> None:
    """A part of `bench/mail_faults.py`, which kills fifty."""
    for number in range(MESSAGES):
        person = Creator.objects.create(workspace=mailbox.workspace, name=f"P {number}", email=f"p{number}@example.org")
        record_basis(workspace=mailbox.workspace, creator=person, kind="consent", text="Write to me")
        queue(f"key {number}", creator=person)
    told = send_and_kill(shared_home, office, KILLS)
    assert told["killed"] > 0
    assert (told["delivered twice"], told["called sent and not delivered"], told["neither sent nor not sure"]) == (
        0,
        0,
        0,
    )
    assert told["not sure"] <= told["killed"]
    assert told["delivered"] + told["not sure"] >= told["messages"] == MESSAGES
