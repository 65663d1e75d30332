"""`groundswell discover …`: finding people."""

import sys
from typing import TYPE_CHECKING

import typer

from groundswell.cli.session import answer, workspace_of

if TYPE_CHECKING:
    from groundswell.discovery.answer import Result, SearchAnswer

NAME = "discover"
commands = typer.Typer(no_args_is_help=True, help="Find the right people.")


@commands.callback()
def group() -> None:
    """Find the right people."""


@commands.command()
def search(
    context: typer.Context,
    query: str = typer.Option(..., help="The query as JSON; - reads it from standard input."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Search profiles; the same query as POST /api/v1/discovery/search."""
    workspace = workspace_of(context)
    from groundswell.discovery.finding import find
    from groundswell.discovery.language import read_query

    found = find(workspace, read_query(sys.stdin.read() if query == "-" else query))
    answer(found.as_dict(), as_json=as_json, text=_table(found))


def _table(found: "SearchAnswer") -> str:
    lines = [f"{found.total:,} found in {found.took_ms:.0f} ms", *map(_line, found.results)]
    lines += [f"{name}: " + ", ".join(f"{v} {n:,}" for v, n in counts.items()) for name, counts in found.facets.items()]
    return "\n".join(lines)


def _line(result: "Result") -> str:
    account = result.account
    followers = "?" if account.followers is None else f"{account.followers:,}"
    who = f"@{account.handle}" if account.handle else account.name
    fit = "" if result.fit_range is None else f"  fit {result.fit:.0f} ({result.fit_range[0]}–{result.fit_range[1]})"
    return f"{account.platform:<10} {followers:>12}  {who}{fit}  {'; '.join(result.why)}".rstrip()
