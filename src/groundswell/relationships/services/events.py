"""The timeline's one writer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.relationships.models import TimelineEvent


def record_event(
    *,
    workspace: Workspace,
    creator: Creator,
    kind: str,
    text: str,
    detail: Mapping[str, Any] | None = None,
    actor: User | None = None,
    at: datetime | None = None,
) -> TimelineEvent:
    """Writes on a creator's timeline what happened; `text` is a sentence for people, cut at 500 characters."""
    belongs(workspace, creator)
    return TimelineEvent.objects.create(
        workspace=workspace,
        creator=creator,
        kind=kind,
        text=text[:500],
        detail=dict(detail or {}),
        actor=actor,
        at=at or clock.now(),
    )


def belongs(workspace: Workspace, creator: Creator) -> None:
    """Refuses another workspace's creator as if there were none."""
    if creator.workspace_id != workspace.pk:
        raise NotFound("There is no such creator in this workspace.", where=f"creator {creator.pk}")
