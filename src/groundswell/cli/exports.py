"""`groundswell export`: every table of a workspace, and everything as one zip."""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import typer

from groundswell.cli.session import workspace_of
from groundswell.kit.errors import BadInput

commands = typer.Typer()


@commands.command("export")
def export(
    context: typer.Context,
    kind: str = typer.Argument(help="creators, posts, readings, orders …, or everything (one zip)."),
    format: str = typer.Option("csv", help="csv, jsonl or xlsx."),
    out: Path | None = typer.Option(None, "--out", "-o", help="Write this file instead of standard output."),
    as_json: bool = typer.Option(False, "--json", help="The same as --format jsonl."),
) -> None:
    """Take a table out. Cells that a spreadsheet would run are neutralised."""
    workspace = workspace_of(context)
    from groundswell.creators import exports
    from groundswell.creators.archives import write_archive
    from groundswell.kit.tables import stream_table

    if kind == "everything":
        if as_json or format != "csv":
            raise BadInput("“everything” is one zip of CSV files.", where="--format")
        with tempfile.TemporaryDirectory(prefix="groundswell-") as folder:
            file = Path(folder) / "everything.zip"
            write_archive(workspace, file)
            _put(out, [file.read_bytes()])
        return
    chosen = exports.named(kind)
    _put(out, stream_table(chosen.rows(workspace), chosen.columns, "jsonl" if as_json else format))


def _put(out: Path | None, pieces: Iterable[bytes]) -> None:
    if out is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    with out.open("wb") as file:
        for piece in pieces:
            file.write(piece)
    print(f"Wrote {out}", file=sys.stderr)
