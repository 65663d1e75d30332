"""`groundswell shared-reports`: reports that are read without signing in."""

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "shared-reports"
commands = typer.Typer(no_args_is_help=True, help="Reports that somebody without an account can read.")
JSON = typer.Option(False, "--json", help="One JSON document.")


@commands.command("list")
def list_(context: typer.Context, as_json: bool = JSON) -> None:
    """What was given away, the newest first."""
    workspace = workspace_of(context)
    from groundswell.reports.queries import sharing

    rows = [sharing.share_document(one) for one in sharing.shared_reports(workspace)]
    lines = [f"{row['id']:>6}  {row['state']:<8} {row['first']} to {row['last']}  {row['name']}" for row in rows]
    answer({"shares": rows}, as_json=as_json, text="\n".join(lines) or "Nothing is shared.")


@commands.command()
def create(
    context: typer.Context,
    name: str = typer.Argument(help="For whom it is."),
    first: str = typer.Option(..., help="First day, as 2026-05-01."),
    last: str = typer.Option(..., help="Last day."),
    campaign: str = typer.Option("", help="Slug of one campaign; the programme when left out."),
    days: int = typer.Option(30, help="For how long the address is open."),
    hide_names: bool = typer.Option(False, "--hide-names", help="Number the creators instead of naming them."),
    as_json: bool = JSON,
) -> None:
    """A new address; it is told this once."""
    workspace = workspace_of(context)
    from groundswell.reports import queries, services
    from groundswell.reports.period import period_of
    from groundswell.reports.queries import sharing

    chosen = queries.campaign_of(workspace, campaign) if campaign else None
    shared, token = services.share_report(
        workspace=workspace, campaign=chosen, period=period_of(first, last), name=name, days=days, hide_names=hide_names
    )
    address = sharing.share_address(token)
    answer(sharing.share_document(shared) | {"address": address}, as_json=as_json, text=address)


@commands.command()
def revoke(
    context: typer.Context, share: int = typer.Argument(help="As `list` names it."), as_json: bool = JSON
) -> None:
    """Close an address."""
    workspace = workspace_of(context)
    from groundswell.reports import services
    from groundswell.reports.queries import sharing

    services.revoke_share(shared=sharing.shared_report_of(workspace, share))
    document = sharing.share_document(sharing.shared_report_of(workspace, share))
    answer(document, as_json=as_json, text=f"{document['name']}: {document['state']}")
