"""Mail that comes in through real servers: matched, kept once, shown safely, and heeded."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.ids import new_click_id
from groundswell.outreach import services, tokens
from groundswell.outreach.models import Attachment, Enrolment, Incoming, Mailbox, Message, Suppression, Thread
from groundswell.outreach.reading_mail import MOST_BYTES, read_mail
from groundswell.outreach.rules import split_reply
from groundswell.outreach.tests.reply_samples import Sample, samples
from groundswell.relationships.models import TimelineEvent
from tests.testbeds.mail.post import PASSWORD, Post

pytestmark = pytest.mark.django_db(transaction=True)
ALL = list(samples())


@pytest.mark.parametrize("sample", ALL, ids=[sample.name for sample in ALL])
def test_the_new_part_of_a_reply_is_told_from_the_rest(sample: Sample) -> None:
    assert split_reply(sample.text).new == sample.new


@pytest.fixture
def box(workspace: Workspace, postoffice: Post) -> Mailbox:
    """A mailbox of its own on the real servers."""
    address = f"{new_click_id().lower().replace('_', 'x').replace('-', 'y')}@brand.test"
    return services.create_mailbox(
        workspace=workspace, name="Ana", from_name="Ana", from_email=address, host="127.0.0.1",
        port=postoffice.smtp_port, security="none", username=address, password=PASSWORD, imap_host="127.0.0.1",
        imap_port=postoffice.imap_port, imap_security="none", gap_least=0, gap_most=0, hours_from=0, hours_to=24,
    )  # fmt: skip


@pytest.fixture
def sent(workspace: Workspace, box: Mailbox, maya: Creator) -> Message:
    """A mail to maya that went out, as the first step of a sequence that goes on."""
    maya.email = "maya@creator.test"
    maya.save()
    sequence = services.create_sequence(workspace=workspace, name="Spring", mailbox=box)
    for subject, wait_days in (("A bottle?", 0), ("", 3)):
        services.save_step(
            workspace=workspace,
            sequence=sequence,
            subject=subject,
            body="I loved your reel about rain.",
            wait_days=wait_days,
        )
    services.start_sequence(workspace=workspace, sequence=sequence)
    services.enrol_creators(workspace=workspace, sequence=sequence, creators=[maya])
    services.advance_sequences()
    message = Message.objects.get()
    Message.objects.update(paced=False)
    assert services.send_due_messages() == {"sent": 1}
    message.refresh_from_db()
    return message


def reply(message: Message, text: str = "Yes, I would love to!", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    given = {
        "From": "Maya <maya@creator.test>", "To": message.mailbox.from_email, "Subject": "Re: A bottle?",
        "Message-ID": f"<{time.monotonic_ns()}@creator.test>", "In-Reply-To": message.message_id,
    } | headers  # fmt: skip
    for name, value in given.items():
        if value:
            mail[name] = value
    mail.set_content(text)
    return mail


def arrive(post: Post, box: Mailbox, mail: EmailMessage | bytes, count: int = 1) -> dict[str, int]:
    """Sends it to the mailbox and reads it once `count` mails are there."""
    post.send(mail, "maya@creator.test", box.from_email)
    return read_when(post, box, count)


def read_when(post: Post, box: Mailbox, count: int) -> dict[str, int]:
    for _ in range(400):
        with post.box(box.from_email) as inbox:
            if len(inbox.uids("ALL")) >= count:
                break
        time.sleep(0.02)
    return services.read_mailboxes()


def state() -> Any:
    return Enrolment.objects.values_list("state", "reason").get()


def test_a_reply_moves_the_board_stops_the_sequence_and_is_answered_in_the_thread(
    postoffice: Post, box: Mailbox, sent: Message, maya: Creator, member_client: Callable[..., Client]
) -> None:
    text = "Yes!\n\nOn Mon, Nov 23, 2026 at 5:00 AM Ana <ana@brand.test> wrote:\n> I loved it.\n"
    mail = reply(sent, text)
    mail.add_alternative(
        "<p>Yes!</p><script>alert(1)</script><img src=http://spy.example/x><a href='javascript:x'>a</a>", subtype="html"
    )
    mail.add_attachment(b"MZ evil", maintype="application", subtype="x-msdownload", filename="../../rates.exe")
    assert arrive(postoffice, box, mail) == {"reply": 1}
    assert services.read_mailboxes() == {}
    postoffice.send(mail, "maya@creator.test", box.from_email)
    assert read_when(postoffice, box, 2) == {"known": 1}, "the same mail delivered twice"
    maya = Creator.objects.get()
    assert maya.relationship.stage == "in_conversation"
    assert state() == ("stopped", "Answered")
    assert TimelineEvent.objects.filter(creator=maya, kind="mail_received").count() == 1
    kept = Incoming.objects.get()
    assert (kept.new_text, "wrote:" in kept.rest, kept.doubt) == ("Yes!", True, "")
    assert "script" not in kept.html
    assert "javascript" not in kept.html
    file = Attachment.objects.get()
    assert "/" not in file.name
    assert "\n" not in file.name
    client = member_client("manager")
    assert "Maya Brook" in client.get("/w/acme/inbox/").content.decode()
    path = f"/w/acme/inbox/{Thread.objects.get().pk}/"
    assert "Yes!" in client.get(path).content.decode()
    got = client.get(f"/w/acme/mail-files/{file.pk}/")
    assert got["Content-Type"] == "application/octet-stream"
    assert got["Content-Disposition"].startswith("attachment;")
    for _ in range(2):
        assert client.post(path, {"body": "Great, offer follows.", "nonce": "n"}).status_code == 302
    assert services.send_due_messages() == {"sent": 1}
    for _ in range(200):
        with postoffice.box("maya@creator.test") as inbox:
            answers = [m for m in inbox.fetch() if kept.message_id in str(m.obj["In-Reply-To"])]
        if answers:
            break
    assert len(answers) == 1
    assert sent.message_id in answers[0].headers["references"][0]


def test_a_folder_numbered_anew_is_read_again_and_nothing_happens_twice(
    postoffice: Post, box: Mailbox, sent: Message
) -> None:
    first, second = reply(sent, "One"), reply(sent, "Two")
    assert arrive(postoffice, box, first) == {"reply": 1}
    before = Mailbox.objects.get().imap_validity
    time.sleep(1.1)  # UIDVALIDITY counts seconds, and a session that is just closing may begin the folder anew
    postoffice.empty(box.from_email)
    for mail in (first, second):
        postoffice.send(mail, "maya@creator.test", box.from_email)
    assert read_when(postoffice, box, 2) == {"known": 1, "reply": 1}
    assert Mailbox.objects.get().imap_validity != before
    assert list(Incoming.objects.order_by("pk").values_list("new_text", flat=True)) == ["One", "Two"]
    assert Thread.objects.count() == 1


def test_a_bounce_ends_writing_to_that_address_and_an_invented_one_does_not(
    postoffice: Post, box: Mailbox, sent: Message, workspace: Workspace, maya: Creator
) -> None:
    forged = (
        b"From: mailer-daemon@evil.test\r\nTo: "
        + box.from_email.replace("@", f"+b-{'a' * 16}-{sent.pk}@").encode()
        + b"\r\nMessage-ID: <f@evil>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\n"
        b"Final-Recipient: rfc822; maya@creator.test\r\nAction: failed\r\nStatus: 5.1.1\r\n--x--\r\n"
    )
    assert arrive(postoffice, box, forged) == {"stranger": 1}
    assert not Suppression.objects.exists()
    gone = Creator.objects.create(workspace=workspace, name="Leo Hill", email="leo@no-such-domain.test")
    services.queue_message(workspace=workspace, creator=gone, mailbox=box, subject="Hi", body="x", idempotency_key="b")
    assert services.send_due_messages() == {"sent": 1}
    assert read_when(postoffice, box, 2) == {"bounce": 1}
    assert Suppression.objects.get().reason == "bounced"
    assert TimelineEvent.objects.filter(creator=gone, kind="mail_bounced").count() == 1
    assert state()[0] == "active", "somebody else's"


@pytest.mark.parametrize(
    ("headers", "text", "kind", "ends"),
    [
        ({"Auto-Submitted": "auto-replied"}, "I am away.", "automatic", "active"),
        ({"Subject": "Abwesenheit: Urlaub"}, "Bis bald", "automatic", "active"),
        ({}, "unsubscribe", "stop", "stopped"),
        ({"Content-Type": ""}, "STOP", "stop", "stopped"),
    ],
)
def test_machines_postpone_and_a_wish_to_stop_is_heeded(
    postoffice: Post,
    box: Mailbox,
    sent: Message,
    maya: Creator,
    headers: dict[str, str],
    text: str,
    kind: str,
    ends: str,
) -> None:
    assert arrive(postoffice, box, reply(sent, text, **headers)) == {kind: 1}
    assert state()[0] == ends
    maya = Creator.objects.get()
    assert maya.relationship.stage == "contacted", "nobody answered"
    assert Suppression.objects.exists() == (kind == "stop")
    if kind == "automatic":
        due = Enrolment.objects.values_list("due_at", flat=True).get()
        assert due is not None
        assert due > clock.now() + timedelta(days=6)


def test_a_reply_without_references_is_found_by_its_token_or_by_who_wrote_and_a_forged_one_moves_nothing(
    postoffice: Post, box: Mailbox, sent: Message, maya: Creator
) -> None:
    forged = reply(sent, "Send me money", **{"Authentication-Results": "mx.brand.test; dmarc=fail"})
    assert arrive(postoffice, box, forged) == {"reply": 1}
    assert "not who it claims" in Incoming.objects.get().doubt
    maya = Creator.objects.get()
    assert (maya.relationship.stage, state()[0]) == ("contacted", "active")
    stranger = reply(sent, "Buy now", **{"From": "x@creator.test", "In-Reply-To": ""})
    assert arrive(postoffice, box, stranger, 2) == {"stranger": 1}
    away = reply(sent, "Away", **{"From": "x@creator.test", "In-Reply-To": "", "Auto-Submitted": "auto-replied", "To": tokens.return_path(box.from_email, sent.pk)})  # fmt: skip
    assert arrive(postoffice, box, away, 3) == {"automatic": 1}
    bare = reply(sent, "Yes please", **{"In-Reply-To": "", "Date": "Thu, 01 Jan 2099 00:00:00 +0000"})
    assert arrive(postoffice, box, bare, 4) == {"reply": 1}
    assert state() == ("stopped", "Answered")
    assert max(Incoming.objects.values_list("received_at", flat=True)) <= datetime.now(clock.now().tzinfo)
    assert Incoming.objects.filter(doubt="").count() == 2


def test_a_mail_of_ten_megabytes_and_a_bomb_of_parts_are_read_as_far_as_they_fit(
    postoffice: Post, box: Mailbox, sent: Message
) -> None:
    large = reply(sent, "See the film")
    large.add_attachment(b"\0" * MOST_BYTES, maintype="video", subtype="mp4", filename="film.mp4")
    assert arrive(postoffice, box, large) == {"reply": 1}
    kept = Incoming.objects.get()
    assert (kept.new_text, kept.attachments.count()) == ("See the film", 0)
    assert "too large" in kept.note
    bomb = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(5_000))
    many = (
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n'
        + b'--x\r\nContent-Disposition: attachment; filename="a"\r\n\r\nb\r\n' * 5_000
    )
    for content in (bomb, many, b"", b"\0" * 99, b"Content-Type: text/plain; charset=nonsense\r\n\r\nhi"):
        mail = read_mail(content)
        assert len(mail.files) <= 20
    deep = read_mail(b"Content-Type: text/html\r\n\r\n" + b"<div>" * 50_000 + b"hi")
    assert (deep.html, deep.text) == ("", "hi")
    assert read_mail(b"From: =?utf-8?q?A=0ABcc=3A_x?= <a@b.test>\r\n\r\n").from_name == "A Bcc: x"
