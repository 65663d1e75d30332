"""Everything that a statement says, as plain data that is kept with it: texts, and amounts as text with two decimals. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from groundswell.campaigns.statements.lines import Line
from groundswell.kit.money import ZERO

STATEMENT, SELF_BILLING, CREDIT_NOTE = "Statement", "Self-billing invoice", "Credit note"
CARRIED = "Carried over from before"


@dataclass(frozen=True, kw_only=True)
class Party:
    """Brand or creator; `address` may have several lines, and all but the name may be empty."""

    name: str
    address: str = ""
    tax_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What all papers share. `agreed_on` makes a statement of a payout a self-billing invoice."""

    number: str
    issued_on: date
    brand: Party
    creator: Party
    currency: str
    agreed_on: date | None = None
    tax_note: str = ""

    def as_dict(self, title: str) -> dict[str, Any]:
        self_billed = self.agreed_on is not None
        return {
            "title": title, "number": self.number, "issued_on": self.issued_on.isoformat(), "brand": vars(self.brand),
            "creator": vars(self.creator), "currency": self.currency,
            "agreed_on": self.agreed_on.isoformat() if self.agreed_on else None,
            "tax_note": self.tax_note if self_billed else "",
        }  # fmt: skip


def statement_content(
    frame: Frame, lines: Sequence[Line], *, paid: Decimal, payout: dict[str, Any], set_off: Sequence[dict[str, Any]],
    fees: Sequence[dict[str, Any]],
) -> dict[str, Any]:  # fmt: skip
    """A payout's. `total` is what the lines come to, `paid` what is left after credit notes; `fees` are told, not added.

    What was paid and stands in no line (two records of one person that became one) is carried over, so that it adds up.
    """
    told = [line_document(line) for line in lines]
    off = sum((Decimal(one["amount"]) for one in set_off), ZERO)
    total = sum((line.amount for line in lines), ZERO)
    if carried := paid - off - total:
        told.append(line_document(Line(CARRIED, "", 0, None, None, carried)))
    return frame.as_dict(SELF_BILLING if frame.agreed_on else STATEMENT) | {
        "payout": payout, "lines": told, "total": text(total + carried), "set_off": list(set_off), "paid": text(paid),
        "fees": list(fees), "corrects": None,
    }  # fmt: skip


def credit_content(frame: Frame, lines: Sequence[Line], *, corrects: dict[str, Any]) -> dict[str, Any]:
    """A credit note's; `corrects` is the number and day of the statement whose commission is taken back."""
    total = sum((line.amount for line in lines), ZERO)
    return frame.as_dict(CREDIT_NOTE) | {
        "payout": None, "lines": [line_document(line) for line in lines], "total": text(total), "set_off": [],
        "paid": text(ZERO), "fees": [], "corrects": corrects,
    }  # fmt: skip


def line_document(line: Line) -> dict[str, Any]:
    return {
        "what": line.what, "campaign": line.campaign, "orders": line.orders, "amount": text(line.amount),
        "base": None if line.base is None else text(line.base),
        "rate": None if line.rate is None else f"{(line.rate * 100).normalize():f} %",
    }  # fmt: skip


def text(amount: Decimal) -> str:
    return f"{amount:.2f}"
