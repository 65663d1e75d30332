"""`groundswell rates`: exchange rates."""

import typer

from groundswell.cli.session import answer, opened, workspace_of

NAME = "rates"
commands = typer.Typer(no_args_is_help=True, help="Exchange rates, by which orders in other currencies are converted.")
JSON = typer.Option(False, "--json", help="One JSON document.")


@commands.command()
def load(
    context: typer.Context,
    file: str = typer.Argument(
        help="The ECB's XML or CSV, or CSV with date,base,currency,rate; - reads standard input."
    ),
    as_json: bool = JSON,
) -> None:
    """Load a file of rates; again, it changes nothing."""
    workspace = workspace_of(context)
    from groundswell.links import services

    with opened(file) as stream:
        counts = services.load_rates(workspace=workspace, content=stream.read(), source=file)
    answer(counts, as_json=as_json, text=f"{counts['created']} new rates, {counts['updated']} changed")


@commands.command()
def fetch(context: typer.Context, as_json: bool = JSON) -> None:
    """Ask the European Central Bank for the last 90 days."""
    workspace = workspace_of(context)
    from groundswell.links import services

    counts = services.fetch_ecb_rates(workspace=workspace)
    answer(counts, as_json=as_json, text=f"{counts['created']} new rates, {counts['updated']} changed")


@commands.command()
def status(context: typer.Context, as_json: bool = JSON) -> None:
    """Which currencies orders came in, and what cannot be converted."""
    workspace = workspace_of(context)
    from groundswell.links import queries

    rows = [row._asdict() for row in queries.currencies_of(workspace)]
    lines = [f"{row['currency']}  {row['orders']} orders, {row['unconverted']} without a rate" for row in rows]
    answer({"currencies": rows}, as_json=as_json, text="\n".join(lines) or f"Every order is in {workspace.currency}.")
