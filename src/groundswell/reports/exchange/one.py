"""One row, with the rate it is told at."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from groundswell.kit.money import cents
from groundswell.links.rules.rates import Conversion
from groundswell.reports.exchange.telling import Exchange


class Told(NamedTuple):
    """An amount in the exchange's currency; `at` is the rate, None where nothing had to be converted."""

    amount: Decimal
    at: Conversion | None


def told_in(exchange: Exchange, currency: str, day: date | None, amount: Decimal) -> Told:
    """Of a row that can be converted."""
    found = None if currency == exchange.target else exchange.rate(currency, day)
    return Told(amount if found is None else cents(amount * found.rate), found)
