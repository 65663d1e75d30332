"""`groundswell sites`: web sites that tell visits and orders."""

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "sites"
commands = typer.Typer(no_args_is_help=True, help="Sites: the pixel and signed orders from a server.")
JSON = typer.Option(False, "--json", help="One JSON document.")


@commands.command("list")
def list_sites(context: typer.Context, as_json: bool = JSON) -> None:
    """Every site and when it was last heard of."""
    workspace = workspace_of(context)
    from groundswell.links import queries
    from groundswell.links.site_documents import site_document

    rows = [site_document(site) for site in queries.sites(workspace)]
    lines = [
        f"{row['id']}  {row['name']}  pixel {row['pixel_seen_at'] or 'not seen'}, server {row['server_seen_at'] or 'not seen'}, "
        f"{row['orders_told']} orders told, {row['kept_aside']} kept aside"
        for row in rows
    ]
    answer({"sites": rows}, as_json=as_json, text="\n".join(lines) or "No site yet.")


@commands.command()
def create(context: typer.Context, name: str = typer.Argument(help="For yourselves."), as_json: bool = JSON) -> None:
    """Add a site; prints the pixel's address and the signing secret, which is told this once."""
    workspace = workspace_of(context)
    from groundswell.links import services
    from groundswell.links.site_documents import site_document

    made, secret = services.create_site(workspace=workspace, name=name)
    document = {**site_document(made), "secret": secret}
    answer(document, as_json=as_json, text=f"{document['id']}  {document['script']}\nsecret {secret}")


@commands.command()
def keep(
    context: typer.Context,
    site: int = typer.Argument(help="Id of the site."),
    months: int = typer.Argument(help="How many months single page views stay, 1 to 60."),
    as_json: bool = JSON,
) -> None:
    """Set how long single page views are kept; their daily sums stay."""
    workspace = workspace_of(context)
    from groundswell.links import queries, services
    from groundswell.links.site_documents import site_document

    kept = services.keep_views(site=queries.site_of(workspace, site), months=months)
    answer(site_document(kept), as_json=as_json, text=f"Page views of {kept.name} are kept {months} months.")


@commands.command()
def conversions(
    context: typer.Context, site: int = typer.Argument(help="Id of the site."), as_json: bool = JSON
) -> None:
    """The last 100 orders that a site told, and why some were kept aside."""
    workspace = workspace_of(context)
    from groundswell.links import queries
    from groundswell.links.site_documents import conversion_document

    found = queries.conversions(queries.site_of(workspace, site))
    rows = [conversion_document(one) for one in found[:100]]
    lines = [
        f"{row['at']}  {row['via']}  {row['told'].get('order_id', '')}  {row['outcome']}  {row['reason']}"
        for row in rows
    ]
    answer({"total": found.count(), "conversions": rows}, as_json=as_json, text="\n".join(lines) or "Nothing yet.")
