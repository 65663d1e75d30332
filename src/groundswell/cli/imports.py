"""`groundswell import`: any file a marketer has."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from groundswell.cli.session import answer, workspace_or_first
from groundswell.kit.errors import BadInput, GroundswellError

if TYPE_CHECKING:
    from groundswell.creators.imports.several import Told
    from groundswell.creators.models import ImportRun

commands = typer.Typer()


@commands.command("import")
def import_files(  # the command line's options
    context: typer.Context,
    files: list[str] = typer.Argument(
        metavar="FILE…", help="CSV, Excel, OpenDocument, JSON, or a zip of `export everything`; - reads standard input."
    ),
    kind: str = typer.Option("", "--as", metavar="KIND", help="What the files are, when the header does not tell."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what would happen; write nothing."),
    creator: int = typer.Option(
        0, "--creator", metavar="ID", help="Whose posts these are, for exports that name nobody."
    ),
    follower: str = typer.Option(
        "",
        "--follower",
        metavar="WHO",
        help="Whose follow list it is, for a data download: a customer's e-mail, id, account.",
    ),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Bring in creators, posts, readings, orders, payouts … from files; the same file again changes nothing."""
    workspace = workspace_or_first(context)
    from groundswell.creators.imports.several import import_several
    from groundswell.creators.queries import creator_of
    from groundswell.discovery import index

    options: dict[str, Any] = {"creator": creator_of(workspace, creator).pk} if creator else {}
    # Each person's list is a file of its own: what one says of an account is not said by another.
    options |= {"follower": follower, "ids": f"follower:{follower.strip().lower()}"} if follower else {}
    with ExitStack() as stack, _progress() as progress_of:
        paths = [path for name in files for path in _paths(name, stack)]
        told = import_several(
            workspace=workspace,
            paths=paths,
            kind=kind or None,
            dry_run=dry_run,
            options=options,
            progress_of=progress_of,
        )
    if not dry_run:
        index.sync()
    _tell(told, dry_run=dry_run, as_json=as_json, alone=len(paths) == 1)


def _paths(name: str, stack: ExitStack) -> list[Path]:
    from django.conf import settings

    from groundswell.creators.archives import unpacked
    from groundswell.creators.imports.files import SHEET_LIMIT, form_of

    path = _standard_input(stack, settings.UPLOAD_LIMIT) if name == "-" else Path(name)
    if path.is_file() and path.stat().st_size and form_of(path) == "archive":
        return stack.enter_context(unpacked(path, SHEET_LIMIT))
    return [path]


def _standard_input(stack: ExitStack, limit: int) -> Path:
    path = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="groundswell-"))) / "standard input"
    with path.open("wb") as file:
        size = 0
        while piece := sys.stdin.buffer.read(1 << 20):
            size += len(piece)
            if size > limit:
                raise BadInput(
                    "Standard input is larger than the limit for one file.", where="-", code="file_too_large"
                )
            file.write(piece)
    return path


@contextmanager
def _progress() -> Iterator[Callable[[Path], Any]]:
    """A bar a file on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda path: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:

        def of(path: Path) -> Callable[[int, int], None]:
            task = bars.add_task(path.name, total=None)
            return lambda done, total: bars.update(task, completed=done, total=total)

        yield of


def _tell(told: "list[Told]", *, dry_run: bool, as_json: bool, alone: bool) -> None:
    from groundswell.creators.imports.several import document_of

    failed = next((outcome for _, outcome in told if isinstance(outcome, GroundswellError)), None)
    if alone:
        if failed:
            raise failed
        _, run = told[0]
        document = document_of(run)  # type: ignore[arg-type]  # a failure was raised above
    else:
        document = {
            "files": [
                {"file": path.name, **(run.as_dict() if isinstance(run, GroundswellError) else document_of(run))}
                for path, run in told
            ]
        }
    texts = [_text(path, run, dry_run=dry_run) for path, run in told if not isinstance(run, GroundswellError)]
    answer(document, as_json=as_json, text="\n".join(texts))
    if failed:
        raise failed


def _text(path: Path, run: "ImportRun", *, dry_run: bool) -> str:
    """The outcome for people: counts, refused rows, columns nobody reads, warnings."""
    lines = [
        f"{path.name}: {run.rows:,} rows of {run.kind}" + (" (dry run: nothing was written)" if dry_run else ""),
        f"  created {run.created:,} · updated {run.updated:,} · unchanged {run.unchanged:,} · rejected {len(run.rejected):,}",
    ]
    lines += [f"  row {refused['row']}: {refused['reason']}" for refused in run.rejected[:20]]
    if len(run.rejected) > 20:
        lines.append(f"  … and {len(run.rejected) - 20:,} more; --json lists all")
    if unread := [header for header, field in run.mapping.items() if field is None]:
        lines.append(f"  kept as they are, not read: {', '.join(unread)}")
    lines += [f"  note: {warning}" for warning in run.warnings]
    return "\n".join(lines)
