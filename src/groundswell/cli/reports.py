"""`groundswell reports`: what the programme cost and brought."""

from pathlib import Path

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "reports"
commands = typer.Typer(no_args_is_help=True, help="What the programme cost and brought.")


@commands.command()
def roi(
    context: typer.Context,
    campaign: str = typer.Option("", help="Slug of one campaign; all of them when left out."),
    out: Path | None = typer.Option(None, "--out", "-o", help="Write a .pdf, .csv or .xlsx file instead."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Spend, orders, net revenue and ROI per creator and campaign."""
    workspace = workspace_of(context)
    from groundswell.reports import files, queries, sentences

    report = queries.roi(workspace=workspace, campaign=queries.campaign_of(workspace, campaign) if campaign else None)
    if out is not None:
        out.write_bytes(files.write_report(report, out.suffix.lstrip(".").lower()))
        answer({"file": str(out)}, as_json=as_json, text=f"Wrote {out}")
        return
    answer(report.as_dict(), as_json=as_json, text=sentences.as_text(report))
