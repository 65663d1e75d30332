"""`groundswell statements`: what was paid, as papers; and how brand and creators stand on them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "statements"
commands = typer.Typer(no_args_is_help=True, help="Statements, self-billing invoices and credit notes of commission.")
JSON = typer.Option(False, "--json", help="One JSON document.")
CREATOR = typer.Argument(help="The creator's number.")


@commands.command("list")
def list_(
    context: typer.Context,
    creator: int = typer.Option(0, "--creator", help="A creator's number; everybody's when left out."),
    as_json: bool = JSON,
) -> None:
    """All papers, newest first."""
    workspace = workspace_of(context)
    from groundswell.campaigns.statements import statement_document, statements
    from groundswell.creators.queries import creator_of

    rows = [
        statement_document(row) for row in statements(workspace, creator_of(workspace, creator) if creator else None)
    ]
    lines = [
        f"{r['id']:>6}  {r['title']} {r['number']}  {r['total']:>10} {r['currency']}  {r['creator']['name']}"
        for r in rows
    ]
    answer(
        {"total": len(rows), "results": rows}, as_json=as_json, text="\n".join(lines) or "No statement was given yet."
    )


@commands.command()
def brand(
    context: typer.Context,
    legal_name: str | None = typer.Option(None, help="The workspace's name when empty."),
    tax_id: str | None = typer.Option(None, help="VAT, GST or company number."),
    number_prefix: str | None = typer.Option(None, help="Before each number, such as ACME-."),
    as_json: bool = JSON,
) -> None:
    """How the brand stands on statements and what is lacking; with options, set it."""
    workspace = workspace_of(context)
    from groundswell.campaigns.statements import brand_billing, lacking, save_brand_billing

    asked = {"legal_name": legal_name, "tax_id": tax_id, "number_prefix": number_prefix}
    facts: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
    if facts:
        save_brand_billing(workspace=workspace, **facts)
    row = brand_billing(workspace)
    document: dict[str, Any] = {name: getattr(row, name) for name in asked}
    document |= {"address": workspace.postal_address, "lacking": lacking(workspace)}
    answer(document, as_json=as_json, text="\n".join(f"{name}: {value}" for name, value in document.items()))


@commands.command()
def creator(
    context: typer.Context,
    creator: int = CREATOR,
    name: str | None = typer.Option(None, help="The creator's name when empty."),
    address: str | None = typer.Option(None, help="As the creator told you."),
    tax_id: str | None = typer.Option(None, help="As the creator told you; no bank number."),
    as_json: bool = JSON,
) -> None:
    """What a creator supplied for statements and what is lacking; with options, set it."""
    workspace = workspace_of(context)
    from groundswell.campaigns.statement_documents import billing_document
    from groundswell.campaigns.statements import supply_billing
    from groundswell.creators.queries import creator_of

    found = creator_of(workspace, creator)
    asked = {"name": name, "address": address, "tax_id": tax_id}
    facts: dict[str, Any] = {key: value for key, value in asked.items() if value is not None}
    if facts:
        supply_billing(creator=found, by_creator=False, **facts)
    document = billing_document(found)
    answer(document, as_json=as_json, text="\n".join(f"{key}: {value}" for key, value in document.items()))


@commands.command("self-billing")
def self_billing(
    context: typer.Context,
    creator: int = CREATOR,
    agreed_on: datetime | None = typer.Option(
        None, formats=["%Y-%m-%d"], help="Left out, it is not agreed (any more)."
    ),
    tax_note: str = typer.Option("", help="Your own words on VAT or GST."),
    as_json: bool = JSON,
) -> None:
    """Say that self-billing was agreed with a creator: statements are then called invoices."""
    workspace = workspace_of(context)
    from groundswell.campaigns.statement_documents import billing_document
    from groundswell.campaigns.statements import agree_self_billing
    from groundswell.creators.queries import creator_of

    found = creator_of(workspace, creator)
    agree_self_billing(creator=found, agreed_on=agreed_on.date() if agreed_on else None, tax_note=tax_note)
    document = billing_document(found)
    answer(document, as_json=as_json, text="\n".join(f"{key}: {value}" for key, value in document.items()))


def write_statement(context: typer.Context, *, payout: int, creator: int, year: int, output: Path) -> dict[str, Any]:
    """The file asked for: one creator's paper of a payout, everybody's as ZIP, or a creator's year."""
    workspace = workspace_of(context)
    from groundswell.campaigns.commissions import payout_of
    from groundswell.campaigns.statements import statements_of_payout
    from groundswell.creators.queries import creator_of
    from groundswell.kit.errors import BadInput, NotFound
    from groundswell.reports.statements import payout_zip, statement_pdf, year_pdf

    if bool(payout) == bool(year) or (year and not creator):
        raise BadInput("Name a payout, or a year with --creator.", where="payout")
    if year:
        output.write_bytes(year_pdf(workspace, creator_of(workspace, creator), year))
        return {"file": str(output), "numbers": []}
    rows = [row for row in statements_of_payout(payout_of(workspace, payout)) if creator in (0, row.creator_id)]
    if not rows:
        raise NotFound(f"Payout {payout} has no statement of creator {creator}.", where="creator")
    output.write_bytes(statement_pdf(rows[0]) if creator else payout_zip(payout_of(workspace, payout)))
    return {"file": str(output), "numbers": [row.content["number"] for row in rows]}
