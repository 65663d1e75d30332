"""Who is named in a note is told."""

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.relationships.mentions import mentioned
from groundswell.relationships.models import Mention, Note
from groundswell.relationships.queries.teamwork import handles_of


def keep_mentions(note: Note) -> None:
    """Tells who is named in the note that they are; who was told before is not told again."""
    named = set(mentioned(note.body, handles_of(note.workspace)))
    rows = Mention.objects.of(note.workspace).filter(note=note)
    rows.exclude(user__in=named).delete()
    known = set(rows.values_list("user", flat=True))
    new = [
        Mention(workspace=note.workspace, note=note, user_id=pk) for pk in sorted(named - known) if pk != note.author_id
    ]
    Mention.objects.bulk_create(new)


def see_mentions(*, workspace: Workspace, user: User, creator: Creator) -> int:
    """They have looked at the creator's notes; answers how many mentions that settles."""
    waiting = Mention.objects.of(workspace).filter(user=user, note__creator=creator, seen_at=None)
    return waiting.update(seen_at=clock.now())
