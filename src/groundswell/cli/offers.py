"""`groundswell offers`: made from a file of terms, sent, withdrawn, listed."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from pydantic import ValidationError

from groundswell.cli.session import answer, workspace_of
from groundswell.kit.errors import BadInput

if TYPE_CHECKING:
    from groundswell.campaigns.models import Offer

NAME = "offers"
commands = typer.Typer(no_args_is_help=True, help="Offers to creators, and their answers.")
JSON = typer.Option(False, "--json", help="One JSON document.")


@commands.command("list")
def list_offers(context: typer.Context, campaign: str = typer.Option(help="Slug."), as_json: bool = JSON) -> None:
    """Every offer of a campaign, newest first."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import campaign_of, offers_of

    documents = [_document(offer) for offer in offers_of(campaign_of(workspace, campaign))]
    answer(documents, as_json=as_json, text="\n".join(map(_line, documents)) or "No offers yet.")


@commands.command()
def create(
    context: typer.Context,
    participants: list[int] = typer.Argument(help="Ids, as campaigns participants shows them."),
    terms: str = typer.Option(help="A JSON file with the terms; - reads standard input."),
    as_json: bool = JSON,
) -> None:
    """Draft an offer for each participant, with the terms of POST /api/v1/campaigns/SLUG/offers."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import filled_items, participant_of
    from groundswell.campaigns.rules.documents import TermsDocument
    from groundswell.campaigns.services import create_offer
    from groundswell.disclosure.queries import clause_of

    people = [participant_of(workspace, pk) for pk in participants]
    try:
        body = TermsDocument.model_validate(_read(terms))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BadInput(str(first["msg"]), where=".".join(map(str, first["loc"])) or terms) from error
    made = []
    for person in people:
        told = body.terms(currency=person.campaign.currency, clause=clause_of(person.campaign))
        told = replace(told, items=filled_items(workspace, told.items))
        made.append(create_offer(workspace=workspace, participant=person, terms=told))
    documents = [_document(offer) for offer in made]
    answer(documents, as_json=as_json, text="\n".join(map(_line, documents)))


@commands.command()
def send(
    context: typer.Context,
    offer: int = typer.Argument(help="Id of the offer."),
    mailbox: int | None = typer.Option(None, help="Id of the mailbox; without one you give the link yourself."),
    as_json: bool = JSON,
) -> None:
    """Open the offer's page, and queue the mail when a mailbox is named."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import offer_of
    from groundswell.campaigns.services import mail_offer, send_offer
    from groundswell.outreach.queries import mailbox_of

    found = offer_of(workspace, offer)
    if mailbox is None:
        send_offer(offer=found)
    else:
        mail_offer(offer=found, mailbox=mailbox_of(workspace, mailbox), subject="", body="")
    document = _document(offer_of(workspace, offer))
    answer(document, as_json=as_json, text=document["address"])


@commands.command()
def withdraw(
    context: typer.Context, offer: int = typer.Argument(help="Id of the offer."), as_json: bool = JSON
) -> None:
    """Close an open offer; a draft is thrown away."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import offer_of
    from groundswell.campaigns.services import withdraw_offer

    withdraw_offer(offer=offer_of(workspace, offer))
    answer({"withdrawn": offer}, as_json=as_json, text="Withdrawn.")


@commands.command("accept-proposal")
def accept_proposal(
    context: typer.Context, offer: int = typer.Argument(help="Id of the creator's version."), as_json: bool = JSON
) -> None:
    """Take a version that the creator proposed: it is agreed as it stands."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import offer_of
    from groundswell.campaigns.services import accept_proposal as accept

    accept(proposal=offer_of(workspace, offer))
    document = _document(offer_of(workspace, offer))
    answer(document, as_json=as_json, text=_line(document))


@commands.command("decline-proposal")
def decline_proposal(
    context: typer.Context,
    offer: int = typer.Argument(help="Id of the creator's version."),
    reason: str = typer.Option(help="The creator reads it."),
    as_json: bool = JSON,
) -> None:
    """Do not take it; your own offer stays open."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import offer_of
    from groundswell.campaigns.services import decline_proposal as decline

    decline(proposal=offer_of(workspace, offer), reason=reason)
    document = _document(offer_of(workspace, offer))
    answer(document, as_json=as_json, text=_line(document))


def _read(terms: str) -> Any:
    try:
        return json.loads(sys.stdin.read() if terms == "-" else Path(terms).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"The terms cannot be read: {error}.", where=terms) from error


def _document(offer: "Offer") -> dict[str, Any]:
    from groundswell.campaigns.queries import offer_address

    return {
        "id": offer.pk,
        "participant_id": offer.participant_id,
        "creator": offer.participant.creator.name,
        "version": offer.version,
        "author": offer.author,
        "state": offer.state,
        "address": offer_address(offer),
        "expires_at": offer.expires_at.isoformat(),
    }


def _line(document: dict[str, Any]) -> str:
    return f"{document['id']:>6}  v{document['version']} {document['state']:<10} {document['creator']:<28} {document['address']}"
