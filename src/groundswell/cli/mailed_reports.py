"""`groundswell mailed-reports`: reports by mail."""

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "mailed-reports"
commands = typer.Typer(no_args_is_help=True, help="Reports that are mailed after every week or month.")
JSON = typer.Option(False, "--json", help="One JSON document.")


@commands.command("list")
def list_(context: typer.Context, as_json: bool = JSON) -> None:
    """Who is mailed which report."""
    workspace = workspace_of(context)
    from groundswell.reports.queries import schedules

    rows = [schedules.schedule_document(one) for one in schedules.schedules(workspace)]
    lines = [f"{row['id']:>6}  every {row['every']:<6} {', '.join(row['addresses'])}" for row in rows]
    answer({"schedules": rows}, as_json=as_json, text="\n".join(lines) or "No report is mailed.")


@commands.command()
def create(
    context: typer.Context,
    addresses: list[str] = typer.Argument(help="E-mail addresses."),
    every: str = typer.Option("month", help="week or month."),
    campaign: str = typer.Option("", help="Slug of one campaign; the programme when left out."),
    hide_names: bool = typer.Option(False, "--hide-names", help="Number the creators instead of naming them."),
    as_json: bool = JSON,
) -> None:
    """Mail the report of each period that ends from now on, once to each address."""
    workspace = workspace_of(context)
    from groundswell.reports import queries, services
    from groundswell.reports.queries import schedules

    chosen = queries.campaign_of(workspace, campaign) if campaign else None
    made = services.schedule_report(
        workspace=workspace, campaign=chosen, every=every, addresses=addresses, hide_names=hide_names
    )
    text = f"Every {made.every} to {', '.join(made.addresses)}"
    answer(schedules.schedule_document(made), as_json=as_json, text=text)


@commands.command()
def stop(
    context: typer.Context, schedule: int = typer.Argument(help="As `list` names it."), as_json: bool = JSON
) -> None:
    """Mail it no more."""
    workspace = workspace_of(context)
    from groundswell.reports import services
    from groundswell.reports.queries import schedules

    services.stop_schedule(schedule=schedules.schedule_of(workspace, schedule))
    answer({"id": schedule, "state": "stopped"}, as_json=as_json, text="It is mailed no more.")
