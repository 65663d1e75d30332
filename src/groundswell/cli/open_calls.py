"""`groundswell open-calls`: campaigns that anybody may apply to, and who did."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from groundswell.cli.session import answer, opened, workspace_of

if TYPE_CHECKING:
    from groundswell.accounts.models import Workspace
    from groundswell.campaigns.services import Decided, Letter

NAME = "open-calls"
commands = typer.Typer(no_args_is_help=True, help="Campaigns that anybody may apply to, and who did.")
JSON = typer.Option(False, "--json", help="One JSON document.")
REASON = typer.Option(..., help="It stays with the creator.")
CREATOR = typer.Option(0, help="The id of the creator it is from, where you know better.")
MAILBOX = typer.Option(0, help="The id of a mailbox: answers by mail with the usual words.")


@commands.command()
def show(context: typer.Context, campaign: str = typer.Argument(help="Its slug."), as_json: bool = JSON) -> None:
    """The campaign's open call."""
    workspace = workspace_of(context)
    from groundswell.campaigns.call_documents import call_document
    from groundswell.campaigns.queries import call_of, campaign_of

    document = call_document(call_of(campaign_of(workspace, campaign)))
    lines = [f"{document['address']}  {'open' if document['takes_applications'] else 'closed'}"]
    lines += [f"  {question['text']}" for question in document["questions"]]
    answer(document, as_json=as_json, text="\n".join(lines) if document["address"] else "No open call yet.")


@commands.command()
def save(
    context: typer.Context,
    campaign: str = typer.Argument(help="Its slug."),
    file: Path | None = typer.Option(
        None, help="JSON as in the API's PUT; - is input. Without it nothing but open changes."
    ),
    is_open: bool = typer.Option(True, "--open/--close", help="Whether applications may come in."),
    as_json: bool = JSON,
) -> None:
    """Make or change a campaign's open call; --close ends it."""
    workspace = workspace_of(context)
    from groundswell.campaigns.call_documents import CALL_FIELDS, call_document, read_call_document
    from groundswell.campaigns.queries import call_of, campaign_of
    from groundswell.campaigns.services import CallFacts, save_open_call

    found = campaign_of(workspace, campaign)
    call = call_of(found)
    facts: dict[str, Any] = {name: getattr(call, name) for name in CALL_FIELDS} if call else {}
    if file is not None:
        with opened(str(file)) as source:
            facts |= read_call_document(source.read())
    made = save_open_call(campaign=found, facts=CallFacts(**facts), is_open=is_open)
    document = call_document(made)
    answer(
        document, as_json=as_json, text=f"{document['address']} is {'open' if made.takes_applications else 'closed'}."
    )


@commands.command()
def applications(
    context: typer.Context,
    campaign: str = typer.Option("", help="Of one campaign."),
    state: str = typer.Option("new", help="new, accepted, refused, or all."),
    as_json: bool = JSON,
) -> None:
    """Who applied."""
    workspace = workspace_of(context)
    from groundswell.campaigns.call_documents import application_document
    from groundswell.campaigns.queries import applications_of, campaign_of

    found = campaign_of(workspace, campaign) if campaign else None
    rows = applications_of(workspace, campaign=found, state="" if state == "all" else state)
    documents = [application_document(row) for row in rows]
    lines = [f"{d['id']:>6}  {d['state']:<9} {d['match']:<7} {d['name']:<28} {d['email']}" for d in documents]
    answer(documents, as_json=as_json, text="\n".join(lines) or "None.")


@commands.command()
def accept(
    context: typer.Context,
    application: int = typer.Argument(help="Its id."),
    reason: str = REASON,
    creator: int = CREATOR,
    mailbox: int = MAILBOX,
    as_json: bool = JSON,
) -> None:
    """The applicant takes part in the campaign."""
    workspace = workspace_of(context)
    from groundswell.campaigns.services import accept_application

    _tell(accept_application(**_facts(workspace, application, reason, creator, mailbox)), as_json)


@commands.command()
def refuse(
    context: typer.Context,
    application: int = typer.Argument(help="Its id."),
    reason: str = REASON,
    creator: int = CREATOR,
    mailbox: int = MAILBOX,
    as_json: bool = JSON,
) -> None:
    """Keep the refusal and its reason."""
    workspace = workspace_of(context)
    from groundswell.campaigns.services import refuse_application

    _tell(refuse_application(**_facts(workspace, application, reason, creator, mailbox)), as_json)


@commands.command()
def discard(context: typer.Context, application: int = typer.Argument(help="Its id."), as_json: bool = JSON) -> None:
    """Delete rubbish."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import application_of
    from groundswell.campaigns.services import discard_application

    discard_application(application=application_of(workspace, application))
    answer({"discarded": application}, as_json=as_json, text="Deleted.")


def _facts(workspace: "Workspace", pk: int, reason: str, creator: int, mailbox: int) -> dict[str, Any]:
    from groundswell.campaigns.queries import application_of
    from groundswell.creators.queries import creator_of

    return {
        "application": application_of(workspace, pk),
        "reason": reason,
        "creator": creator_of(workspace, creator) if creator else None,
        "letter": _letter(workspace, mailbox) if mailbox else None,
    }


def _letter(workspace: "Workspace", mailbox: int) -> "Letter":
    from groundswell.campaigns.services import Letter
    from groundswell.outreach.queries import mailbox_of

    return Letter(mailbox=mailbox_of(workspace, mailbox))


def _tell(told: "Decided", as_json: bool) -> None:
    document = {
        "application": told.application.pk, "state": told.application.state, "creator_id": told.creator.pk,
        "participant_id": told.participant.pk if told.participant else None, "unsent": told.unsent,
    }  # fmt: skip
    text = f"{told.creator.name}: {told.application.state}. {f'No mail: {told.unsent}' if told.unsent else ''}"
    answer(document, as_json=as_json, text=text.strip())
