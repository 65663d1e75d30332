"""Money in whole millionths: exact, and within 64 bits."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

UNITS = 1_000_000


def millionths(amount: Decimal, rounding: str) -> int:
    return int((amount * UNITS).to_integral_value(rounding=rounding))


def price_units(amount: Decimal) -> int:
    return millionths(amount, ROUND_CEILING)


def budget_units(amount: Decimal) -> int:
    return millionths(amount, ROUND_FLOOR)
