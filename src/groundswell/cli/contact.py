"""`groundswell contact`: who may be written to, and on what footing."""

from datetime import datetime
from typing import TYPE_CHECKING

import typer

from groundswell.cli.session import answer, workspace_of
from groundswell.kit.errors import BadInput

if TYPE_CHECKING:
    from groundswell.accounts.models import Workspace
    from groundswell.creators.models import Creator

NAME = "contact"
commands = typer.Typer(no_args_is_help=True, help="Who may be written to first, by the law of their country.")
JSON = typer.Option(False, "--json", help="One JSON document.")
CREATOR = typer.Option([], "--creator", help="A creator's number; repeatable.")
LIST = typer.Option("", "--list", help="Slug of a list of creators.")


@commands.command()
def check(
    context: typer.Context,
    creator: list[int] = CREATOR,
    list_: str = LIST,
    direct: bool = typer.Option(False, "--direct", help="A direct message by hand instead of a mail."),
    strict: bool = typer.Option(False, "--strict", help="Exit status 1 when somebody is blocked."),
    as_json: bool = JSON,
) -> None:
    """Allow, warn or block for each, with the rule, the footing and what would change it."""
    workspace = workspace_of(context)
    from groundswell.outreach import queries

    people = _people(workspace, creator, list_)
    found = queries.may_write(workspace, people, direct=direct)
    rows = [{"creator_id": one.pk, "name": one.name, **found[one.pk].as_dict()} for one in people]
    lines = [f"{row['outcome']:<6} {row['name']}: {row['reason']} {row['cure']}".strip() for row in rows]
    answer({"results": rows}, as_json=as_json, text="\n".join(lines) or "Nobody.")
    if strict and any(verdict.blocked for verdict in found.values()):
        raise typer.Exit(1)


@commands.command()
def record(
    context: typer.Context,
    kind: str = typer.Argument(help="consent, published, inquiry, dealings, company, or override."),
    text: str = typer.Option(..., help="The very words, or why: your proof."),
    url: str = typer.Option("", help="The page on which the address stands."),
    since: datetime | None = typer.Option(None, formats=["%Y-%m-%d"], help="Today when not told."),
    creator: list[int] = CREATOR,
    list_: str = LIST,
    as_json: bool = JSON,
) -> None:
    """Record on what footing people may be written to; the same again changes nothing."""
    workspace = workspace_of(context)
    from groundswell.relationships.services import record_basis

    day = since.date() if since else None
    people = _people(workspace, creator, list_)
    made = [
        record_basis(workspace=workspace, creator=one, kind=kind, text=text, url=url, since=day).pk for one in people
    ]
    answer({"footings": made}, as_json=as_json, text=f"Recorded for {len(made)}.")


@commands.command()
def rules(as_json: bool = JSON) -> None:
    """Every country's rule, with its law, date and source."""
    from groundswell.outreach.contact_rules import contact_rules

    found = [rule.as_dict() for rule in contact_rules().values()]
    lines = [f"{rule['country']} {rule['name']}: {rule['law']}, from {rule['valid_from']}" for rule in found]
    answer({"rules": found}, as_json=as_json, text="\n".join(lines))


def _people(workspace: "Workspace", numbers: list[int], list_: str) -> "list[Creator]":
    from groundswell.creators.models import Creator
    from groundswell.creators.queries import creator_of
    from groundswell.relationships.queries import list_of

    if list_:
        rows = Creator.objects.of(workspace).filter(lists=list_of(workspace, list_))
        return list(rows.order_by("name", "pk"))
    if not numbers:
        raise BadInput("Nobody is named.", where="--creator", cure="Name people with --creator, or a list with --list.")
    return [creator_of(workspace, number) for number in numbers]
