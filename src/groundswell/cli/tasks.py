"""`groundswell tasks …`: what the team has to do, by command."""

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "tasks"
commands = typer.Typer(no_args_is_help=True, help="What the team has to do, about creators and besides.")


@commands.command("list")
def list_tasks(
    context: typer.Context,
    creator: int | None = typer.Option(None, help="Only about this creator."),
    done: bool = typer.Option(False, help="Those done instead of the open ones."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """List tasks, the most overdue first."""
    workspace = workspace_of(context)
    from groundswell.creators.queries import creator_of
    from groundswell.relationships.documents import task_document
    from groundswell.relationships.queries import tasks_of

    about = creator_of(workspace, creator) if creator is not None else None
    rows = [task_document(row) for row in tasks_of(workspace, creator=about, done=done)]
    lines = [
        f"{row['id']:>6}  {row['due_on'] or '':<10}  {row['assignee']:<24} {row['title']} {row['creator']}"
        for row in rows
    ]
    answer({"total": len(rows), "results": rows}, as_json=as_json, text="\n".join(lines) or "Nothing to do.")


@commands.command("add")
def add(
    context: typer.Context,
    title: str = typer.Argument(help="What is to be done."),
    creator: list[int] = typer.Option([], help="About this creator; several make a task each."),
    assignee: str = typer.Option("", help="Address of a member."),
    due: str = typer.Option("", help="Like 2026-12-01."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Write a task down."""
    workspace = workspace_of(context)
    from groundswell.relationships.documents import task_document
    from groundswell.relationships.services import add_tasks, chosen_creators

    creators = chosen_creators(workspace, creator) if creator else [None]
    made = add_tasks(workspace=workspace, title=title, creators=creators, assignee=assignee, due_on=due)
    ids = ", ".join(str(row.pk) for row in made)
    answer({"results": [task_document(row) for row in made]}, as_json=as_json, text=f"Task {ids}")


@commands.command("done")
def done(
    context: typer.Context,
    task: int = typer.Argument(help="Id of the task."),
    reopen: bool = typer.Option(False, help="It is open again."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Say that a task is done."""
    workspace = workspace_of(context)
    from groundswell.relationships.documents import task_document
    from groundswell.relationships.queries import task_of
    from groundswell.relationships.services import end_task

    row = end_task(task=task_of(workspace, task), done=not reopen)
    answer(task_document(row), as_json=as_json, text=f"{row}: {'done' if row.done_at else 'open'}")
