"""`groundswell links`: short links and purchase codes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from groundswell.cli.domains import domain_commands
from groundswell.cli.session import answer, start, workspace_of

if TYPE_CHECKING:
    from groundswell.accounts.models import Workspace

NAME = "links"
commands = typer.Typer(no_args_is_help=True, help="Short links and purchase codes.")
commands.add_typer(domain_commands, name="domains")


@commands.command()
def create(  # one per option
    context: typer.Context,
    url: str = typer.Argument(help="Where the link leads."),
    slug: str = typer.Option("", help="How the link ends; made of creator and campaign when left out."),
    code: str = typer.Option("", help="Make this purchase code too."),
    creator: int = typer.Option(0, help="Id of the creator."),
    campaign: str = typer.Option("", help="Slug of the campaign."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Make a short link, with a purchase code when --code is given."""
    workspace = workspace_of(context)
    from django.db import transaction

    from groundswell.links import documents, services

    whose: dict[str, Any] = {"workspace": workspace, **_named(workspace, creator, campaign)}
    with transaction.atomic():
        link = services.create_link(target_url=url, slug=slug, **whose)
        made = services.create_code(code=code, **whose) if code else None
    document = documents.link_document(link) | {"code": made.code if made else None}
    answer(document, as_json=as_json, text=document["url"] + (f"  code {made.code}" if made else ""))


@commands.command("list")
def list_links(
    context: typer.Context,
    text: str = typer.Option("", help="Part of the slug, the target or the creator's name."),
    campaign: str = typer.Option("", help="Slug of the campaign."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Every link with its clicks."""
    workspace = workspace_of(context)
    from groundswell.links import documents, queries

    rows = [documents.link_document(link) for link in queries.links(workspace, text=text, campaign=campaign)]
    lines = [
        f"{row['url']}  {row['clicks']} clicks ({row['clicks_excluded']} left out)  → {row['target_url']}"
        for row in rows
    ]
    answer({"links": rows}, as_json=as_json, text="\n".join(lines) or "No links yet.")


@commands.command()
def qr(
    context: typer.Context,
    slug: str = typer.Argument(help="How the link ends."),
    out: Path = typer.Option(..., "--out", "-o", help="File to write: .svg or .png; - for an SVG on standard output."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """The QR code of a link."""
    workspace = workspace_of(context)
    from groundswell.links import qr as codes
    from groundswell.links import queries

    link = queries.link_named(workspace, slug)
    if str(out) == "-":
        sys.stdout.write(codes.qr_code(queries.address_of(link)).decode())
        return
    out.write_bytes(codes.qr_code(queries.address_of(link), out.suffix.lstrip(".").lower()))
    answer({"file": str(out), "url": queries.address_of(link)}, as_json=as_json, text=f"Wrote {out}")


@commands.command()
def carry(
    context: typer.Context,
    slug: str = typer.Argument(help="How the link ends."),
    code: str = typer.Argument("", help="A purchase code; none when left out."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Let a link bring a purchase code along, so that the shop fills it in (Shopify, Stripe Payment Links)."""
    workspace = workspace_of(context)
    from groundswell.links import documents, queries, services

    link = services.update_link(link=queries.link_named(workspace, slug), carries=code)
    text = f"/l/{link.slug} brings {link.carries} along." if link.carries else f"/l/{link.slug} brings no code."
    answer(documents.link_document(link), as_json=as_json, text=text)


@commands.command()
def phones(
    context: typer.Context,
    slug: str = typer.Argument(help="How the link ends."),
    ios: str = typer.Option("", help="Where iPhones and iPads go; nowhere else when left out."),
    android: str = typer.Option("", help="Where Android goes; nowhere else when left out."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Lead phones elsewhere than to the link's page: to addresses that open an app, say."""
    workspace = workspace_of(context)
    from groundswell.links import documents, queries, services

    wanted = {"ios": ios, "android": android}
    link = services.update_link(link=queries.link_named(workspace, slug), platform_targets=wanted)
    led = [f"{name}  → {url}" for name, url in link.platform_targets.items()]
    text = "\n".join(led) or f"/l/{link.slug} leads everybody to its page."
    answer(documents.link_document(link), as_json=as_json, text=text)


@commands.command()
def under(
    context: typer.Context,
    slug: str = typer.Argument(help="How the link ends."),
    domain: str = typer.Argument("", help="An own domain; the installation's address when left out."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Give a link away under an own domain; it works under all of them."""
    workspace = workspace_of(context)
    from groundswell.links import documents, queries, services

    document = documents.link_document(services.update_link(link=queries.link_named(workspace, slug), domain=domain))
    answer(document, as_json=as_json, text=document["url"])


@commands.command()
def load(as_json: bool = typer.Option(False, "--json", help="One JSON document.")) -> None:
    """Bring journalled clicks into the database now; the worker does it every few seconds."""
    start()
    from groundswell.links.loader import load_clicks

    loaded = load_clicks()
    answer(loaded._asdict(), as_json=as_json, text=f"{loaded.clicks} new clicks")


@commands.command()
def recount(as_json: bool = typer.Option(False, "--json", help="One JSON document.")) -> None:
    """Drop the sums of clicks by day and hour, of every workspace, and add up all clicks anew."""
    start()
    from groundswell.links import counting

    sums = counting.recount()
    answer(sums._asdict(), as_json=as_json, text=f"{sums.days:,} sums by day, {sums.hours:,} by hour")


def _named(workspace: "Workspace", creator: int, campaign: str) -> dict[str, Any]:
    from groundswell.campaigns.queries import campaign_of
    from groundswell.creators.queries.creators import creator_of

    return {
        "creator": creator_of(workspace, creator) if creator else None,
        "campaign": campaign_of(workspace, campaign) if campaign else None,
    }
