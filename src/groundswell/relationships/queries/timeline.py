"""What happened between the brand and one creator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.relationships.models import Note, TimelineEvent


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A note (kind "note", with `note_id`) or an event; `actor` is None for what happened by itself."""

    at: datetime
    kind: str
    text: str
    actor: User | None
    detail: dict[str, Any]
    note_id: int | None = None


def timeline(workspace: Workspace, creator: Creator, limit: int = 200) -> list[TimelineEntry]:
    """Notes and events, newest first, at most `limit`."""
    notes = Note.objects.of(workspace).filter(creator=creator).select_related("author").order_by("-created_at", "-pk")
    events = TimelineEvent.objects.of(workspace).filter(creator=creator).select_related("actor").order_by("-at", "-pk")
    entries = [TimelineEntry(n.created_at, "note", n.body, n.author, {}, n.pk) for n in notes[:limit]]
    entries += [TimelineEntry(e.at, e.kind, e.text, e.actor, e.detail) for e in events[:limit]]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:limit]
