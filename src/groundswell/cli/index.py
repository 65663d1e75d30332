"""`groundswell index …`: the search index, and the follow graph."""

import sys
from typing import Any

import typer

from groundswell.cli.session import answer, start

NAME = "index"
commands = typer.Typer(no_args_is_help=True, help="The search index and the follow graph.")


@commands.command()
def rebuild(as_json: bool = typer.Option(False, "--json", help="One JSON document.")) -> None:
    """Build the search index anew from the database; the old one serves until the new one is ready."""
    start()
    from groundswell.discovery import index

    if sys.stderr.isatty() and not as_json:
        _with_bar()
    else:
        index.rebuild()
    seen = index.status()
    answer(seen.as_dict(), as_json=as_json, text=f"The search index holds {seen.documents:,} accounts.")


@commands.command()
def status(as_json: bool = typer.Option(False, "--json", help="One JSON document.")) -> None:
    """How the search index stands."""
    start()
    from groundswell.discovery import index

    seen = index.status()
    answer(seen.as_dict(), as_json=as_json, text=_sentence(seen.as_dict()))


@commands.command()
def follows(
    anew: bool = typer.Option(False, "--rebuild", help="Drop it and read all lists from the database."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """How the follow graph stands: whole follow lists of the catalogue as arrays; first brought in line with the database."""
    start()
    from groundswell.discovery.graph import folder, open_graph
    from groundswell.discovery.graph.place import size
    from groundswell.discovery.graph.syncing import moment, rebuild, sync

    rebuild() if anew else sync()
    lists, where = open_graph(folder()).lists, folder()
    newest = moment(lists["read"].max()).isoformat() if len(lists) else None
    follows = int(lists["length"].sum())
    document = {"lists": len(lists), "follows": follows, "newest": newest, "bytes": size(where), "path": str(where)}
    text = f"{len(lists):,} follow lists, {follows:,} follows, {size(where) / 1_000_000:.1f} MB in {where}"
    answer(document, as_json=as_json, text=text)


def _sentence(seen: dict[str, Any]) -> str:
    if seen["documents"] is None:
        return (
            f"The search index is {seen['state']}; {seen['accounts']:,} accounts wait. Run: groundswell index rebuild"
        )
    size = seen["bytes"] / 1_000_000
    return (
        f"{seen['state']}: {seen['documents']:,} of {seen['accounts']:,} accounts, schema {seen['schema']}, "
        f"{seen['segments']} segments, {size:.1f} MB in {seen['path']}"
    )


def _with_bar() -> None:
    from rich.console import Console
    from rich.progress import Progress

    from groundswell.discovery import index

    with Progress(console=Console(stderr=True)) as progress:
        bar = progress.add_task("Building the search index", total=None)
        index.rebuild(lambda done, total: progress.update(bar, completed=done, total=total))
