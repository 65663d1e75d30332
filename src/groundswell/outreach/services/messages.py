"""Messages before and after the server: queued, withdrawn, tried again, settled by a person."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from groundswell.accounts.models import Owned, User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.outreach.errors import Suppressed
from groundswell.outreach.mail import address_digest, new_message_id
from groundswell.outreach.models import Mailbox, Message, Suppression, Template
from groundswell.outreach.rules import one_line
from groundswell.outreach.services.gate import keep_decision, pass_gate
from groundswell.outreach.services.moving import message_ended
from groundswell.relationships.services import move_stage, record_event

LONGEST_BODY = 50_000


@transaction.atomic
def queue_message(
    *,
    workspace: Workspace,
    creator: Creator,
    mailbox: Mailbox,
    subject: str,
    body: str,
    idempotency_key: str,
    template: Template | None = None,
    campaign: Owned | None = None,
    user: User | None = None,
    paced: bool = False,
    after: Message | None = None,
) -> Message:
    """Queues one finished mail to one creator; the same key again answers the message that is there.

    `paced` mails wait for their turn (`services.pacing`); `after` is our mail whose conversation this one goes on with.

    Raises `Suppressed` for somebody who asked not to be written to, `NotLawful` where the lawful gate blocks, `BadInput`
    without an address or text, `NotFound` for anything of another workspace.
    """
    for row in (creator, mailbox, template, campaign):
        if row is not None and row.workspace_id != workspace.pk:
            raise NotFound("There is no such thing in this workspace.", where=row._meta.model_name)
    key = one_line(idempotency_key, "idempotency_key", 120)
    existing: Message | None = Message.objects.of(workspace).filter(idempotency_key=key).first()
    if existing is not None:
        return existing
    to_email = address_of(workspace, creator)
    verdict = pass_gate(workspace, creator)
    message, new = Message.objects.of(workspace).get_or_create(
        idempotency_key=key,
        defaults={
            "workspace": workspace,
            "creator": creator,
            "campaign_id": campaign.pk if campaign else None,
            "mailbox": mailbox,
            "template": template,
            "sender": user,
            "to_email": to_email,
            "subject": one_line(subject, "subject"),
            "body": _body(body),
            "message_id": new_message_id(mailbox),
            "paced": paced,
            "thread_id": after.thread_id if after else None,
            "references": f"{after.references}\n{after.message_id}".strip() if after else "",
        },
    )
    if new:
        keep_decision(workspace=workspace, creator=creator, verdict=verdict, message=message)
    return message


@transaction.atomic
def withdraw_message(*, workspace: Workspace, message: Message, user: User | None = None) -> None:
    """Deletes a message that has not gone out; `Conflict` for one that has, or that may have."""
    open_states = (Message.State.QUEUED, Message.State.FAILED)
    deleted, _ = Message.objects.of(workspace).filter(pk=message.pk, state__in=open_states).delete()
    if not deleted:
        raise Conflict("Only a message that has not gone out can be withdrawn.", where=f"message {message.pk}")
    record_audit(
        workspace=workspace,
        user=user,
        action="message.withdrawn",
        subject=f"creator {message.creator_id}",
        detail={"subject": message.subject},
    )


@transaction.atomic
def retry_message(*, workspace: Workspace, message: Message, user: User | None = None) -> None:
    """Puts a failed message back in the queue, or one that waits to the front of it."""
    refuse_suppressed(workspace, message.to_email)
    open_states = (Message.State.QUEUED, Message.State.FAILED)
    changed = (
        Message.objects.of(workspace)
        .filter(pk=message.pk, state__in=open_states)
        .update(state=Message.State.QUEUED, attempts=0, next_attempt_at=clock.now())
    )
    if not changed:
        raise Conflict("Only a message that waits or failed can be tried again.", where=f"message {message.pk}")
    record_audit(workspace=workspace, user=user, action="message.retried", subject=f"message {message.pk}")


@transaction.atomic
def settle_message(*, workspace: Workspace, message: Message, arrived: bool, user: User | None = None) -> None:
    """A person's word on an unsure message: it arrived, or it is to be sent again."""
    unsure = Message.objects.of(workspace).filter(pk=message.pk, state=Message.State.UNSURE)
    if arrived:
        changed = unsure.update(state=Message.State.SENT, sent_at=clock.now(), error="")
    else:
        refuse_suppressed(workspace, message.to_email)
        changed = unsure.update(state=Message.State.QUEUED, attempts=0, next_attempt_at=clock.now())
    if not changed:
        raise Conflict("This message is not in doubt.", where=f"message {message.pk}")
    detail = {"arrived": arrived}
    record_audit(
        workspace=workspace, user=user, action="message.settled", subject=f"message {message.pk}", detail=detail
    )
    if arrived:
        note_sent(message)


def note_sent(message: Message) -> None:
    """A sent message stands on the timeline and takes its creator to "contacted"."""
    record_event(
        workspace=message.workspace,
        creator=message.creator,
        kind="mail_sent",
        text=f"Wrote: {message.subject}",
        detail={"message": message.pk},
        actor=message.sender,
    )
    move_stage(workspace=message.workspace, creator=message.creator, stage="contacted", forward_only=True)
    message.state = Message.State.SENT
    message_ended(message)


def address_of(workspace: Workspace, creator: Creator) -> str:
    """Where to write to a creator; refuses when there is no address or it must not be used."""
    if not creator.email:
        raise BadInput(
            f"{creator.name} has no e-mail address.", where="to_email", cure="Add one on the creator's page."
        )
    try:
        validate_email(creator.email)
    except ValidationError as error:
        raise BadInput(f"“{creator.email}” is no e-mail address.", where="to_email") from error
    refuse_suppressed(workspace, creator.email)
    return creator.email


def refuse_suppressed(workspace: Workspace, email: str) -> None:
    """Raises `Suppressed` for an address on the workspace's list."""
    if Suppression.objects.of(workspace).filter(address_digest=address_digest(email)).exists():
        raise Suppressed(f"{email} asked not to be written to.", where="to_email")


def _body(text: str) -> str:
    body = text.replace("\r\n", "\n").strip()
    if not body or len(body) > LONGEST_BODY or "\x00" in body:
        raise BadInput(f"A message needs 1 to {LONGEST_BODY:,} characters of text.", where="body")
    return body + "\n"
