"""`groundswell owed`: what creators were promised, and the products on their way."""

from datetime import datetime

import typer

from groundswell.cli.campaigns import decimal_of
from groundswell.cli.session import answer, workspace_of

NAME = "owed"
commands = typer.Typer(no_args_is_help=True, help="What creators were promised, and products on their way.")
JSON = typer.Option(False, "--json", help="One JSON document.")
DAY = ["%Y-%m-%d"]


@commands.command("list")
def list_owed(
    context: typer.Context, campaign: str = typer.Option("", help="Of one campaign."), as_json: bool = JSON
) -> None:
    """What was promised: open ones first by their day."""
    workspace = workspace_of(context)
    from groundswell.campaigns.owed_documents import owing_document
    from groundswell.campaigns.queries import campaign_of, obligations, owings
    from groundswell.kit import clock

    found = campaign_of(workspace, campaign) if campaign else None
    documents = [owing_document(row) for row in owings(obligations(workspace, campaign=found), clock.today())]
    lines = [
        f"{d['id']:>6}  {d['standing']:<8} {d['due_on'] or '-'!s:<11} {d['creator']:<28} {d['amount'] or ''} {d['what']}"
        for d in documents
    ]
    answer(documents, as_json=as_json, text="\n".join(lines) or "Nothing was promised yet.")


@commands.command()
def settle(
    context: typer.Context,
    obligation: int = typer.Argument(help="Its id."),
    on: datetime | None = typer.Option(None, formats=DAY, help="Today when left out."),
    note: str = typer.Option("", help="Such as the transfer's number."),
    as_json: bool = JSON,
) -> None:
    """It is done."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import obligation_of
    from groundswell.campaigns.services import settle_obligation

    row = settle_obligation(obligation=obligation_of(workspace, obligation), on=on.date() if on else None, note=note)
    answer({"id": row.pk, "settled_on": row.settled_on}, as_json=as_json, text=f"Settled on {row.settled_on}.")


@commands.command()
def ship(
    context: typer.Context,
    shipment: int = typer.Argument(help="The parcel's id, as list --json shows it."),
    state: str = typer.Option("sent", help="to_send, sent, delivered or returned."),
    carrier: str | None = typer.Option(None),
    tracking: str | None = typer.Option(None, help="The tracking number."),
    url: str | None = typer.Option(None, help="Where it can be followed."),
    cost: str = typer.Option("", help="Postage; a cost of the campaign."),
    on: datetime | None = typer.Option(None, formats=DAY),
    as_json: bool = JSON,
) -> None:
    """Say where a parcel is."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import shipment_of
    from groundswell.campaigns.services import Parcel, move_shipment

    parcel = Parcel(
        state=state, on=on.date() if on else None, carrier=carrier, tracking_number=tracking, tracking_url=url,
        shipping_cost=decimal_of(cost, "--cost"),
    )  # fmt: skip
    row = move_shipment(shipment=shipment_of(workspace, shipment), parcel=parcel)
    answer({"id": row.pk, "state": row.state}, as_json=as_json, text=f"{row.get_state_display()}.")


@commands.command()
def products(context: typer.Context, as_json: bool = JSON) -> None:
    """The products that can be given; `groundswell import FILE --as products` fills the list."""
    workspace = workspace_of(context)
    from groundswell.campaigns.owed_documents import product_document
    from groundswell.campaigns.queries import products as listed

    documents = [product_document(row) for row in listed(workspace, active=False)]
    lines = [f"{d['sku']:<20} {d['name']:<40} {d['price'] or '-'!s:>10} {d['cost'] or '-'!s:>10}" for d in documents]
    answer(documents, as_json=as_json, text="\n".join(lines) or "No products yet.")
