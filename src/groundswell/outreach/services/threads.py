"""What a team does with a conversation: answers, hands it over, puts it off, closes it."""

from datetime import datetime

from django.db import transaction

from groundswell.accounts.models import Membership, User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.outreach.models import Message, Thread
from groundswell.outreach.services.messages import queue_message


@transaction.atomic
def answer_thread(
    *, workspace: Workspace, thread: Thread, body: str, idempotency_key: str, user: User | None = None
) -> Message:
    """Queues an answer to the newest mail of the conversation; it goes out at once, in the same thread."""
    last = thread.incoming.order_by("-received_at", "-pk").first()
    subject = (last.subject if last else "") or thread.subject
    message = queue_message(
        workspace=workspace,
        creator=thread.creator,
        mailbox=thread.mailbox,
        subject=subject if subject.lower().startswith("re:") else f"Re: {subject}"[:255],
        body=body,
        idempotency_key=idempotency_key,
        user=user,
    )
    references = f"{last.references}\n{last.message_id}".strip() if last else ""
    Message.objects.filter(pk=message.pk).update(thread=thread, references=references)
    thread.unread, thread.last_at = False, clock.now()
    thread.save(update_fields=["unread", "last_at"])
    return message


@transaction.atomic
def change_thread(
    *, workspace: Workspace, thread: Thread, user: User | None = None, **changes: User | datetime | str | bool | None
) -> Thread:
    """Sets `assigned_to` (a member or None), `snoozed_until`, `state` (open, done) or `unread`."""
    if unknown := changes.keys() - {"assigned_to", "snoozed_until", "state", "unread"}:
        raise BadInput(f"“{min(unknown)}” cannot be changed.", where=min(unknown))
    owner = changes.get("assigned_to")
    if isinstance(owner, User) and not Membership.objects.of(workspace).filter(user=owner).exists():
        raise BadInput("Only a member of this workspace can take it.", where="assigned_to")
    if changes.get("state", Thread.State.OPEN) not in Thread.State.values:
        raise BadInput("A conversation is open or done.", where="state")
    for name, value in changes.items():
        setattr(thread, name, value)
    thread.save(update_fields=list(changes))
    if changes.keys() - {"unread"}:
        detail = {name: str(value) for name, value in changes.items()}
        record_audit(
            workspace=workspace, user=user, action="thread.changed", subject=f"thread {thread.pk}", detail=detail
        )
    return thread
