"""Amounts as people read them in a report whose currency is said once."""

from decimal import Decimal


def amount(value: Decimal | None) -> str:
    """ "1,234.50"; a dash where unknown."""
    return "—" if value is None else f"{value:,.2f}".replace("-", "−")
