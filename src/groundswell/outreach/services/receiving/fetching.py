"""Reading mailboxes over IMAP: only what is new, headers first, and no more of a mail than fits."""

import imaplib
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import structlog
from django.db.models import Q
from imap_tools import BaseMailBox

from groundswell.kit import clock
from groundswell.outreach.errors import TransportError
from groundswell.outreach.imap import opened
from groundswell.outreach.models import Mailbox
from groundswell.outreach.reading_mail import MOST_BYTES, read_mail
from groundswell.outreach.services.consents import distrust_access
from groundswell.outreach.services.mailboxes import reading_server_of
from groundswell.outreach.services.receiving.matching import is_bounce, match_of
from groundswell.outreach.services.receiving.storing import receive_mail

log = structlog.get_logger("groundswell.outreach")
LOOK_BACK = timedelta(days=30)
BATCH = 50
AFTER_TROUBLE = timedelta(minutes=2)
UID, SIZE = re.compile(rb"UID (\d+)"), re.compile(rb"RFC822\.SIZE (\d+)")


class Head(NamedTuple):
    uid: int
    size: int
    at: datetime | None
    content: bytes


def read_mailboxes() -> dict[str, int]:
    """Reads every mailbox that is read at all; one whose server makes trouble rests for two minutes."""
    told: Counter[str] = Counter()
    paused = Q(consent__problem__gt="")
    for mailbox in Mailbox.objects.exclude(imap_host="").exclude(paused).select_related("workspace"):
        if mailbox.imap_error and mailbox.imap_read_at and clock.now() < mailbox.imap_read_at + AFTER_TROUBLE:
            continue
        told += Counter(read_mailbox(mailbox=mailbox))
    return dict(told)


def read_mailbox(*, mailbox: Mailbox) -> dict[str, int]:
    """Takes in what came since the last time; answers how many of which kind.

    A folder whose UIDVALIDITY changed is read again, 30 days back; what is here already stays as it is.
    """
    told: Counter[str] = Counter()
    try:
        with opened(reading_server_of(mailbox)) as box:
            _renumbered(mailbox, int(box.folder.status("INBOX", ["UIDVALIDITY"])["UIDVALIDITY"]))
            for head in _heads(box, mailbox.imap_last_uid):
                told[_take(box, mailbox, head)] += 1
                mailbox.imap_last_uid = max(mailbox.imap_last_uid, head.uid)
                Mailbox.objects.filter(pk=mailbox.pk).update(imap_last_uid=mailbox.imap_last_uid)
    except TransportError as error:
        if error.signed_out:
            distrust_access(mailbox)
        Mailbox.objects.filter(pk=mailbox.pk).update(imap_error=error.message, imap_read_at=clock.now())
        log.warning("mailbox.unreadable", mailbox=mailbox.pk, error=error.message)
        return {"unreadable": 1}
    Mailbox.objects.filter(pk=mailbox.pk).update(imap_error="", imap_read_at=clock.now())
    return dict(told)


def _renumbered(mailbox: Mailbox, validity: int) -> None:
    if mailbox.imap_validity != validity:
        mailbox.imap_validity, mailbox.imap_last_uid = validity, 0
        Mailbox.objects.filter(pk=mailbox.pk).update(imap_validity=validity, imap_last_uid=0)


def _heads(box: BaseMailBox, last: int) -> Iterator[Head]:
    since = f"SINCE {(clock.now() - LOOK_BACK):%d-%b-%Y}"
    uids = [int(uid) for uid in box.uids(f"UID {last + 1}:*" if last else since)]
    fresh = sorted(uid for uid in uids if uid > last)
    for start in range(0, len(fresh), BATCH):
        numbers = ",".join(map(str, fresh[start : start + BATCH]))
        for line, content in _fetch(box, numbers, "(UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER])"):
            uid, size = UID.search(line), SIZE.search(line)
            if uid and size:
                yield Head(int(uid[1]), int(size[1]), _moment(line), content)


def _take(box: BaseMailBox, mailbox: Mailbox, head: Head) -> str:
    """A mail that is no concern of ours is not even fetched."""
    first = read_mail(head.content)
    report = first.parsed.get_content_maintype() == "multipart" and not first.references
    if match_of(mailbox, first) is None and not (report or is_bounce(first)):
        return "stranger"
    for _, content in _fetch(box, str(head.uid), f"(UID BODY.PEEK[]<0.{MOST_BYTES}>)"):
        return receive_mail(
            mailbox=mailbox, content=content, at=head.at, uid=head.uid, validity=mailbox.imap_validity or 0,
            cut=head.size > MOST_BYTES,
        )  # fmt: skip
    return "gone"


def _fetch(box: BaseMailBox, uids: str, what: str) -> list[tuple[bytes, bytes]]:
    _, answer = box.client.uid("FETCH", uids, what)
    parts: list[Any] = answer or []
    return [(part[0], part[1]) for part in parts if isinstance(part, tuple)]


def _moment(line: bytes) -> datetime | None:
    told = imaplib.Internaldate2tuple(line)
    return datetime.fromtimestamp(time.mktime(told), UTC) if told else None
