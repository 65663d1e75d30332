"""`groundswell consent`: creators' own pages, and what they gave there."""

import typer

from groundswell.cli.session import answer, start, workspace_of

NAME = "consent"
commands = typer.Typer(no_args_is_help=True, help="Creators' own pages: links, consents, connected accounts.")
JSON = typer.Option(False, "--json", help="One JSON document.")
CREATOR = typer.Argument(metavar="CREATOR", help="The creator's number.")


@commands.command()
def link(
    context: typer.Context,
    creator: int = CREATOR,
    anew: bool = typer.Option(False, "--new", help="A new one; the old one stops working."),
    as_json: bool = JSON,
) -> None:
    """The link to a creator's own page, made when there is none. Who has it sees and gives that creator's data."""
    start()
    from groundswell.creators.consent import address_of, make_link
    from groundswell.creators.queries import creator_of

    place = workspace_of(context)
    address = address_of(make_link(workspace=place, creator=creator_of(place, creator), anew=anew))
    answer({"creator": creator, "url": address}, as_json=as_json, text=address)


@commands.command()
def revoke(context: typer.Context, creator: int = CREATOR, as_json: bool = JSON) -> None:
    """Close a creator's own page. What was given stays until the creator takes it back."""
    start()
    from groundswell.creators.consent import revoke_link
    from groundswell.creators.queries import creator_of

    place = workspace_of(context)
    closed = revoke_link(workspace=place, creator=creator_of(place, creator))
    text = "The page is closed." if closed else "There was no open page."
    answer({"creator": creator, "revoked": closed}, as_json=as_json, text=text)


@commands.command("list")
def list_(context: typer.Context, creator: int = CREATOR, as_json: bool = JSON) -> None:
    """What a creator agreed to, when, in which words, and what came of it."""
    start()
    from groundswell.creators.consent.documents import consent_document
    from groundswell.creators.consent.queries import consents_of
    from groundswell.creators.queries import creator_of

    place = workspace_of(context)
    documents = [consent_document(one) for one in consents_of(place, creator_of(place, creator))]
    lines = [
        f"{one['id']}: {one['account'] or ''} {one['kind']}, agreed {one['agreed_at']:%Y-%m-%d %H:%M} UTC"
        + (f", ended {one['withdrawn_at']:%Y-%m-%d %H:%M} UTC" if one["withdrawn_at"] else f", {one['figures']} shares")
        for one in documents
    ]
    text = "\n".join(lines) or "Nothing was given yet."
    answer({"creator": creator, "consents": documents}, as_json=as_json, text=text)


@commands.command()
def read(as_json: bool = JSON) -> None:
    """Read the connected accounts that are due, in all workspaces; the worker does it by itself."""
    start()
    from groundswell.creators.consent import read_due_grants

    counts = read_due_grants()
    answer(counts, as_json=as_json, text=f"{counts['read']} connected accounts read, {counts['failed']} failed.")
    raise typer.Exit(int(bool(counts["failed"] and not counts["read"])))
