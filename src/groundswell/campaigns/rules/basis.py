"""What an entry of the commission ledger was worked out from, in words and back. Pure."""

import re
from decimal import Decimal
from typing import NamedTuple


class Basis(NamedTuple):
    """What an entry was worked out from: net revenue of the order, and the rate, 0 to 1."""

    net: Decimal
    rate: Decimal


NOT_OWED = "no longer owed to them"
_BASIS = re.compile(r"(-?\d+\.\d\d) \S+ net × (\d+(?:\.\d+)?) %")


def basis_text(net: Decimal, currency: str, rate: Decimal) -> str:
    """84.00 EUR net × 12.5 %."""
    return f"{net:.2f} {currency} net × {(rate * 100).normalize():f} %"


def basis_in(text: str) -> Basis | None:
    """What `basis_text` wrote; None for every other text."""
    found = _BASIS.fullmatch(text)
    return Basis(Decimal(found[1]), Decimal(found[2]) / 100) if found else None
