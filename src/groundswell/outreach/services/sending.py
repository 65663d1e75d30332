"""Sending what is due, so that no crash can lose a message or send it twice.

A message is claimed (`sending`, committed) before the server is spoken to. Whoever claimed it has until
LEASE to say how it went; a claim that ran out means a crash in between, and nobody can know: `unsure`.
"""

import time
from collections import Counter
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import Q

from groundswell.kit import clock
from groundswell.kit.errors import Conflict, GroundswellError
from groundswell.outreach.errors import Suppressed, TransportError
from groundswell.outreach.mail import as_email
from groundswell.outreach.models import Message
from groundswell.outreach.rules import pause_after
from groundswell.outreach.services.consents import distrust_access
from groundswell.outreach.services.direct import mark_crashed_direct
from groundswell.outreach.services.gate import pass_gate
from groundswell.outreach.services.mailboxes import server_of
from groundswell.outreach.services.messages import note_sent, refuse_suppressed
from groundswell.outreach.services.moving import message_ended
from groundswell.outreach.services.pacing import take_turn
from groundswell.outreach.services.sequences.stopping import may_send
from groundswell.outreach.tokens import return_path
from groundswell.outreach.transport import deliver

log = structlog.get_logger("groundswell.outreach")
State = Message.State
LEASE = timedelta(minutes=5)
BATCH = 100
CRASHED = "Groundswell stopped while the mail was being handed over. It may have arrived."


def send_due_messages(*, limit: int = BATCH) -> dict[str, int]:
    """Sends up to `limit` due messages; answers how many ended as sent, queued (again), failed and unsure.

    Must not be called inside a transaction. After a mailbox's server could not be used, the other
    messages of that mailbox wait for the next run.
    """
    ended: Counter[str] = Counter()
    ended[State.UNSURE] += _mark_crashed()
    mark_crashed_direct()
    unusable: set[int] = set()
    for pk, mailbox_id, paced in _due(limit):
        if mailbox_id in unusable or (paced and not take_turn(pk)) or (message := _claim(pk)) is None:
            continue
        try:
            ended[_send(message)] += 1
        except _ServerUnusable:
            unusable.add(mailbox_id)
            ended[State.QUEUED] += 1
    return {str(state): count for state, count in ended.items() if count}


class _ServerUnusable(Exception):
    """Not this message's fault."""


def _mark_crashed() -> int:
    late = Message.objects.filter(state=State.SENDING, next_attempt_at__lt=clock.now())
    return late.update(state=State.UNSURE, error=CRASHED)


def _due(limit: int) -> list[tuple[int, int, bool]]:
    """What a person sends now first: an answer never waits behind a sequence."""
    now = clock.now()
    rested = Q(mailbox__resting_until=None) | Q(mailbox__resting_until__lte=now)
    running = Q(step_run=None) | Q(step_run__enrolment__sequence__state="active")
    let_in = Q(mailbox__consent=None) | Q(mailbox__consent__problem="")
    due = Message.objects.filter(Q(paced=False) | rested, running, let_in, state=State.QUEUED, next_attempt_at__lte=now)
    return list(due.order_by("paced", "next_attempt_at", "pk").values_list("pk", "mailbox_id", "paced")[:limit])


def _claim(pk: int) -> Message | None:
    """The message, if it is ours to send: of several senders only one gets it."""
    now = clock.now()
    won = Message.objects.filter(pk=pk, state=State.QUEUED, next_attempt_at__lte=now).update(
        state=State.SENDING, next_attempt_at=now + LEASE
    )
    if not won:
        return None
    return Message.objects.select_related("mailbox", "workspace", "creator", "sender", "gate").get(pk=pk)


def _send(message: Message) -> str:
    started = time.monotonic()
    message.attempts += 1
    try:
        refuse_suppressed(message.workspace, message.to_email)
        pass_gate(message.workspace, message.creator)  # a consent may have been withdrawn since
        if reason := may_send(message):
            raise Conflict(f"The sequence was stopped: {reason}.", where=f"message {message.pk}")
        path = return_path(message.mailbox.from_email, message.pk)
        deliver(server_of(message.mailbox), as_email(message, message.workspace), path)
    except TransportError as error:
        state = _after_trouble(message, error)
        if error.signed_out:
            distrust_access(message.mailbox)
        _log(message, state, started, error.message)
        if error.server:
            raise _ServerUnusable from error
        return state
    except GroundswellError as error:
        words = (
            "They asked not to be written to after this was queued." if isinstance(error, Suppressed) else error.message
        )
        _end(message, State.FAILED, words)
        message_ended(message)
        _log(message, State.FAILED, started, error.code)
        return State.FAILED
    with transaction.atomic():
        _end(message, State.SENT, "")
        note_sent(message)
    _log(message, State.SENT, started, "")
    return State.SENT


def _after_trouble(message: Message, error: TransportError) -> str:
    pause = pause_after(message.attempts)
    if error.unsure:
        _end(message, State.UNSURE, error.message)
    elif error.permanent or pause is None:
        _end(message, State.FAILED, error.message)
        message_ended(message)
    else:
        _end(message, State.QUEUED, error.message, pause)
    return str(message.state)


def _end(message: Message, state: str, error: str, pause: timedelta = timedelta(0)) -> None:
    message.state, message.error = state, error
    message.next_attempt_at = clock.now() + pause
    message.sent_at = clock.now() if state == State.SENT else None
    # A sender slower than its lease finds the message called unsure; what it knows for certain counts more.
    Message.objects.filter(pk=message.pk, state__in=(State.SENDING, State.UNSURE)).update(
        state=state,
        error=error,
        attempts=message.attempts,
        next_attempt_at=message.next_attempt_at,
        sent_at=message.sent_at,
    )


def _log(message: Message, state: str, started: float, error: str) -> None:
    log.info(
        "mail.ended",
        message=message.pk,
        mailbox=message.mailbox_id,
        state=str(state),
        attempt=message.attempts,
        ms=round((time.monotonic() - started) * 1000),
        error=error,
    )
