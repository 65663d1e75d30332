"""Notes that the team keeps on a creator."""

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, NotFound
from groundswell.relationships.models import Note
from groundswell.relationships.rules import clean_text
from groundswell.relationships.services.events import belongs
from groundswell.relationships.services.mentions import keep_mentions

LONGEST = 20_000


@transaction.atomic
def add_note(*, workspace: Workspace, creator: Creator, body: str, author: User | None = None) -> Note:
    """Writes a note; it stands on the timeline with its author and time, and whom it names with an @ is told."""
    belongs(workspace, creator)
    note = Note.objects.create(workspace=workspace, creator=creator, author=author, body=_body(body))
    keep_mentions(note)
    return note


@transaction.atomic
def edit_note(*, workspace: Workspace, note_id: int, body: str, user: User | None = None) -> Note:
    """Changes a note's text; the audit log keeps who did it."""
    note = _note(workspace, note_id)
    note.body = _body(body)
    note.save(update_fields=["body"])
    keep_mentions(note)
    record_audit(
        workspace=workspace,
        user=user,
        action="note.edit",
        subject=f"creator {note.creator_id}",
        detail={"note": note_id},
    )
    return note


@transaction.atomic
def delete_note(*, workspace: Workspace, note_id: int, user: User | None = None) -> None:
    """Deletes a note for good; the audit log keeps who did it, not what it said."""
    note = _note(workspace, note_id)
    note.delete()
    record_audit(
        workspace=workspace,
        user=user,
        action="note.delete",
        subject=f"creator {note.creator_id}",
        detail={"note": note_id},
    )


def _body(text: str) -> str:
    body = clean_text(text, "body", LONGEST)
    if not body:
        raise BadInput("A note needs some text.", where="body")
    return body


def _note(workspace: Workspace, note_id: int) -> Note:
    note: Note | None = Note.objects.of(workspace).select_related("creator").filter(pk=note_id).first()
    if note is None:
        raise NotFound("There is no such note.", where=f"note {note_id}")
    return note
