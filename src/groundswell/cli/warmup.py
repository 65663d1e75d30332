"""`groundswell warm-up`: small things to do with people before anything is asked of them."""

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "warm-up"
commands = typer.Typer(no_args_is_help=True, help="Follow, comment, share: proposed by the day, done by people.")
JSON = typer.Option(False, "--json", help="One JSON document.")
TASK = typer.Argument(help="The task's number.")


@commands.command("list")
def list_(context: typer.Context, as_json: bool = JSON) -> None:
    """What waits, oldest first."""
    workspace = workspace_of(context)
    from groundswell.relationships import warmup
    from groundswell.relationships.documents import warm_up_document

    rows = [warm_up_document(task) for task in warmup.open_tasks(workspace)]
    text = "\n".join(f"{row['id']:<6} {row['kind']:<8} {row['creator']}: {row['url']}" for row in rows)
    answer({"total": len(rows), "results": rows}, as_json=as_json, text=text or "Nothing to do just now.")


@commands.command()
def make(context: typer.Context, as_json: bool = JSON) -> None:
    """Look for more now; the worker does it each hour."""
    workspace = workspace_of(context)
    from groundswell.relationships.warmup import make_tasks

    made = make_tasks(workspace=workspace)
    answer({"made": made}, as_json=as_json, text=f"{made} new.")


@commands.command()
def done(
    context: typer.Context,
    task: int = TASK,
    words: str = typer.Option("", help="What was written."),
    as_json: bool = JSON,
) -> None:
    """Somebody did it."""
    workspace = workspace_of(context)
    from groundswell.relationships.warmup import complete_task, task_of

    complete_task(workspace=workspace, task=task_of(workspace, task), words=words)
    answer({"id": task, "state": "done"}, as_json=as_json, text=f"Task {task}: done")


@commands.command()
def skip(
    context: typer.Context, task: int = TASK, reason: str = typer.Option(..., help="Why not."), as_json: bool = JSON
) -> None:
    """It is not done; it is not proposed again."""
    workspace = workspace_of(context)
    from groundswell.relationships.warmup import skip_task, task_of

    skip_task(workspace=workspace, task=task_of(workspace, task), reason=reason)
    answer({"id": task, "state": "skipped"}, as_json=as_json, text=f"Task {task}: left out")
