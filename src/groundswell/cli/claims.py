"""`groundswell claims`: orders that creators say came from them."""

from datetime import datetime
from typing import Any

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "claims"
commands = typer.Typer(no_args_is_help=True, help="Orders that creators say came from them, for you to decide.")
JSON = typer.Option(False, "--json", help="One JSON document.")
CLAIM = typer.Argument(help="As `claims list` gives it.")


@commands.command("list")
def list_(
    context: typer.Context,
    state: str = typer.Option("waiting", help="waiting, accepted, refused; empty for all."),
    as_json: bool = JSON,
) -> None:
    """Claims with the orders that each may mean, and what speaks against them."""
    workspace = workspace_of(context)
    from groundswell.kit.errors import BadInput
    from groundswell.links import queries
    from groundswell.links.documents import order_claim_document

    if state not in ("", "waiting", "accepted", "refused"):
        raise BadInput(f"“{state}” is no state.", where="state", cure="Use waiting, accepted or refused.")
    rows = list(queries.order_claims(workspace, state))
    fits = queries.fits_of(workspace, [row for row in rows if row.state == "waiting"])
    documents = [order_claim_document(row, fits.get(row.pk, ())) for row in rows]
    lines = []
    for document in documents:
        lines.append(f"{document['id']:>6}  {document['state']:<8}  {document['creator']}: {document['claims']}")
        lines += [
            f"        order {fit['order']}, id {fit['id']}: {'; '.join(fit['against']) or 'may be accepted'}"
            for fit in document["fits"]
        ]
    answer({"total": len(rows), "results": documents}, as_json=as_json, text="\n".join(lines) or "No claim.")


@commands.command()
def file(
    context: typer.Context,
    creator: int = typer.Argument(help="The creator's number."),
    campaign: str = typer.Option(..., help="Slug of the campaign that it would count for."),
    number: str = typer.Option("", help="The order's number."),
    on: datetime | None = typer.Option(None, formats=["%Y-%m-%d"], help="The order's day."),
    amount: str = typer.Option("", help="Its amount, such as 84.00."),
    currency: str = typer.Option("", help="Such as EUR."),
    buyer: str = typer.Option("", help="The buyer's e-mail address; only a digest is kept."),
    note: str = typer.Option("", help="How the creator knows."),
    as_json: bool = JSON,
) -> None:
    """File what a creator told you; they can do it on their own page."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import campaign_of
    from groundswell.creators.queries import creator_of
    from groundswell.links.documents import order_claim_document
    from groundswell.links.rules.claims import ClaimFacts, amount_in
    from groundswell.links.rules.event_reading import buyer_digest
    from groundswell.links.services import file_claim

    facts = ClaimFacts(
        number=number, placed_on=on.date() if on else None, amount=amount_in(amount), currency=currency,
        buyer=buyer_digest(buyer), note=note,
    )  # fmt: skip
    row = file_claim(creator=creator_of(workspace, creator), facts=facts, campaign=campaign_of(workspace, campaign).pk)
    answer(order_claim_document(row), as_json=as_json, text=f"Claim {row.pk} is {row.state}.")


@commands.command()
def accept(
    context: typer.Context,
    claim: int = CLAIM,
    order: int = typer.Option(0, help="The order's id; may be left out when one alone fits."),
    as_json: bool = JSON,
) -> None:
    """The order counts for the claimant where no stronger sign speaks."""
    workspace = workspace_of(context)
    from groundswell.links import queries, services

    found, chosen = queries.order_claim_of(workspace, claim), queries.order_of(workspace, order) if order else None
    _say(services.accept_claim(claim=found, order=chosen), as_json=as_json)


@commands.command()
def refuse(
    context: typer.Context,
    claim: int = CLAIM,
    reason: str = typer.Option(..., help="The creator reads it."),
    as_json: bool = JSON,
) -> None:
    """Refuse a claim; one that was accepted stops counting."""
    workspace = workspace_of(context)
    from groundswell.links import queries, services

    _say(services.refuse_claim(claim=queries.order_claim_of(workspace, claim), reason=reason), as_json=as_json)


def _say(row: Any, *, as_json: bool) -> None:
    from groundswell.links.documents import order_claim_document

    answer(order_claim_document(row), as_json=as_json, text=f"Claim {row.pk} is {row.state}.")
