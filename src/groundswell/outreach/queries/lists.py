"""Messages, mailboxes and templates of a workspace."""

from django.db.models import Count, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.kit.errors import NotFound
from groundswell.outreach.mail import address_digest
from groundswell.outreach.models import Mailbox, MailConsent, Message, Suppression, Template

NOT_SENT = (Message.State.UNSURE, Message.State.FAILED, Message.State.QUEUED, Message.State.SENDING)


def messages(workspace: Workspace, state: str = "", text: str = "") -> QuerySet[Message]:
    """Newest first; `text` is looked for in subjects, names and addresses."""
    rows: QuerySet[Message] = (
        Message.objects.of(workspace).select_related("creator", "mailbox", "sender").order_by("-created_at", "-pk")
    )
    if state:
        rows = rows.filter(state=state)
    if text:
        rows = (
            rows.filter(subject__icontains=text)
            | rows.filter(creator__name__icontains=text)
            | rows.filter(to_email__icontains=text)
        )
    return rows


def message_counts(workspace: Workspace) -> dict[str, int]:
    """How many messages are in each state; states without any are 0."""
    rows = Message.objects.of(workspace).order_by().values_list("state").annotate(Count("pk"))
    return dict.fromkeys(Message.State.values, 0) | dict(rows)


def waiting_messages(workspace: Workspace, limit: int = 5) -> list[Message]:
    """Messages that have not gone out, those that need a person first."""
    rows = messages(workspace).filter(state__in=NOT_SENT)
    return sorted(rows[:200], key=lambda row: NOT_SENT.index(Message.State(row.state)))[:limit]


def message_of(workspace: Workspace, pk: int) -> Message:
    """The workspace's message of that id; `NotFound` otherwise."""
    found = messages(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such message.", where=f"message {pk}")
    return found


def mailboxes(workspace: Workspace) -> QuerySet[Mailbox]:
    """The workspace's mailboxes, oldest first: the first is the one offered."""
    rows: QuerySet[Mailbox] = Mailbox.objects.of(workspace).select_related("consent").order_by("pk")
    return rows


def consent_of(mailbox: Mailbox) -> MailConsent | None:
    """The consent by which it signs in, or was asked to; None where there never was one."""
    return MailConsent.objects.filter(mailbox=mailbox).first()


def mailbox_of(workspace: Workspace, pk: int) -> Mailbox:
    """The workspace's mailbox of that id; `NotFound` otherwise."""
    found = mailboxes(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such mailbox.", where=f"mailbox {pk}")
    return found


def templates(workspace: Workspace) -> QuerySet[Template]:
    """The workspace's templates by name."""
    rows: QuerySet[Template] = Template.objects.of(workspace).order_by("name", "pk")
    return rows


def template_of(workspace: Workspace, pk: int) -> Template:
    """The workspace's template of that id; `NotFound` otherwise."""
    found = templates(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such template.", where=f"template {pk}")
    return found


def is_suppressed(workspace: Workspace, email: str) -> bool:
    """Whether nobody may write to this address."""
    found = Suppression.objects.of(workspace).filter(address_digest=address_digest(email)) if email else None
    return found is not None and found.exists()
