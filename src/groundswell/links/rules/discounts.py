"""What a purchase code gives and within which limits, before any shop is asked."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.kit.money import CENT, cents

AMOUNTS = ("percent", "amount", "minimum")


@dataclass(frozen=True, slots=True)
class Terms:
    """Either `percent` (0 to 100) or `amount` off the order, in `currency`; so is `minimum`, what the goods must come to.

    `uses` is how often each code works in total; None where there is no limit.
    """

    percent: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""
    minimum: Decimal | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    uses: int | None = None
    once_per_customer: bool = False

    @property
    def words(self) -> str:
        """For people: `10 % off`."""
        return f"{_short(self.percent)} % off" if self.percent else f"{_short(self.amount)} {self.currency} off"

    @property
    def number(self) -> str:
        """The whole number that stands in a code."""
        return str(int(self.percent or self.amount or 0))


def checked_terms(terms: Terms, *, kind: str, now: datetime) -> Terms:
    """The terms as they are kept. BadInput for what makes no sense or what the shop system cannot do."""
    if (terms.percent is None) == (terms.amount is None):
        raise BadInput("A code gives either a percentage or an amount.", where="percent", cure="Enter one of the two.")
    for name in AMOUNTS:
        value = getattr(terms, name)
        if value is not None and not (0 < value < 1_000_000 and value == value.quantize(CENT)):
            raise BadInput(f"“{value}” is no {name}: above 0, with two digits after the point.", where=name)
    if terms.percent is not None and terms.percent > 100:
        raise BadInput("More than 100 % cannot be given.", where="percent")
    currency = terms.currency.strip().upper()
    if (terms.amount or terms.minimum) and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise BadInput("An amount needs its currency.", where="currency", cure="Three letters, such as USD.")
    if terms.uses is not None and not 1 <= terms.uses <= 1_000_000:
        raise BadInput("A code works between once and a million times.", where="uses")
    if terms.ends_at and terms.ends_at <= max(terms.starts_at or now, now):
        raise BadInput("The codes would end before they begin.", where="ends")
    if terms.once_per_customer and kind == "stripe":
        raise BadInput(
            "Stripe cannot limit a code to once per customer.", where="once_per_customer", cure="Leave it out."
        )
    amounts: dict[str, Any] = {name: cents(value) for name in AMOUNTS if (value := getattr(terms, name)) is not None}
    return replace(terms, currency=currency if terms.amount or terms.minimum else "", **amounts)


def _short(value: Decimal | None) -> str:
    """Without zeros that say nothing: `10`, `12.5`, `5.00` as `5`."""
    return f"{value or 0:.2f}".rstrip("0").rstrip(".")
