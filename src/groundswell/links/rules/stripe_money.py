"""Stripe's amounts are whole numbers in the currency's smallest unit, with exceptions.

https://docs.stripe.com/currencies, "Zero-decimal currencies" and "Special cases", read 2026-11.
"""

from decimal import Decimal
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.links.rules.event_reading import Document
from groundswell.links.rules.orders import amount

WHOLE = frozenset(
    ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"]
)
THOUSANDTHS = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])


def minor_in(document: Document, name: str, currency: str, *, required: bool = False) -> Decimal:
    """The amount under that name in the currency's main unit; nothing is zero unless `required`."""
    value: Any = document.get(name)
    if value is None and not required:
        return Decimal("0.00")
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadInput(f"“{value}” is no amount in whole minor units.", where=name)
    if currency in THOUSANDTHS:
        if value % 10:
            raise BadInput(f"“{value}” is finer than hundredths of {currency}.", where=name)
        return amount(Decimal(value) / 1000, name)
    return amount(Decimal(value) if currency in WHOLE else Decimal(value) / 100, name)


def currency_in(document: Document) -> str:
    value = document.get("currency")
    if not isinstance(value, str) or not value:
        raise BadInput("The event names no currency.", where="currency")
    return value.upper()
