"""Tasks made, changed, done."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.relationships.models import Task
from groundswell.relationships.rules import clean_day, clean_text
from groundswell.relationships.services.details import member
from groundswell.relationships.services.events import belongs, record_event

TITLE = 200
FIELDS = ("title", "assignee", "due_on")


@transaction.atomic
def add_tasks(
    *,
    workspace: Workspace,
    title: str,
    creators: Sequence[Creator | None] = (None,),
    assignee: object = None,
    due_on: object = None,
    user: User | None = None,
) -> list[Task]:
    """The same task for each of the creators, or one about nobody; `assignee` and `due_on` as people write them, or empty."""
    for creator in creators:
        if creator is not None:
            belongs(workspace, creator)
    facts = _cleaned(workspace, {"title": title, "assignee": assignee, "due_on": due_on})
    return Task.objects.bulk_create(
        Task(workspace=workspace, creator=creator, made_by=user, **facts) for creator in creators
    )


@transaction.atomic
def change_task(*, task: Task, changes: Mapping[str, object]) -> Task:
    """Changes title, assignee or day."""
    for name, value in _cleaned(task.workspace, changes).items():
        setattr(task, name, value)
    task.save(update_fields=list(changes))
    return task


@transaction.atomic
def end_task(*, task: Task, done: bool = True, user: User | None = None) -> Task:
    """Done, which the creator's timeline tells; or open again. Twice the same changes nothing."""
    row = Task.objects.select_for_update(of=("self",)).select_related("workspace", "creator").get(pk=task.pk)
    if done == (row.done_at is not None):
        return row
    row.done_at, row.done_by = (clock.now(), user) if done else (None, None)
    row.save(update_fields=["done_at", "done_by"])
    if done and row.creator:
        record_event(
            workspace=row.workspace, creator=row.creator, kind="task_done", text=f"Done: {row.title}", actor=user,
            detail={"task": row.pk},
        )  # fmt: skip
    return row


def _cleaned(workspace: Workspace, changes: Mapping[str, object]) -> dict[str, object]:
    facts: dict[str, object] = {}
    for name, value in changes.items():
        if name not in FIELDS:
            raise BadInput(f"“{name}” cannot be changed.", where=name, cure=f"One of: {', '.join(FIELDS)}.")
        if name == "title":
            facts[name] = " ".join(clean_text(value, "title", TITLE).split())
            if not facts[name]:
                raise BadInput("A task needs a title.", where="title", cure="Say in a few words what is to be done.")
        else:
            facts[name] = clean_day(value, "due_on") if name == "due_on" else member(workspace, value, "assignee")
    return facts
