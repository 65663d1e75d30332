"""A creator's calendar year: what was paid out, statement by statement, what was taken back, and fees."""

from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Statement
from groundswell.campaigns.statements.content import text
from groundswell.campaigns.statements.fees import fees_of
from groundswell.campaigns.statements.keeping import Press
from groundswell.campaigns.statements.queries import statements
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput
from groundswell.kit.money import ZERO


def year_content(workspace: Workspace, creator: Creator, year: int) -> dict[str, Any]:
    """The year as plain data. It has no number of its own: it lists papers that have. Payouts count by the day they were
    paid, credit notes by their own day; currencies stand apart. `BadInput` for a year that no calendar has."""
    if not MINYEAR <= year <= MAXYEAR:
        raise BadInput(f"{year} is no year.", where="year", cure="Give one such as 2026.")
    rows = [row for row in reversed(statements(workspace, creator)) if day_of(row).year == year]
    fees = fees_of(workspace, {(creator.pk, "")}, since=date(year, 1, 1), until=date(year, 12, 31))
    named = {row.currency for row in rows} | {currency for _, currency in fees}
    frame = Press(workspace, {creator.pk}).frame(creator, "").as_dict("Yearly statement")
    return frame | {
        "number": "", "issued_on": "", "year": year, "agreed_on": None, "tax_note": "",
        "currencies": [_currency(code, rows, fees.get((creator.pk, code), [])) for code in sorted(named)],
    }  # fmt: skip


def day_of(row: Statement) -> date:
    """The day that counts: a statement's is when it was paid."""
    payout = row.content["payout"]
    return date.fromisoformat(payout["paid_on"]) if payout and payout["paid_on"] else row.issued_on


def _currency(code: str, rows: Sequence[Statement], fees: Sequence[dict[str, Any]]) -> dict[str, Any]:
    own = [row for row in rows if row.currency == code]
    paid = sum((Decimal(row.content["paid"]) for row in own), ZERO)
    return {
        "currency": code,
        "papers": [
            {
                "title": row.content["title"], "number": row.content["number"], "on": day_of(row).isoformat(),
                "total": row.content["total"], "paid": row.content["paid"],
            }
            for row in own
        ],
        "total": text(sum((row.total for row in own), ZERO)), "paid": text(paid), "fees": list(fees),
        "fees_paid": text(sum((Decimal(fee["amount"]) for fee in fees), ZERO)),
    }  # fmt: skip
