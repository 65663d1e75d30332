"""`groundswell monitors`: what is watched for, what was met, and who speaks of the brand unasked."""

from typing import TYPE_CHECKING, Any

import typer

from groundswell.cli.session import answer, workspace_of, workspace_or_first

if TYPE_CHECKING:
    from groundswell.tracking.models import Monitor

NAME = "monitors"
commands = typer.Typer(no_args_is_help=True, help="Names, handles, hashtags and links watched for on the networks.")
JSON = typer.Option(False, "--json", help="One JSON document.")
HOUR = 3600.0


@commands.command()
def add(
    context: typer.Context,
    text: str = typer.Argument(help="#hashtag, @handle, network:@handle, a name, or a product's address."),
    kind: str = typer.Option("", help="hashtag, handle, name or link; told by how it is written when left out."),
    board: bool = typer.Option(True, help="Whether people it finds go on the board."),
    rival: bool = typer.Option(False, "--rival", help="A competitor's, for share of voice only."),
    as_json: bool = JSON,
) -> None:
    """Watch for something. What was read before is looked through at once; `monitors run` asks the networks now."""
    workspace = workspace_or_first(context)
    from groundswell.tracking.services import create_monitor

    monitor, created = create_monitor(workspace=workspace, text=text, kind=kind, to_board=board, rival=rival)
    document = {**_document(monitor), "created": created}
    answer(document, as_json=as_json, text=f"Monitor {monitor.pk}: {monitor.kind} {monitor.shown}")


@commands.command("list")
def list_monitors(context: typer.Context, as_json: bool = JSON) -> None:
    """What is watched for, what it found, and where it is searched for."""
    workspace = workspace_of(context)
    from groundswell.tracking.documents import monitor_document
    from groundswell.tracking.queries import monitor_states

    documents = [monitor_document(state) for state in monitor_states(workspace)]
    answer(documents, as_json=as_json, text="\n".join(map(_line, documents)) or "Nothing is watched for.")


@commands.command()
def run(context: typer.Context, as_json: bool = JSON) -> None:
    """Search all networks for all monitors of the workspace now, within their limits."""
    workspace = workspace_of(context)
    from groundswell.discovery import index
    from groundswell.tracking.monitors import run_monitors

    done = run_monitors(seconds=HOUR, workspace=workspace, now=True)
    index.sync()
    errors = "".join(f"\n  {code}: {count}" for code, count in done.errors.items())
    text = f"{done.searches} searches, {done.mentions} new mentions.{errors}"
    answer(done.as_dict(), as_json=as_json, text=text)
    raise typer.Exit(int(bool(done.errors and not done.searches)))


@commands.command()
def change(
    context: typer.Context,
    monitor: int = typer.Argument(help="Id."),
    pause: bool | None = typer.Option(None, "--pause/--resume", help="Left out: stays as it is."),
    board: bool | None = typer.Option(None, "--board/--no-board", help="Left out: stays as it is."),
    as_json: bool = JSON,
) -> None:
    """Pause a monitor or resume it; whether people it finds go on the board."""
    workspace = workspace_of(context)
    from groundswell.tracking.queries import monitor_of
    from groundswell.tracking.services import change_monitor

    found = change_monitor(monitor=monitor_of(workspace, monitor), paused=pause, to_board=board)
    answer(_document(found), as_json=as_json, text=f"{found.shown}: {'paused' if found.paused_at else 'watched for'}.")


@commands.command()
def delete(context: typer.Context, monitor: int = typer.Argument(help="Id."), as_json: bool = JSON) -> None:
    """Watch for it no more; its mentions go, posts and people stay."""
    workspace = workspace_of(context)
    from groundswell.tracking.queries import monitor_of
    from groundswell.tracking.services import delete_monitor

    delete_monitor(monitor=monitor_of(workspace, monitor))
    answer({"deleted": monitor}, as_json=as_json, text="Deleted.")


@commands.command()
def mentions(
    context: typer.Context,
    monitor: int = typer.Option(0, help="Only of this monitor."),
    asked: bool | None = typer.Option(None, "--asked/--unasked", help="Left out: both."),
    limit: int = typer.Option(100, min=1, max=10_000),
    as_json: bool = JSON,
) -> None:
    """Posts that monitors met, the newest first."""
    workspace = workspace_of(context)
    from groundswell.tracking.documents import mention_document
    from groundswell.tracking.queries import mentions_of, monitor_of

    chosen = monitor_of(workspace, monitor).pk if monitor else None
    documents = [mention_document(row) for row in mentions_of(workspace, monitor=chosen, asked=asked)[:limit]]
    lines = [
        f"{one['published_at'] or '':<26} @{one['handle']:<30} {one['monitor']:<20} {one['url']}" for one in documents
    ]
    answer(documents, as_json=as_json, text="\n".join(lines) or "No mentions.")


@commands.command()
def advocates(
    context: typer.Context,
    muted: bool = typer.Option(False, "--muted", help="Those left out."),
    limit: int = typer.Option(50, min=1, max=1000),
    as_json: bool = JSON,
) -> None:
    """Who speaks of the brand though nobody asked, with the newest posts as proof."""
    workspace = workspace_of(context)
    from groundswell.tracking.documents import advocate_document
    from groundswell.tracking.queries import natural_advocates

    documents = [advocate_document(one) for one in natural_advocates(workspace, limit=limit, muted=muted)]
    lines = [
        f"{one['account_id']:>6}  {one['posts']:>3} posts  {one['platform']}:@{one['handle']}" for one in documents
    ]
    answer(documents, as_json=as_json, text="\n".join(lines) or "Nobody yet.")


@commands.command()
def take(
    context: typer.Context,
    account: int = typer.Argument(help="Id, as `monitors advocates` shows it."),
    to_list: str = typer.Option("", "--list", help="Put them on this list; on the board only when left out."),
    as_json: bool = JSON,
) -> None:
    """Put an advocate on the board, or on a list."""
    workspace = workspace_of(context)
    from groundswell.tracking.services import take_advocate

    creator = take_advocate(workspace=workspace, account_id=account, list_name=to_list)
    document = {"creator": creator.pk, "name": creator.name}
    answer(document, as_json=as_json, text=f"{creator.name} is creator {creator.pk}.")


@commands.command()
def mute(
    context: typer.Context,
    account: int = typer.Argument(help="Id, as `monitors advocates` shows it."),
    undo: bool = typer.Option(False, "--undo", help="Show them again."),
    as_json: bool = JSON,
) -> None:
    """Leave somebody out of natural advocates."""
    workspace = workspace_of(context)
    from groundswell.tracking.services import mute_account

    mute_account(workspace=workspace, account_id=account, muted=not undo)
    answer({"account_id": account, "muted": not undo}, as_json=as_json, text="Shown again." if undo else "Left out.")


def _document(monitor: "Monitor") -> dict[str, Any]:
    from groundswell.tracking.documents import watched_document

    return watched_document(monitor)


def _line(one: dict[str, Any]) -> str:
    where = ", ".join(search["connector"] for search in one["searches"] if not search["why_not"])
    paused = " (paused)" if one["paused"] else ""
    return f"{one['id']:>6}  {one['kind']:<8} {one['shown']:<30} {one['mentions']:>5} mentions  {where}{paused}"
