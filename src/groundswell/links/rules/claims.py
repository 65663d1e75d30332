"""A creator's claim to an order: what may be said, when two are the same, and how far an order fits. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from groundswell.kit.errors import BadInput
from groundswell.kit.ids import digest

OLDEST = timedelta(days=730)
LARGEST = Decimal("999999999999.99")
NEAR = timedelta(days=1)
"""The day in the buyer's time zone may be another than in ours."""
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """What a creator says of an order; `buyer` is a digest. Enough is a number, a buyer, or a day with an amount."""

    number: str = ""
    placed_on: date | None = None
    amount: Decimal | None = None
    currency: str = ""
    buyer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What an order says; `amounts` are those a buyer may know it by."""

    numbers: tuple[str, ...]
    placed_on: date
    amounts: tuple[Decimal, ...]
    currency: str
    buyer: str


def checked_claim(facts: ClaimFacts, today: date) -> ClaimFacts:
    """The claim, tidied. `BadInput` when it says too little, or holds what must not be kept."""
    tidy = ClaimFacts(
        number=" ".join(facts.number.split()), placed_on=facts.placed_on, amount=facts.amount, buyer=facts.buyer,
        currency=facts.currency.strip().upper(), note=" ".join(facts.note.split()),
    )  # fmt: skip
    for name, text, longest in (("number", tidy.number, 60), ("note", tidy.note, 500), ("currency", tidy.currency, 3)):
        if len(text) > longest or not text.isprintable():
            raise BadInput("This cannot be kept.", where=name, cure=f"Write up to {longest} plain characters.")
        if _ADDRESS.search(text):
            raise BadInput(
                "Leave buyers’ addresses out here.", where=name, cure="There is a field for it, which keeps no address."
            )
    if tidy.amount is not None and not (tidy.amount.is_finite() and Decimal(0) < tidy.amount <= LARGEST):
        raise BadInput("The amount must be above zero.", where="amount")
    if tidy.placed_on is not None and not today - OLDEST <= tidy.placed_on <= today + NEAR:
        raise BadInput("That day is still to come, or long past.", where="placed_on")
    if not (tidy.number or tidy.buyer or (tidy.placed_on and tidy.amount is not None)):
        raise BadInput(
            "That is too little to find an order by.", where="number",
            cure="Give its number, or its day and amount, or the buyer’s e-mail address.",
        )  # fmt: skip
    return tidy


def amount_in(text: str) -> Decimal | None:
    """84.00 as people type it; None when empty. `BadInput` for what is no amount."""
    try:
        return Decimal(text.strip()) if text.strip() else None
    except InvalidOperation as error:
        raise BadInput(f"“{text}” is no amount.", where="amount", cure="Write it like 84.00.") from error


def claim_key(facts: ClaimFacts) -> str:
    """The same for the same order: a number alone names one, whatever else is said."""
    if facts.number:
        return digest(f"number {folded_number(facts.number)}")
    return digest(f"{facts.placed_on} {facts.amount} {facts.currency} {facts.buyer}")


def folded_number(text: str) -> str:
    """How order numbers are compared: without #, blanks and case."""
    return "".join(text.casefold().split()).lstrip("#")


def agreement(claim: ClaimFacts, order: OrderFacts) -> tuple[list[str], list[str]]:
    """What of the claim fits the order, and what does not: of number, day, amount, buyer."""
    told = dict(_compared(claim, order))
    return [name for name, fits in told.items() if fits], [name for name, fits in told.items() if not fits]


def _compared(claim: ClaimFacts, order: OrderFacts) -> Iterator[tuple[str, bool]]:
    if claim.number:
        yield "number", folded_number(claim.number) in order.numbers
    if claim.placed_on:
        yield "day", abs(claim.placed_on - order.placed_on) <= NEAR
    if claim.amount is not None:
        same_currency = not claim.currency or claim.currency == order.currency
        yield "amount", same_currency and claim.amount in order.amounts
    if claim.buyer:
        yield "buyer", claim.buyer == order.buyer
