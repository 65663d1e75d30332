"""What happened between the brand and one creator: notes, events, and what the rooms above know."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput
from groundswell.relationships.groups import GROUPS, STARTS, group_of
from groundswell.relationships.models import Note, TimelineEvent

PAGE = 50


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A note (kind "note", with `note_id`) or something that happened; `actor` is None for what happened by itself."""

    at: datetime
    kind: str
    text: str
    actor: User | None = None
    detail: dict[str, Any] = field(default_factory=dict)
    note_id: int | None = None

    @property
    def group(self) -> str:
        """One of GROUPS."""
        return "notes" if self.note_id else group_of(self.kind)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of it, newest first; `more` where older entries follow."""

    entries: list[TimelineEntry]
    more: bool


Source = Callable[[Workspace, Creator, int], Iterable[TimelineEntry]]
_sources: dict[str, list[Source]] = {}


def add_timeline(group: str, source: Source) -> None:
    """Lets a room above tell what it knows of that group: of workspace and creator at most so many entries, newest first."""
    _sources.setdefault(group, []).append(source)


def timeline(
    workspace: Workspace, creator: Creator, *, group: str = "", limit: int = PAGE, offset: int = 0
) -> Timeline:
    """Everything, or one of GROUPS; `BadInput` for another."""
    if group and group not in GROUPS:
        raise BadInput(f"“{group}” is no part of a timeline.", where="group", cure=f"One of: {', '.join(GROUPS)}.")
    wanted = offset + limit + 1
    entries = _notes(workspace, creator, wanted) if group in ("", "notes") else []
    entries += _events(workspace, creator, group, wanted)
    for name in _sources if not group else {group} & _sources.keys():
        entries += [entry for source in _sources[name] for entry in source(workspace, creator, wanted)]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return Timeline(entries[offset : offset + limit], more=len(entries) > offset + limit)


def _notes(workspace: Workspace, creator: Creator, wanted: int) -> list[TimelineEntry]:
    rows = Note.objects.of(workspace).filter(creator=creator).select_related("author").order_by("-created_at", "-pk")
    return [TimelineEntry(n.created_at, "note", n.body, n.author, {}, n.pk) for n in rows[:wanted]]


def _events(workspace: Workspace, creator: Creator, group: str, wanted: int) -> list[TimelineEntry]:
    rows = TimelineEvent.objects.of(workspace).filter(creator=creator).select_related("actor").order_by("-at", "-pk")
    return [TimelineEntry(e.at, e.kind, e.text, e.actor, e.detail) for e in rows.filter(_kinds(group))[:wanted]]


def _kinds(group: str) -> Q:
    """The events of a group: the board has those that no other claims."""
    if not group:
        return Q()
    claimed = STARTS.values() if group == "board" else [STARTS.get(group, ())]
    known = Q(pk__in=[])
    for start in (start for starts in claimed for start in starts):
        known |= Q(kind__startswith=start)
    return ~known if group == "board" else known
