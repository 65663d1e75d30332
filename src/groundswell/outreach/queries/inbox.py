"""The inbox: conversations in which something came in."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from groundswell.accounts.models import User, Workspace
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.outreach.models import Attachment, Incoming, Message, Thread

VIEWS = ("open", "mine", "snoozed", "done")


@dataclass(frozen=True, slots=True)
class Entry:
    """A mail of a conversation: `incoming` or `message`, never both."""

    at: datetime
    incoming: Incoming | None = None
    message: Message | None = None


def threads(workspace: Workspace, view: str = "open", user: User | None = None) -> QuerySet[Thread]:
    """Newest first: open ones, those assigned to `user`, those that sleep, those that are done."""
    rows: QuerySet[Thread] = (
        Thread.objects.of(workspace).select_related("creator", "assigned_to").order_by("-last_at", "-pk")
    )
    if view == "done":
        return rows.filter(state=Thread.State.DONE)
    rows = rows.filter(state=Thread.State.OPEN)
    asleep = Q(snoozed_until__gt=clock.now())
    if view == "snoozed":
        return rows.filter(asleep)
    rows = rows.filter(Q(snoozed_until=None) | Q(snoozed_until__lte=clock.now()))
    return rows.filter(assigned_to=user) if view == "mine" else rows


def unread_threads(workspace: Workspace) -> int:
    """How many open conversations nobody has looked at."""
    return threads(workspace).filter(unread=True).count()


def thread_of(workspace: Workspace, pk: int) -> Thread:
    """The conversation of that id; `NotFound` when this workspace has none."""
    rows = Thread.objects.of(workspace).select_related("creator", "mailbox", "assigned_to", "workspace")
    found: Thread | None = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such conversation.", where=f"thread {pk}")
    return found


def entries_of(thread: Thread) -> list[Entry]:
    """Every mail of the conversation, oldest first; incoming ones say whether they have HTML and pictures."""
    came = thread.incoming.prefetch_related("attachments").defer("html")
    came = came.annotate(has_html=~Q(html=""), has_pictures=Q(html__contains="<img"))
    entries = [Entry(mail.received_at, incoming=mail) for mail in came]
    entries += [
        Entry(mail.sent_at or mail.created_at, message=mail) for mail in thread.messages.select_related("sender")
    ]
    return sorted(entries, key=lambda entry: (entry.at, entry.incoming is not None))


def incoming_of(workspace: Workspace, pk: int) -> Incoming:
    """The mail of that id; `NotFound` when this workspace has none."""
    found: Incoming | None = Incoming.objects.of(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such mail.", where=f"mail {pk}")
    return found


def attachment_of(workspace: Workspace, pk: int) -> Attachment:
    """The attachment of that id with its content; `NotFound` when this workspace has none."""
    found: Attachment | None = Attachment.objects.of(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such attachment.", where=f"attachment {pk}")
    return found
