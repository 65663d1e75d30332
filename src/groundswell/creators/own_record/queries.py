"""What creators asked for."""

from typing import Any

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator, CreatorRequest
from groundswell.kit.errors import NotFound


def waiting_requests(workspace: Workspace) -> QuerySet[CreatorRequest]:
    """Those that wait for somebody, oldest first."""
    rows: QuerySet[CreatorRequest] = CreatorRequest.objects.of(workspace).filter(state=CreatorRequest.State.WAITING)
    return rows.select_related("creator").order_by("asked_at", "pk")


def own_requests(creator: Creator) -> QuerySet[CreatorRequest]:
    """A creator's own, newest first."""
    rows: QuerySet[CreatorRequest] = CreatorRequest.objects.of(creator.workspace).filter(creator=creator)
    return rows.order_by("-asked_at", "-pk")


def request_of(workspace: Workspace, pk: int) -> CreatorRequest:
    """The request; NotFound when this workspace has none of that id."""
    rows = CreatorRequest.objects.of(workspace).select_related("creator", "workspace")
    found: CreatorRequest | None = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such request.", where="request")
    return found


def request_document(row: CreatorRequest) -> dict[str, Any]:
    """A request for scripts."""
    names = ("id", "kind", "value", "state", "asked_at", "confirmed_at", "reason", "decided_at")
    return {name: getattr(row, name) for name in names} | {
        "creator_id": row.creator_id,
        "creator": row.creator.name if row.creator else None,
    }
