"""Monitors by script: what is watched for, what was met, and who speaks of the brand unasked."""

from typing import Annotated, Any, Literal

from ninja import Router, Schema, Status
from pydantic import Field

from groundswell.api.auth import ApiRequest
from groundswell.tracking import queries, services
from groundswell.tracking.documents import advocate_document, mention_document, monitor_document, watched_document

router = Router()


class MonitorIn(Schema):
    """`text` is a #hashtag, @handle, `network:@handle`, name or address; `kind` is told by how it is written when left
    out; `to_board`: people it finds go on the board; `rival`: a competitor's, for share of voice only."""

    text: str
    kind: Literal["", "hashtag", "handle", "name", "link"] = ""
    to_board: bool = True
    rival: bool = False


class MonitorChange(Schema):
    """What is not sent stays."""

    paused: bool | None = None
    to_board: bool | None = None


class Taking(Schema):
    """`list`: the list to put them on, made when new; the board only when left out."""

    list: str = ""


class Muting(Schema):
    muted: bool = True


Limit = Annotated[int, Field(ge=1, le=500)]


@router.get("/monitors", response=list[dict[str, Any]])
def monitors(request: ApiRequest) -> list[dict[str, Any]]:
    """What is watched for, what it found, and on which networks it is searched for, or why not."""
    return [monitor_document(state) for state in queries.monitor_states(request.auth.workspace)]


@router.post("/monitors", response={201: dict[str, Any]})
def create(request: ApiRequest, body: MonitorIn) -> Status[dict[str, Any]]:
    """Watches for something; the same again is the same monitor."""
    monitor, created = services.create_monitor(workspace=request.auth.workspace, user=request.auth.user, **body.dict())
    return Status(201, {**watched_document(monitor), "created": created})


@router.patch("/monitors/{int:monitor_id}", response=dict[str, Any])
def change(request: ApiRequest, monitor_id: int, body: MonitorChange) -> dict[str, Any]:
    """Pauses a monitor or resumes it; whether people it finds go on the board."""
    found = queries.monitor_of(request.auth.workspace, monitor_id)
    return watched_document(services.change_monitor(monitor=found, user=request.auth.user, **body.dict()))


@router.delete("/monitors/{int:monitor_id}", response={204: None})
def delete(request: ApiRequest, monitor_id: int) -> Status[None]:
    """Watches for it no more; its mentions go, posts and people stay."""
    services.delete_monitor(monitor=queries.monitor_of(request.auth.workspace, monitor_id), user=request.auth.user)
    return Status(204, None)


@router.get("/mentions", response=list[dict[str, Any]])
def mentions(
    request: ApiRequest,
    monitor: int | None = None,
    asked: bool | None = None,
    limit: Limit = 100,
    offset: Annotated[int, Field(ge=0)] = 0,
) -> list[dict[str, Any]]:
    """Posts that monitors met, the newest first."""
    workspace = request.auth.workspace
    chosen = queries.monitor_of(workspace, monitor).pk if monitor is not None else None
    rows = queries.mentions_of(workspace, monitor=chosen, asked=asked)[offset : offset + limit]
    return [mention_document(row) for row in rows]


@router.get("/advocates", response=list[dict[str, Any]])
def advocates(request: ApiRequest, muted: bool = False, limit: Limit = 50) -> list[dict[str, Any]]:
    """Who speaks of the brand though nobody asked, most posts first, with the newest as proof."""
    found = queries.natural_advocates(request.auth.workspace, limit=limit, muted=muted)
    return [advocate_document(one) for one in found]


@router.post("/advocates/{int:account_id}/take", response=dict[str, Any])
def take(request: ApiRequest, account_id: int, body: Taking) -> dict[str, Any]:
    """Puts an advocate on the board, or on a list."""
    auth = request.auth
    creator = services.take_advocate(
        workspace=auth.workspace, account_id=account_id, list_name=body.list.strip(), user=auth.user
    )
    return {"creator_id": creator.pk, "name": creator.name}


@router.post("/advocates/{int:account_id}/mute", response=dict[str, Any])
def mute(request: ApiRequest, account_id: int, body: Muting) -> dict[str, Any]:
    """Leaves somebody out of natural advocates, or shows them again."""
    auth = request.auth
    services.mute_account(workspace=auth.workspace, account_id=account_id, muted=body.muted, user=auth.user)
    return {"account_id": account_id, "muted": body.muted}
