"""The team's tasks by script, and the notes that name whoever asks."""

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.creators.queries import creator_of
from groundswell.relationships import queries, services
from groundswell.relationships.documents import task_document

router = Router()


class TaskOut(Schema):
    id: int
    creator_id: int | None
    creator: str
    title: str
    assignee: str
    due_on: date | None
    made_at: datetime
    done_at: datetime | None


class TaskIn(Schema):
    """The same task for each creator, or one about nobody; `assignee` is an address of a member, "" for nobody."""

    title: str
    creator_ids: list[int] = []
    assignee: str = ""
    due_on: date | None = None


class TaskChanges(Schema):
    """Only what is sent is changed."""

    title: str | None = None
    assignee: str | None = None
    due_on: date | None = None
    done: bool | None = None


@router.get("/tasks", response=list[TaskOut])
def tasks(
    request: ApiRequest, creator_id: int | None = None, mine: bool = False, done: bool = False
) -> list[dict[str, Any]]:
    """Open tasks, the most overdue first; with `done` those done, the newest first. At most 500."""
    workspace = request.auth.workspace
    creator = creator_of(workspace, creator_id) if creator_id is not None else None
    rows = queries.tasks_of(workspace, assignee=request.auth.user if mine else None, creator=creator, done=done)
    return [task_document(row) for row in rows[:500]]


@router.post("/tasks", response={201: list[TaskOut]})
def add(request: ApiRequest, body: TaskIn) -> Status[list[dict[str, Any]]]:
    """Writes tasks down."""
    workspace = request.auth.workspace
    creators = services.chosen_creators(workspace, body.creator_ids) if body.creator_ids else [None]
    made = services.add_tasks(
        workspace=workspace, title=body.title, creators=creators, assignee=body.assignee, due_on=body.due_on,
        user=request.auth.user,
    )  # fmt: skip
    return Status(201, [task_document(row) for row in made])


@router.patch("/tasks/{int:task_id}", response=TaskOut)
def change(request: ApiRequest, task_id: int, body: TaskChanges) -> dict[str, Any]:
    """Changes a task, or says that it is done."""
    sent = body.model_dump(exclude_unset=True)
    done, task = sent.pop("done", None), queries.task_of(request.auth.workspace, task_id)
    if sent:
        services.change_task(task=task, changes=sent)
    if done is not None:
        task = services.end_task(task=task, done=done, user=request.auth.user)
    return task_document(queries.task_of(request.auth.workspace, task_id))
