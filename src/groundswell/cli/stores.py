"""`groundswell stores`: shops and their orders of the past."""

from datetime import datetime
from typing import Any

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "stores"
commands = typer.Typer(no_args_is_help=True, help="Shops: connect, ask for past orders, process events again.")
JSON = typer.Option(False, "--json", help="One JSON document.")


@commands.command("list")
def list_stores(context: typer.Context, as_json: bool = JSON) -> None:
    """Every shop with the address for its events."""
    workspace = workspace_of(context)
    from groundswell.links import documents, queries

    rows = [documents.store_document(store) for store in queries.stores(workspace)]
    lines = [
        f"{row['id']}  {row['kind']}  {row['name']}  {row['received']} events, {row['failed']} not usable"
        for row in rows
    ]
    answer({"stores": rows}, as_json=as_json, text="\n".join(lines) or "No store yet.")


@commands.command()
def connect(
    context: typer.Context,
    kind: str = typer.Argument(help="shopify, woocommerce or stripe."),
    name: str = typer.Argument(help="For yourselves."),
    secret: str = typer.Option(..., envvar="STORE_SECRET", prompt=True, hide_input=True, help="The signing secret."),
    as_json: bool = JSON,
) -> None:
    """Connect a shop; prints the address that it sends its events to."""
    workspace = workspace_of(context)
    from groundswell.links import documents, services

    made = services.create_store(workspace=workspace, kind=kind, name=name, secret=secret)
    document = documents.store_document(made)
    answer(document, as_json=as_json, text=f"{document['id']}  {document['hook']}")


@commands.command()
def key(
    context: typer.Context,
    store: int = typer.Argument(help="Id of the store."),
    url: str = typer.Option("", help="Address of the shop; not needed for Stripe."),
    value: str = typer.Option(..., "--key", envvar="STORE_KEY", prompt=True, hide_input=True, help="Key to its API."),
    as_json: bool = JSON,
) -> None:
    """Enter the key to a shop's API."""
    workspace = workspace_of(context)
    from groundswell.links import documents, queries, services

    found = services.set_api_access(store=queries.store_of(workspace, store), url=url, key=value)
    answer(documents.store_document(found), as_json=as_json, text=f"{found.name} can be asked now.")


@commands.command()
def backfill(
    context: typer.Context,
    store: int = typer.Argument(help="Id of the store."),
    since: datetime = typer.Option(..., formats=["%Y-%m-%d"], help="Orders since this day."),
    as_json: bool = JSON,
) -> None:
    """Ask a shop for its past orders now; stopped halfway, the same command goes on."""
    workspace = workspace_of(context)
    from groundswell.kit.errors import GroundswellError
    from groundswell.links import documents, queries, services

    started = services.start_backfill(store=queries.store_of(workspace, store), since=since.date())
    done: dict[str, Any] = documents.backfill_document(services.continue_backfill(backfill=started))
    if done["error"]:
        raise GroundswellError(done["error"], where="store", code="shop_refuses")
    text = (
        f"{done['created']} new, {done['updated']} changed, {done['unchanged']} known, {len(done['refused'])} refused"
    )
    answer(done, as_json=as_json, text=text)


@commands.command()
def replay(
    context: typer.Context, delivery: int = typer.Argument(help="Id of the event."), as_json: bool = JSON
) -> None:
    """Process a kept event again; nothing is counted twice."""
    workspace = workspace_of(context)
    from groundswell.links import queries, services

    found = queries.delivery_of(workspace, delivery)
    outcome = services.replay_delivery(delivery=found)
    answer({"outcome": outcome, "error": found.error}, as_json=as_json, text=found.error or outcome)
