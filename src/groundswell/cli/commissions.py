"""`groundswell commissions`: earned by orders, due after the return window, paid in batches."""

import sys
from datetime import datetime
from pathlib import Path

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "commissions"
commands = typer.Typer(no_args_is_help=True, help="What creators earned by orders, what is due, and payouts.")
JSON = typer.Option(False, "--json", help="One JSON document.")
PAYOUT = typer.Argument(help="The payout's number.")


@commands.command("list")
def list_(context: typer.Context, as_json: bool = JSON) -> None:
    """Everybody's sums, most due first."""
    workspace = workspace_of(context)
    from groundswell.campaigns.commissions import balances

    rows = [one.as_dict() for one in balances(workspace)]
    lines = [f"{r['due']:>10} {r['currency']} due, {r['pending']:>10} pending  {r['creator']}" for r in rows]
    answer({"total": len(rows), "results": rows}, as_json=as_json, text="\n".join(lines) or "Nothing was earned yet.")


@commands.command()
def settle(context: typer.Context, as_json: bool = JSON) -> None:
    """Bring the ledger in line with orders and refunds now; the worker does it every five minutes."""
    workspace = workspace_of(context)
    from groundswell.campaigns.commissions import settle_commissions

    added = settle_commissions(workspace=workspace)
    answer({"added": added}, as_json=as_json, text=f"{added} entries added.")


@commands.command()
def pay(
    context: typer.Context,
    currency: str = typer.Argument(help="Such as EUR."),
    creator: list[int] = typer.Option([], "--creator", help="A creator's number; repeatable. Everybody when left out."),
    as_json: bool = JSON,
) -> None:
    """Make a batch of everything that is due."""
    workspace = workspace_of(context)
    from groundswell.campaigns.commission_documents import payout_document
    from groundswell.campaigns.commissions import make_payout

    made = payout_document(make_payout(workspace=workspace, currency=currency, creators=creator or None))
    lines = [f"{row['amount']:>10} {made['currency']}  {row['creator']}" for row in made["rows"]]
    answer(made, as_json=as_json, text="\n".join([f"Payout {made['id']}", *lines]))


@commands.command()
def file(
    context: typer.Context,
    payout: int = PAYOUT,
    format: str = typer.Option("bank", "--format", help="paypal, wise or bank."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document with the text."),
) -> None:
    """Write the batch as a payment service takes it to standard output."""
    workspace = workspace_of(context)
    from groundswell.campaigns.commissions import payout_file, payout_of

    text = payout_file(payout_of(workspace, payout), format).decode()
    if as_json:
        answer({"payout": payout, "format": format, "text": text}, as_json=True, text="")
    else:
        sys.stdout.write(text)


@commands.command()
def paid(
    context: typer.Context,
    payout: int = PAYOUT,
    on: datetime | None = typer.Option(None, formats=["%Y-%m-%d"], help="Today when left out."),
    reference: str = typer.Option("", help="Of the bank or of PayPal."),
    as_json: bool = JSON,
) -> None:
    """The money of a batch went out."""
    workspace = workspace_of(context)
    from groundswell.campaigns.commission_documents import payout_document
    from groundswell.campaigns.commissions import mark_paid, payout_of
    from groundswell.kit import clock

    day = on.date() if on else clock.today()
    done = payout_document(mark_paid(payout=payout_of(workspace, payout), paid_on=day, reference=reference))
    answer(done, as_json=as_json, text=f"Payout {payout}: paid on {day}")


@commands.command()
def cancel(context: typer.Context, payout: int = PAYOUT, as_json: bool = JSON) -> None:
    """A batch was not paid: everything in it is due again."""
    workspace = workspace_of(context)
    from groundswell.campaigns.commission_documents import payout_document
    from groundswell.campaigns.commissions import cancel_payout, payout_of

    done = payout_document(cancel_payout(payout=payout_of(workspace, payout)))
    answer(done, as_json=as_json, text=f"Payout {payout}: cancelled")


@commands.command()
def year(context: typer.Context, year: int = typer.Argument(help="Such as 2026."), as_json: bool = JSON) -> None:
    """What each creator was paid in a calendar year, by currency."""
    workspace = workspace_of(context)
    from groundswell.campaigns.commissions import yearly_totals

    rows = yearly_totals(workspace, year)
    text = "\n".join(f"{row['total']:>10} {row['currency']}  {row['creator']}" for row in rows)
    answer({"year": year, "results": rows}, as_json=as_json, text=text or f"Nothing was paid in {year}.")


@commands.command()
def statement(
    context: typer.Context,
    payout: int = typer.Argument(0, help="The payout's number; left out with --year."),
    creator: int = typer.Option(0, "--creator", help="A creator's number. Everybody's as one ZIP when left out."),
    year: int = typer.Option(0, "--year", help="The creator's calendar year instead of a payout."),
    output: Path = typer.Option(..., "--output", "-o", help="The .pdf or .zip to write."),
    as_json: bool = JSON,
) -> None:
    """Write the statement of a paid payout, everybody's together, or a creator's year."""
    from groundswell.cli.statements import write_statement

    done = write_statement(context, payout=payout, creator=creator, year=year, output=output)
    answer(done, as_json=as_json, text=f"Wrote {done['file']}")
