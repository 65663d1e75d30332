"""What creators write on their own page stands in the inbox beside their mails."""

from django.db import transaction
from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import digest
from groundswell.outreach.models import Incoming, Mailbox, Thread
from groundswell.outreach.services.sequences import stop_enrolments
from groundswell.relationships.services import move_stage, record_event

LONGEST = 5_000
MARK = "@own-page.groundswell"


@transaction.atomic
def receive_from_page(*, workspace: Workspace, creator: Creator, subject: str, text: str) -> Incoming | None:
    """Keeps one message; the same words on the same day are one. It counts as a reply: sequences stop, the board moves.

    None where the workspace has no mailbox to answer from: then it stands on the timeline only.
    `BadInput` for no text or too much of it.
    """
    said = text.replace("\r\n", "\n").strip()
    if not said or len(said) > LONGEST or "\x00" in said:
        raise BadInput(f"A message needs 1 to {LONGEST:,} characters.", where="text")
    key = digest(f"{creator.pk}:{clock.today()}:{said}")[:40] + MARK
    known: Incoming | None = Incoming.objects.of(workspace).filter(message_id=key).first()
    if known is not None:
        return known
    thread = _thread(workspace, creator, subject)
    incoming = _keep(thread, creator, key, said) if thread else None
    record_event(
        workspace=workspace, creator=creator, kind="own_page_message", text=f"Wrote on their own page: {said}",
        detail={"thread": thread.pk} if thread else {},
    )  # fmt: skip
    stop_enrolments(workspace=workspace, creator=creator, reason="Wrote on their own page")
    move_stage(workspace=workspace, creator=creator, stage="in_conversation", forward_only=True)
    return incoming


def page_threads(workspace: Workspace, creator: Creator) -> QuerySet[Thread]:
    """The conversations that the creator began on their own page."""
    rows: QuerySet[Thread] = Thread.objects.of(workspace).filter(creator=creator, incoming__message_id__endswith=MARK)
    return rows.distinct().order_by("-last_at", "-pk")


def _thread(workspace: Workspace, creator: Creator, subject: str) -> Thread | None:
    """The newest conversation begun on the page, else a new one beside the newest mail to them."""
    if (known := page_threads(workspace, creator).first()) is not None:
        return known
    wrote = creator.messages.filter(workspace=workspace).order_by("-pk").select_related("mailbox").first()
    mailbox = wrote.mailbox if wrote else Mailbox.objects.of(workspace).order_by("pk").first()
    if mailbox is None:
        return None
    made: Thread = Thread.objects.create(workspace=workspace, creator=creator, mailbox=mailbox, subject=subject[:255])
    return made


def _keep(thread: Thread, creator: Creator, key: str, said: str) -> Incoming:
    thread.unread, thread.state, thread.snoozed_until = True, Thread.State.OPEN, None
    thread.snippet, thread.last_at = " ".join(said.split())[:200], clock.now()
    thread.save()
    incoming: Incoming = Incoming.objects.create(
        workspace=thread.workspace, thread=thread, mailbox=thread.mailbox, kind=Incoming.Kind.REPLY, message_id=key,
        from_email=creator.email, from_name=creator.name, subject=thread.subject, new_text=said,
        note="Written on their own page.",
    )  # fmt: skip
    return incoming
