"""What follows from a mail that came in: the board moves, sequences stop or wait, addresses are left alone."""

from datetime import datetime, time, timedelta

from groundswell.kit import clock
from groundswell.outreach.models import Incoming, Message
from groundswell.outreach.reading_mail import Mail
from groundswell.outreach.rules import back_on, failed_for_good, zone_of
from groundswell.outreach.services.sequences import postpone_enrolments, stop_enrolments
from groundswell.outreach.services.suppression import suppress_address
from groundswell.relationships.services import move_stage, record_event

Kind = Incoming.Kind
EARLY = timedelta(hours=9)


def heed(message: Message, incoming: Incoming, mail: Mail) -> None:
    """Does what the kind of mail asks for."""
    if incoming.kind == Kind.REPLY:
        _replied(message, incoming)
    elif incoming.kind == Kind.AUTOMATIC:
        _away(message, incoming, mail)
    elif incoming.kind == Kind.BOUNCE:
        _bounced(message, mail)
    elif incoming.kind == Kind.COMPLAINT:
        _leave_alone(message, "complained", "Marked our mail as spam")
    else:
        _leave_alone(message, "unsubscribed", "Asked not to be written to")


def _replied(message: Message, incoming: Incoming) -> None:
    snippet = " ".join(incoming.new_text.split())[:200]
    _note(message, "mail_received", f"Answered: {snippet or incoming.subject}")
    stop_enrolments(workspace=message.workspace, creator=message.creator, reason="Answered")
    move_stage(workspace=message.workspace, creator=message.creator, stage="in_conversation", forward_only=True)


def _away(message: Message, incoming: Incoming, mail: Mail) -> None:
    zone = zone_of(message.creator.country, message.workspace.time_zone)
    day = back_on(f"{mail.subject}\n{incoming.new_text}", clock.today())
    until = datetime.combine(day, time(), zone) + timedelta(days=1) + EARLY
    waiting = postpone_enrolments(workspace=message.workspace, creator=message.creator, until=until)
    _note(
        message,
        "mail_automatic",
        f"Away; nothing is sent before {until:%d %B}" if waiting else "Answered automatically",
    )


def _bounced(message: Message, mail: Mail) -> None:
    if failed_for_good(mail.parsed) is False:
        _note(message, "mail_late", "The mail is late or could not be delivered for now")
        return
    _leave_alone(message, "bounced", f"The mail came back: {message.to_email} does not take it")


def _leave_alone(message: Message, reason: str, words: str) -> None:
    suppress_address(workspace=message.workspace, email=message.to_email, reason=reason)
    stop_enrolments(workspace=message.workspace, creator=message.creator, reason=words)
    _note(message, f"mail_{reason}", words)


def _note(message: Message, kind: str, text: str) -> None:
    record_event(
        workspace=message.workspace, creator=message.creator, kind=kind, text=text, detail={"message": message.pk}
    )
