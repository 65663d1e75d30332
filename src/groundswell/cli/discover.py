"""`groundswell discover …`: finding people."""

import sys
from typing import TYPE_CHECKING

import typer

from groundswell.cli.session import answer, opened, workspace_of

if TYPE_CHECKING:
    from groundswell.discovery.affinity import Ranking
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
    from groundswell.discovery import queries
    from groundswell.discovery.language import read_query

    found = queries.search(workspace, read_query(sys.stdin.read() if query == "-" else query))
    answer(found.as_dict(), as_json=as_json, text=_table(found))


@commands.command()
def affinity(
    customers: str = typer.Option(..., help="CSV: follower, followed: whom your customers follow."),
    base: str = typer.Option(..., help="CSV: follower, followed: whom comparable people follow."),
    view: str = typer.Option("over-represented", help="over-represented, popular or exclusive."),
    leave_out: list[str] = typer.Option([], help="An account not to rank, such as your own; repeatable."),
    limit: int = typer.Option(1_000, min=1, help="The best so many."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Whom customers follow more than others do, best first."""
    from groundswell.discovery.affinity import rank
    from groundswell.discovery.affinity.reading import read_counts

    with opened(customers) as ours, opened(base) as theirs:
        counts = read_counts(ours, theirs, leave_out)
    found = rank(counts, view, limit)
    answer(found.as_dict(), as_json=as_json, text=_ranking(found))


def _ranking(found: "Ranking") -> str:
    lines = [
        f"{found.customers:,} customers follow {found.found:,} accounts; compared with {found.base:,} others.",
        f"{'account':<32} {'customers':>9} {'base':>7} {'lift':>7}  90 % interval",
        *(
            f"{one.account:<32} {one.customer_share:>9.1%} {one.base_share:>7.1%} {one.lift:>7.1f}"
            f"  {one.lift_low:.1f} to {one.lift_high:.1f}" + ("" if one.sure else "  (not sure)")
            for one in found.results
        ),
    ]
    return "\n".join(lines)


def _table(found: "SearchAnswer") -> str:
    lines = [f"{found.total:,} found in {found.took_ms:.0f} ms", *map(_line, found.results)]
    lines += [f"{name}: " + ", ".join(f"{v} {n:,}" for v, n in counts.items()) for name, counts in found.facets.items()]
    return "\n".join(lines)


def _line(result: "Result") -> str:
    account = result.account
    followers = "?" if account.followers is None else f"{account.followers:,}"
    who = f"@{account.handle}" if account.handle else account.name
    return f"{account.platform:<10} {followers:>12}  {who}  {'; '.join(result.why)}".rstrip()
