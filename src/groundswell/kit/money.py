"""Money is a Decimal with a currency beside it, never a float."""

from decimal import ROUND_HALF_EVEN, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    """The amount rounded to two places, half to even."""
    return amount.quantize(CENT, rounding=ROUND_HALF_EVEN)
