"""What waits for somebody of the team."""

from django.db.models import F, QuerySet

from groundswell.accounts.models import Membership, User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import NotFound
from groundswell.relationships.mentions import Member, handles
from groundswell.relationships.models import Mention, Task


def tasks_of(
    workspace: Workspace, *, assignee: User | None = None, creator: Creator | None = None, done: bool = False
) -> QuerySet[Task]:
    """Open tasks, the most overdue first and those without a day last; or done ones, the newest first."""
    rows = Task.objects.of(workspace).select_related("creator", "assignee", "made_by", "done_by")
    if assignee is not None:
        rows = rows.filter(assignee=assignee)
    if creator is not None:
        rows = rows.filter(creator=creator)
    if done:
        return rows.exclude(done_at=None).order_by("-done_at", "-pk")
    return rows.filter(done_at=None).order_by(F("due_on").asc(nulls_last=True), "pk")


def task_of(workspace: Workspace, pk: int) -> Task:
    """One task of this workspace; `NotFound` otherwise."""
    task: Task | None = Task.objects.of(workspace).select_related("creator", "assignee").filter(pk=pk).first()
    if task is None:
        raise NotFound("There is no such task.", where=f"task {pk}")
    return task


def mentions_of(workspace: Workspace, user: User) -> QuerySet[Mention]:
    """Notes that name somebody and that they have not seen yet, the newest first."""
    rows: QuerySet[Mention] = Mention.objects.of(workspace).filter(user=user, seen_at=None)
    return rows.select_related("note__creator", "note__author").order_by("-at", "-pk")


def handles_of(workspace: Workspace) -> dict[str, int]:
    """By what each member of the workspace is called after an @."""
    rows = Membership.objects.of(workspace).values_list("user_id", "user__email", "user__first_name", "user__last_name")
    return handles(Member(*row) for row in rows)
