"""Which of our messages a mail is about: by Message-ID, then by the token in its address, then by who wrote and what it quotes."""

from typing import NamedTuple

from flufl.bounce import all_failures

from groundswell.outreach.models import Incoming, Mailbox, Message
from groundswell.outreach.reading_mail import MESSAGE_ID, Mail
from groundswell.outreach.rules import failed_for_good, is_complaint, is_report
from groundswell.outreach.tokens import message_in

REPORTED_HEADERS = 20_000


class Match(NamedTuple):
    """`how` it was found: header, token, report, or address, which anybody can write."""

    message: Message
    how: str


def match_of(mailbox: Mailbox, mail: Mail) -> Match | None:
    """The message that a mail answers or reports on; None for a mail that is no concern of ours."""
    ours = Message.objects.filter(mailbox=mailbox, state__in=(Message.State.SENT, Message.State.UNSURE))
    ours = ours.select_related("creator", "workspace", "mailbox").order_by("-pk")
    if found := ours.filter(message_id__in=_ids(mailbox, mail)).first():
        return Match(found, "header")
    number = next(filter(None, map(message_in, mail.to)), None) or message_in(mail.subject)
    if number and (found := ours.filter(pk=number).first()):
        return Match(found, "token")
    if is_bounce(mail) or is_complaint(mail.parsed):
        found = ours.filter(message_id__in=MESSAGE_ID.findall(_reported(mail))).first()
        return Match(found, "report") if found else None
    if not mail.from_email:
        return None
    recent = list(ours.filter(to_email__iexact=mail.from_email)[:20])
    quoted = [message for message in recent if _first_line(message) in mail.text]
    best = next(iter(quoted or recent), None)
    return Match(best, "address") if best else None


def is_bounce(mail: Mail) -> bool:
    """A report on delivery, by the standard or by one of the many other ways."""
    if is_report(mail.parsed, "delivery-status") or failed_for_good(mail.parsed) is not None:
        return True
    from_machine = mail.from_email.split("@")[0] in ("mailer-daemon", "postmaster", "")
    return from_machine and bool(_failures(mail))


def _failures(mail: Mail) -> bool:
    try:
        return any(all_failures(mail.parsed))
    except (LookupError, ValueError, TypeError, AttributeError):
        return False


def _ids(mailbox: Mailbox, mail: Mail) -> list[str]:
    """The ids it refers to, and those that mails it refers to referred to."""
    known = Incoming.objects.filter(mailbox=mailbox, message_id__in=mail.references).values_list(
        "references", flat=True
    )
    return [*mail.references, *(each for text in known for each in text.split())]


def _reported(mail: Mail) -> str:
    """The headers that a report gives back of the mail it is about."""
    parts = []
    for part in list(mail.parsed.walk())[:50]:
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            parts.append(part.as_string()[:REPORTED_HEADERS])
    return "\n".join(parts) or mail.text[:REPORTED_HEADERS]


def _first_line(message: Message) -> str:
    return next((line.strip() for line in message.body.splitlines() if len(line.strip()) > 15), message.body.strip())
