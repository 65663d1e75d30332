"""What the team has to do, and ticking it off."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from groundswell.creators.queries import creator_of
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.relationships import queries, services
from groundswell.web.http import WorkspaceRequest
from groundswell.web.relationships.panel import show

ROWS = 100


@require_GET
def tasks(request: WorkspaceRequest) -> HttpResponse:
    """Open tasks of whoever looks; `whose=all` everybody's, `done=1` those done."""
    everybody, done = request.GET.get("whose") == "all", request.GET.get("done") == "1"
    rows = queries.tasks_of(request.workspace, assignee=None if everybody else request.user, done=done)
    context = {
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "everybody": everybody,
        "done": done,
        "today": clock.today(),
        "members": queries.filter_choices(request.workspace)["owner"][1:],
        "tasks_tab": True,
        "bar": {"query": ""},
        "editable": request.membership.may_write,
    }
    return render(request, "relationships/tasks.html", context)


@require_POST
def add(request: WorkspaceRequest) -> HttpResponse:
    """A task, about `creator` when one is given: `title`, `assignee`, `due_on`."""
    pk = request.POST.get("creator", "")
    creator = creator_of(request.workspace, int(pk)) if pk.isdecimal() else None
    given = {name: request.POST.get(name, "") for name in ("title", "assignee", "due_on")}
    try:
        services.add_tasks(workspace=request.workspace, creators=[creator], user=request.user, **given)
    except BadInput as error:
        if creator is not None:
            return show(request, creator, problem=error)
        messages.error(request, f"{error.message} {error.cure}".strip())
    if creator is not None:
        return show(request, creator, said="Task added")
    return redirect("tasks", slug=request.workspace.slug)


@require_POST
def end(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`done` 1 or 0; from a panel (`panel=1`) the panel is shown again."""
    done = request.POST.get("done") != "0"
    task = services.end_task(task=queries.task_of(request.workspace, pk), done=done, user=request.user)
    if request.POST.get("panel") and task.creator:
        return show(request, task.creator, said="Done" if done else "Open again")
    messages.success(request, f"{'Done' if done else 'Open again'}: {task.title}")
    return redirect("tasks", slug=request.workspace.slug)
