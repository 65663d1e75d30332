"""`groundswell own-pages`: creators' pages in campaigns, and what creators ask for there."""

import json
from pathlib import Path

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "own-pages"
commands = typer.Typer(no_args_is_help=True, help="Creators’ own pages: addresses, look, and what creators ask for.")
JSON = typer.Option(False, "--json", help="One JSON document.")
PARTICIPANT = typer.Argument(metavar="PARTICIPANT", help="As `campaigns participants` lists it.")


@commands.command()
def show(context: typer.Context, participant: int = PARTICIPANT, as_json: bool = JSON) -> None:
    """The address of a page."""
    _say(context, participant, "", as_json=as_json)


@commands.command()
def renew(context: typer.Context, participant: int = PARTICIPANT, as_json: bool = JSON) -> None:
    """A new address; the old one stops working."""
    _say(context, participant, "renew", as_json=as_json)


@commands.command()
def close(context: typer.Context, participant: int = PARTICIPANT, as_json: bool = JSON) -> None:
    """Close a page; what came in by it stays."""
    _say(context, participant, "close", as_json=as_json)


@commands.command("open")
def open_(context: typer.Context, participant: int = PARTICIPANT, as_json: bool = JSON) -> None:
    """Open a closed page again."""
    _say(context, participant, "open", as_json=as_json)


@commands.command()
def send(
    context: typer.Context,
    participant: int = PARTICIPANT,
    mailbox: int = typer.Option(..., help="The mailbox to send from."),
    as_json: bool = JSON,
) -> None:
    """Mail the address to the creator, once."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import participant_of
    from groundswell.campaigns.services import send_page
    from groundswell.outreach.queries import mailbox_of

    found = participant_of(workspace, participant)
    message = send_page(participant=found, mailbox=mailbox_of(workspace, mailbox))
    answer(
        {"message": message.pk, "state": message.state}, as_json=as_json, text=f"Mail {message.pk} is {message.state}."
    )


@commands.command()
def look(
    context: typer.Context,
    colour: str | None = typer.Option(None, help="Such as #0b6b70; empty for ours."),
    show: list[str] = typer.Option([], help="clicks, orders, revenue or commission; repeatable: those and no others."),
    as_json: bool = JSON,
) -> None:
    """How pages look and which results they show; with options, set it."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import page_setting
    from groundswell.campaigns.services import save_page_setting

    setting = page_setting(workspace)
    if colour is not None or show:
        colour = setting.colour if colour is None else colour
        setting = save_page_setting(workspace=workspace, colour=colour, shows=show or setting.shows)
    text = f"Colour {setting.colour or 'ours'}; shows {', '.join(setting.shows) or 'no results'}."
    answer({"colour": setting.colour, "shows": setting.shows}, as_json=as_json, text=text)


@commands.command()
def requests(context: typer.Context, as_json: bool = JSON) -> None:
    """What creators asked for and waits for an answer."""
    workspace = workspace_of(context)
    from groundswell.creators.own_record import request_document, waiting_requests

    documents = [request_document(row) for row in waiting_requests(workspace)]
    lines = [f"{d['id']:>6}  {d['kind']:<8} {d['creator']:<28} {d['value']}" for d in documents]
    answer(documents, as_json=as_json, text="\n".join(lines) or "Nobody waits.")


@commands.command()
def decide(
    context: typer.Context,
    request: int = typer.Argument(help="As `requests` lists it."),
    refuse: str = typer.Option("", help="Refuse, for this reason; the creator reads it."),
    as_json: bool = JSON,
) -> None:
    """Apply what a creator asked for, or refuse it. An erasure cannot be undone."""
    workspace = workspace_of(context)
    from groundswell.creators.own_record import apply_request, refuse_request, request_of

    found = request_of(workspace, request)
    if refuse:
        refuse_request(request=found, reason=refuse)
    else:
        apply_request(request=found)
    state = "refused" if refuse else "done"
    answer({"id": request, "state": state}, as_json=as_json, text=f"Request {request} is {state}.")


@commands.command()
def record(
    context: typer.Context,
    creator: int = typer.Argument(metavar="CREATOR", help="The creator's number."),
    out: Path | None = typer.Option(None, "--out", "-o", help="Write a file instead."),
    as_json: bool = JSON,
) -> None:
    """Everything known of a creator, as they may take it along."""
    workspace = workspace_of(context)
    from django.core.serializers.json import DjangoJSONEncoder

    from groundswell.creators.own_record import record_of
    from groundswell.creators.queries import creator_of

    content = json.dumps(record_of(creator_of(workspace, creator)), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    if out is not None:
        out.write_text(content)
        answer({"file": str(out)}, as_json=as_json, text=f"Wrote {out}")
        return
    typer.echo(content)


def _say(context: typer.Context, participant: int, do: str, *, as_json: bool) -> None:
    workspace = workspace_of(context)
    from groundswell.campaigns import services
    from groundswell.campaigns.queries import own_page_address, participant_of

    found = participant_of(workspace, participant)
    acts = {"renew": services.renew_page, "close": services.close_page, "open": services.reopen_page}
    if do:
        acts[do](participant=found)
    document = {
        "participant": found.pk, "page": own_page_address(found), "open": found.page_closed_at is None,
        "seen_at": found.page_seen_at,
    }  # fmt: skip
    answer(
        document,
        as_json=as_json,
        text=own_page_address(found) if found.page_closed_at is None else "The page is closed.",
    )
