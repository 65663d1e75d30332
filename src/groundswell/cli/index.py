"""`groundswell index …`: the search index."""

import sys
from typing import Any

import typer

from groundswell.cli.session import answer, start

NAME = "index"
commands = typer.Typer(no_args_is_help=True, help="The search index.")


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
