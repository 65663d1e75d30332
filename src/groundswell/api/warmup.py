"""Warm-up tasks by script; doing them stays with people."""

from datetime import datetime
from typing import Any, Literal

from ninja import Router, Schema

from groundswell.api.auth import ApiRequest
from groundswell.relationships import warmup
from groundswell.relationships.documents import warm_up_document

router = Router()


class WarmUpOut(Schema):
    id: int
    creator_id: int
    creator: str
    kind: str
    url: str
    about: str
    state: str
    made_at: datetime


class Ended(Schema):
    """`words`: what was written, or why it was left out."""

    did: Literal["done", "skip"] = "done"
    words: str = ""


@router.get("/warm-up", response=list[WarmUpOut])
def tasks(request: ApiRequest) -> list[dict[str, Any]]:
    """What waits, oldest first."""
    return [warm_up_document(task) for task in warmup.open_tasks(request.auth.workspace)]


@router.post("/warm-up")
def make(request: ApiRequest) -> dict[str, int]:
    """Looks for more now; nothing comes twice."""
    return {"made": warmup.make_tasks(workspace=request.auth.workspace)}


@router.post("/warm-up/{int:task_id}", response=WarmUpOut)
def end(request: ApiRequest, task_id: int, body: Ended) -> dict[str, Any]:
    """It was done, or left out and why."""
    auth = request.auth
    task = warmup.task_of(auth.workspace, task_id)
    if body.did == "skip":
        warmup.skip_task(workspace=auth.workspace, task=task, reason=body.words, user=auth.user)
    else:
        warmup.complete_task(workspace=auth.workspace, task=task, words=body.words, user=auth.user)
    return warm_up_document(warmup.task_of(auth.workspace, task_id))
