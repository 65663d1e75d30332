"""Keeping a mail that came in, once, and only if it answers one of ours: the rest of a mailbox is none of our business."""

from datetime import datetime

import structlog
from django.db import IntegrityError, transaction

from groundswell.kit import clock
from groundswell.outreach.models import Attachment, Incoming, Mailbox, Message, Thread
from groundswell.outreach.reading_mail import Mail, read_mail
from groundswell.outreach.rules import asks_to_stop, is_automatic, is_complaint, may_be_forged, split_reply
from groundswell.outreach.services.receiving.effects import heed
from groundswell.outreach.services.receiving.matching import Match, is_bounce, match_of

log = structlog.get_logger("groundswell.outreach")
Kind = Incoming.Kind


def receive_mail(
    *, mailbox: Mailbox, content: bytes, at: datetime | None = None, uid: int = 0, validity: int = 0, cut: bool = False
) -> str:
    """Takes one mail in; answers its kind, "known" for one that is here already, "stranger" for one that is not kept.

    `at`: when the mailbox got it. Its clock may be wrong: a moment later than now is not believed, nor one before the mail
    that it is about went out. The sender's own date never is.
    """
    mail = read_mail(content, cut=cut)
    if Incoming.objects.filter(mailbox=mailbox, message_id=mail.message_id).exists():
        return "known"
    match = None if mail.from_email == mailbox.from_email.lower() else match_of(mailbox, mail)
    if match is None:
        return "stranger"
    moment = min(max(at or clock.now(), match.message.sent_at or clock.now()), clock.now())
    try:
        with transaction.atomic():
            incoming = _keep(mailbox, mail, match, moment, (uid, validity))
            if not incoming.doubt or incoming.kind == Kind.STOP:
                heed(match.message, incoming, mail)
    except IntegrityError:
        return "known"
    log.info("mail.received", incoming=incoming.pk, kind=str(incoming.kind), found_by=match.how, doubt=incoming.doubt)
    return str(incoming.kind)


def _keep(mailbox: Mailbox, mail: Mail, match: Match, moment: datetime, place: tuple[int, int]) -> Incoming:
    new, rest = split_reply(mail.text)
    kind = _kind(mail, new)
    incoming: Incoming = Incoming.objects.create(
        workspace=mailbox.workspace, mailbox=mailbox, thread=_thread(match.message, mail, kind, new, moment), kind=kind,
        message_id=mail.message_id[:255], references="\n".join(mail.references), uid=place[0], uid_validity=place[1],
        from_email=mail.from_email, from_name=mail.from_name, subject=mail.subject, new_text=new, rest=rest,
        html=mail.html, doubt=_doubt(mail, match, kind), note=mail.note, received_at=moment,
    )  # fmt: skip
    Attachment.objects.bulk_create(
        Attachment(
            workspace=mailbox.workspace, incoming=incoming, name=file.name, content_type=file.content_type,
            size=len(file.content), content=file.content,
        )
        for file in mail.files
    )  # fmt: skip
    return incoming


def _kind(mail: Mail, new: str) -> str:
    if is_complaint(mail.parsed):
        return Kind.COMPLAINT
    if is_bounce(mail):
        return Kind.BOUNCE
    if asks_to_stop(mail.subject, new):
        return Kind.STOP
    return Kind.AUTOMATIC if is_automatic(mail.parsed) else Kind.REPLY


def _thread(message: Message, mail: Mail, kind: str, new: str, moment: datetime) -> Thread:
    thread: Thread | None = message.thread
    if thread is None:
        thread = Thread.objects.create(
            workspace=message.workspace, creator=message.creator, mailbox=message.mailbox, subject=message.subject,
            last_at=moment,
        )  # fmt: skip
        Message.objects.filter(pk=message.pk).update(thread=thread)
    if kind == Kind.REPLY:
        thread.unread, thread.state, thread.snoozed_until = True, Thread.State.OPEN, None
    thread.snippet = " ".join((new or mail.subject).split())[:200]
    thread.last_at = max(moment, thread.last_at)
    thread.save()
    return thread


def _doubt(mail: Mail, match: Match, kind: str) -> str:
    if kind in (Kind.BOUNCE, Kind.COMPLAINT):
        return "" if match.how in ("token", "report") else "It reports on a mail of ours without proof."
    if may_be_forged(mail.parsed):
        return "Your mail server says that the sender is not who it claims to be."
    if mail.from_email != match.message.to_email.lower() and match.how != "token":
        return "" if match.how == "header" else "It comes from another address."
    return ""
