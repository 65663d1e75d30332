"""`groundswell traffic`: visits read from GA4, Plausible and Matomo over their own interfaces."""

from pathlib import Path

import typer

from groundswell.cli.session import answer, workspace_of
from groundswell.kit.errors import BadInput, GroundswellError

NAME = "traffic"
commands = typer.Typer(no_args_is_help=True, help="Visits from GA4, Plausible and Matomo.")
JSON = typer.Option(False, "--json", help="One JSON document.")
KIND = typer.Argument(help="ga4, plausible or matomo.")


@commands.command()
def connect(
    context: typer.Context,
    kind: str = KIND,
    site: str = typer.Option(..., help="Property id (GA4), site (Plausible), or the site's number (Matomo)."),
    secret: str = typer.Option("", envvar="TRAFFIC_SECRET", help="API key or token; better by TRAFFIC_SECRET."),
    key_file: Path | None = typer.Option(None, help="GA4: the JSON key file of a service account."),
    address: str = typer.Option("", help="Of your own server, such as https://stats.example."),
    days: int = typer.Option(90, help="How many days up to yesterday are wanted."),
    as_json: bool = JSON,
) -> None:
    """Try the key and keep it; `traffic fetch` or the worker then reads the days."""
    workspace = workspace_of(context)
    from groundswell.reports import services
    from groundswell.reports.queries.traffic_sources import source_document

    given = _content(key_file) if key_file else secret
    row, seen = services.connect_traffic(
        workspace=workspace, kind=kind, site=site, secret=given, address=address, days=days
    )
    document = {**source_document(row), "yesterday": seen}
    text = f"{document['source']} lets us in: {seen:,} {document['unit']} yesterday."
    answer(document, as_json=as_json, text=text)


@commands.command()
def fetch(
    context: typer.Context,
    kind: str = KIND,
    days: int = typer.Option(0, min=0, help="Read so many days up to yesterday again; only what is due when left out."),
    as_json: bool = JSON,
) -> None:
    """Ask for the visits now; stopped halfway, the same command goes on."""
    workspace = workspace_of(context)
    from groundswell.reports import services
    from groundswell.reports.queries.traffic_sources import source_document, traffic_source_named

    source = traffic_source_named(workspace, kind)
    if days:
        services.reread_traffic(source=source, days=days)
    document = source_document(services.read_traffic(source=source))
    if document["error"]:
        raise GroundswellError(document["error"], where="traffic source", code="traffic_trouble")
    told = ", ".join(f"{count:,} {word}" for word, count in document["told"].items())
    answer(document, as_json=as_json, text="\n".join([f"Read to {document['read_to']}: {told}", *document["notes"]]))


@commands.command("sources")
def sources(context: typer.Context, as_json: bool = JSON) -> None:
    """Every connection, how far it was read, and what went wrong last."""
    workspace = workspace_of(context)
    from groundswell.reports.queries.traffic_sources import source_document, traffic_sources

    rows = [source_document(one) for one in traffic_sources(workspace)]
    lines = [
        f"{row['source']}  {row['site']}  {row['state']}  read to {row['read_to'] or 'nothing yet'}  {row['error'] or ''}"
        for row in rows
    ]
    answer({"sources": rows}, as_json=as_json, text="\n".join(map(str.rstrip, lines)) or "No counter is connected.")


@commands.command()
def pause(
    context: typer.Context, kind: str = KIND, paused: bool = typer.Option(True, "--on/--off"), as_json: bool = JSON
) -> None:
    """Ask a counter no more, or go on (--off)."""
    workspace = workspace_of(context)
    from groundswell.reports import services
    from groundswell.reports.queries.traffic_sources import source_document, traffic_source_named

    row = services.pause_traffic(source=traffic_source_named(workspace, kind), paused=paused)
    answer(source_document(row), as_json=as_json, text=f"{row.get_kind_display()}: {row.state}")


@commands.command()
def disconnect(context: typer.Context, kind: str = KIND, as_json: bool = JSON) -> None:
    """Forget the key; the days that were read stay."""
    workspace = workspace_of(context)
    from groundswell.reports import services
    from groundswell.reports.queries.traffic_sources import traffic_source_named

    source = traffic_source_named(workspace, kind)
    services.disconnect_traffic(source=source)
    answer({"disconnected": source.kind}, as_json=as_json, text=f"{source.get_kind_display()} is asked no more.")


def _content(path: Path) -> str:
    try:
        return path.read_text()
    except (OSError, UnicodeError) as error:
        raise BadInput(f"{path} cannot be read.", where="--key-file") from error
