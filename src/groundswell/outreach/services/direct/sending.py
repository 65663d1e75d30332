"""Sending one direct message, so that no crash can send it twice: claimed, spoken to the network once, and settled.

A person sends each: there is no queue. Whoever claimed a message has until LEASE to say how it went; a claim that ran
out means a crash in between, and nobody can know: `unsure`.
"""

from datetime import timedelta

import structlog
from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Account, Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.kit.ids import digest
from groundswell.outreach.models import DirectMessage, StepRun
from groundswell.outreach.rules import one_line
from groundswell.outreach.services.direct.accounts import account_on, http_client, line_of, sender_of
from groundswell.outreach.services.gate import keep_decision, pass_gate
from groundswell.outreach.services.messages import refuse_suppressed
from groundswell.outreach.services.moving import end_run
from groundswell.outreach.services.sequences.by_hand import note_direct
from groundswell.outreach.services.sequences.stopping import reason_to_stop
from groundswell.platforms.direct import DirectTrouble

log = structlog.get_logger("groundswell.outreach")
State = DirectMessage.State
LEASE = timedelta(minutes=3)
CRASHED = "Groundswell stopped while the message was being handed over. It may have arrived."


def send_direct(
    *, workspace: Workspace, creator: Creator, account: Account, text: str, idempotency_key: str,
    run: StepRun | None = None, user: User | None = None,
) -> DirectMessage:  # fmt: skip
    """Sends one message now from the brand's own account to a profile of the creator; `run` is the step it is.

    The same key again answers the message that is there, and sends only one that had failed. Raises `Suppressed`,
    `NotLawful`, `Conflict` without keys or for a step that ended, `BadInput` for a text that does not fit. How it went is
    the answer's `state`. Must not be called inside a transaction.
    """
    mark_crashed_direct()
    if creator.workspace_id != workspace.pk or not creator.accounts.filter(pk=account.pk).exists():
        raise NotFound("There is no such profile of this creator.", where="account")
    line, ours = line_of(account.platform), account_on(workspace, account.platform)
    words = _fits(text, line.longest)
    if creator.email:
        refuse_suppressed(workspace, creator.email)
    if run is not None and (run.state != StepRun.State.TO_DO or reason_to_stop(run.enrolment)):
        raise Conflict("This step has ended, or the sequence has to stop.", where=f"step run {run.pk}")
    verdict = pass_gate(workspace, creator, direct=True)
    with transaction.atomic():
        message, new = DirectMessage.objects.of(workspace).get_or_create(
            idempotency_key=one_line(idempotency_key, "idempotency_key", 120),
            defaults={
                "workspace": workspace, "creator": creator, "account": account, "network": account.platform, "step_run": run,
                "sender": user, "from_handle": ours.handle, "text": words, "lease_until": clock.now() + LEASE,
            },
        )  # fmt: skip
        if not new and not _claimed(message, words):
            return message
        keep_decision(workspace=workspace, creator=creator, verdict=verdict)
    try:
        with http_client() as http:
            to = account.external_id or account.handle
            remote = line.send(
                http, sender_of(ours), to, message.text, digest(f"{message.pk} {message.created_at.isoformat()}")[:40]
            )
    except DirectTrouble as error:
        _end(message, State.UNSURE if error.unsure else State.FAILED, error=error.message)
        return message
    _sent(message, remote, user)
    return message


def send_step(*, workspace: Workspace, run: StepRun, account: Account, user: User | None = None) -> DirectMessage:
    """Sends a sequence's direct message, once: as `send_direct`."""
    return send_direct(
        workspace=workspace, creator=run.enrolment.creator, account=account, text=run.text,
        idempotency_key=f"step:{run.pk}", run=run, user=user,
    )  # fmt: skip


@transaction.atomic
def settle_direct(
    *, workspace: Workspace, message: DirectMessage, arrived: bool, user: User | None = None
) -> DirectMessage:
    """A person's word on a message in doubt: it arrived, or it did not, and may be sent again."""
    if message.workspace_id != workspace.pk or message.state != State.UNSURE:
        raise Conflict("This message is not in doubt.", where=f"direct message {message.pk}")
    record_audit(
        workspace=workspace, user=user, action="direct_message.settled", subject=f"direct message {message.pk}",
        detail={"arrived": arrived},
    )  # fmt: skip
    if arrived:
        _sent(message, "", user)
    else:
        _end(message, State.FAILED, error="It did not arrive.")
    return message


def mark_crashed_direct() -> int:
    """Calls unsure what was being sent when Groundswell stopped; answers how many."""
    late = DirectMessage.objects.filter(state=State.SENDING, lease_until__lt=clock.now())
    return late.update(state=State.UNSURE, error=CRASHED)


def _claimed(message: DirectMessage, words: str) -> bool:
    """Only one that is known not to have gone out is sent again, and by one sender only."""
    failed = DirectMessage.objects.filter(pk=message.pk, state=State.FAILED)
    won = failed.update(state=State.SENDING, error="", text=words, lease_until=clock.now() + LEASE)
    message.refresh_from_db()
    return bool(won)


@transaction.atomic
def _sent(message: DirectMessage, remote: str, user: User | None) -> None:
    if not _end(message, State.SENT, remote=remote):
        return
    note_direct(message.workspace, message.creator, message.text, user)
    if message.step_run is not None:
        end_run(message.step_run, StepRun.State.DONE, user)


def _end(message: DirectMessage, state: str, *, error: str = "", remote: str = "") -> bool:
    message.state, message.error, message.remote_id = state, error[:500], remote[:255]
    message.sent_at = clock.now() if state == State.SENT else None
    # A sender slower than its lease finds the message called unsure; what it knows for certain counts more.
    open_rows = DirectMessage.objects.filter(pk=message.pk, state__in=(State.SENDING, State.UNSURE))
    won = open_rows.update(
        state=state, error=message.error, remote_id=message.remote_id, sent_at=message.sent_at
    )  # fmt: skip
    log.info("direct.ended", message=message.pk, network=message.network, state=str(state), error=message.error)
    return bool(won)


def _fits(text: str, longest: int) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words or len(words) > longest or "\x00" in words:
        raise BadInput(f"A direct message there has 1 to {longest:,} characters.", where="text")
    return words
