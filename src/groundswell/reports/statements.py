"""Statements as PDF, the same bytes for the same paper, and those of a payout together."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Payout, Statement
from groundswell.campaigns.statements import statements_of_payout, year_content
from groundswell.creators.models import Creator
from groundswell.reports.fonts import unprintable

LAYOUTS = Path(__file__).parent / "layouts"
LACKS = {"address": "No postal address of the brand was known when this was written."}
EPOCH = (1980, 1, 1, 0, 0, 0)


def statement_pdf(row: Statement) -> bytes:
    """One paper as it was given."""
    content = row.content
    notes = [] if content["brand"]["address"] else [LACKS["address"]]
    if content["lines"]:
        notes.append(
            "Commission is worked out order by order and rounded to the cent; base is net of refunds, tax and shipping."
        )
    return _pdf("statement", content | {"facts": _facts(content), "notes": notes})


def year_pdf(workspace: Workspace, creator: Creator, year: int) -> bytes:
    """A creator's calendar year."""
    notes = ["“Total” is what each paper comes to, “Paid out” what went out in money after credit notes were set off."]
    return _pdf("year", year_content(workspace, creator, year) | {"notes": notes})


def statement_name(row: Statement) -> str:
    """A file name of plain characters."""
    number = "".join(
        char if char.isascii() and (char.isalnum() or char in "-_.") else "-" for char in row.content["number"]
    )
    return f"{row.content['title'].lower().replace(' ', '-')}-{number}.pdf"


def payout_zip(payout: Payout) -> bytes:
    """Everybody's statement of a paid payout, the same bytes each time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in statements_of_payout(payout):
            archive.writestr(zipfile.ZipInfo(statement_name(row), EPOCH), statement_pdf(row))
    return file.getvalue()


def _facts(content: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    payout, corrects = content["payout"], content["corrects"]
    told = [
        ("Number", content["number"]),
        ("Issued on", content["issued_on"]),
        ("Paid on", payout["paid_on"] if payout else None),
        ("Payout", f"{payout['id']} {payout['reference']}".strip() if payout else None),
        ("Self-billing agreed on", content["agreed_on"]),
        (
            "Takes back from",
            f"{corrects['title']} {corrects['number']} of {corrects['issued_on']}" if corrects else None,
        ),
        ("Currency", content["currency"]),
    ]
    return [(name, value) for name, value in told if value]


def _pdf(layout: str, data: Mapping[str, Any]) -> bytes:
    said = json.dumps(data, ensure_ascii=False)
    # Self-billing: the creator is the supplier, and the customer writes the invoice in their name.
    parties = ("Customer, who writes this paper", "Supplier") if data["agreed_on"] else ("From", "To")
    notes = [*data["notes"], *filter(None, [unprintable(said)])]
    return typst.compile(
        LAYOUTS / f"{layout}.typ", sys_inputs={"data": json.dumps({**data, "notes": notes, "parties": parties})}
    )
