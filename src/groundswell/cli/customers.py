"""`groundswell customers`: who bought, whom they follow, and forgetting them."""

from dataclasses import asdict

import typer

from groundswell.cli.session import answer, workspace_of
from groundswell.kit.errors import BadInput

NAME = "customers"
commands = typer.Typer(no_args_is_help=True, help="The brand's own customers: creators among them, whom they follow.")
JSON = typer.Option(False, "--json", help="One JSON document.")


@commands.command()
def status(context: typer.Context, as_json: bool = JSON) -> None:
    """How many there are, what is known of how many, and how many follow lists count."""
    workspace = workspace_of(context)
    from groundswell.discovery.customers.queries import standing

    document = asdict(standing(workspace))
    known = ", ".join(f"{name} {n:,}" for name, n in document["known"].items())
    text = (
        f"{document['customers']:,} customers; known: {known}\n"
        f"{document['creators']:,} are creators, {document['suggested']:,} wait for a decision\n"
        f"{document['followers']:,} follow lists with {document['follows']:,} entries"
    )
    answer(document, as_json=as_json, text=text)


@commands.command("list")
def list_customers(
    context: typer.Context,
    text: str = typer.Option("", help="In name, e-mail or city."),
    match: str = typer.Option("", help="creators or suggested."),
    as_json: bool = JSON,
) -> None:
    """Customers by name."""
    workspace = workspace_of(context)
    from groundswell.discovery.customers.queries import customers

    fields = ("pk", "name", "email", "country", "city", "match", "creator_id")
    rows = customers(workspace, text, match).values_list(*fields)
    documents = [dict(zip(("id", *fields[1:]), row, strict=True)) for row in rows]
    lines = [f"{d['id']:>6}  {d['name']:<28} {d['email']:<32} {d['country']:<3} {d['match']}" for d in documents]
    answer(documents, as_json=as_json, text="\n".join(lines) or "No customers.")


@commands.command()
def follows(context: typer.Context, as_json: bool = JSON) -> None:
    """Whom most customers follow, in plain counts."""
    workspace = workspace_of(context)
    from groundswell.discovery.customers.queries import most_followed

    documents = [asdict(one) for one in most_followed(workspace)]
    lines = [f"{d['customers']:>6} of {d['of']:<6} {d['platform'] or '-':<10} {d['handle']}" for d in documents]
    answer(documents, as_json=as_json, text="\n".join(lines) or "No follow lists.")


@commands.command()
def consent(
    context: typer.Context,
    platform: str = typer.Argument(help="bluesky, mastodon or instagram."),
    handle: str = typer.Argument(help="Whose list it is."),
    evidence: str = typer.Option(help="How the person agreed: “mail of 3 May”."),
    email: str = typer.Option("", help="Ties it to the customer with that address."),
    as_json: bool = JSON,
) -> None:
    """Record that somebody agreed to their follow list being read."""
    workspace = workspace_of(context)
    from django.conf import settings

    from groundswell.discovery.customers.consents import record_consent
    from groundswell.platforms.names import PLATFORMS, platform_named

    network = platform_named(platform)
    made, token = record_consent(
        workspace=workspace, platform=network, handle=handle, network=PLATFORMS[network], evidence=evidence, email=email
    )
    link = f"{settings.PUBLIC_URL}/fans/withdraw/{token}/"
    answer({"id": made.pk, "withdraw": link}, as_json=as_json, text=f"Consent {made.pk}. To withdraw it: {link}")


@commands.command()
def read(context: typer.Context, as_json: bool = JSON) -> None:
    """Read the follow lists that were agreed to and not read yet, of this workspace."""
    workspace = workspace_of(context)
    from groundswell.discovery.customers.following import read_follows
    from groundswell.discovery.customers.queries import consents_to_read

    told = {"read": 0, "not_yet": 0}
    for one in consents_to_read():
        if one.workspace_id == workspace.pk:
            told["not_yet" if read_follows(one) is None else "read"] += 1
    answer(told, as_json=as_json, text=f"{told['read']} lists read, {told['not_yet']} not yet.")


@commands.command()
def forget(
    context: typer.Context,
    email: str = typer.Argument("", help="The customer's address."),
    every: bool = typer.Option(False, "--all", help="All customers of the workspace."),
    as_json: bool = JSON,
) -> None:
    """Delete everything held of one customer, or of all: profile, follows, consents, import records."""
    workspace = workspace_of(context)
    from groundswell.discovery.customers.forgetting import forget_all_customers, forget_customer
    from groundswell.discovery.customers.queries import customer_by_email

    if every == bool(email):
        raise BadInput("Name one customer by e-mail, or say --all.", where="EMAIL")
    gone = (
        forget_all_customers(workspace=workspace)
        if every
        else forget_customer(workspace=workspace, customer=customer_by_email(workspace, email))
    )
    text = f"Forgotten: {gone['customers']} customers, {gone['follows']} follows, {gone['consents']} consents."
    answer(gone, as_json=as_json, text=text)
