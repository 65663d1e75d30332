"""What has to be added to the ledger so that it says what is owed now. Pure."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from groundswell.kit.money import ZERO, cents


class Standing(NamedTuple):
    """One order's sums in the ledger for one creator and campaign: earned (pending and reversed) and approved."""

    earned: Decimal = ZERO
    approved: Decimal = ZERO


class Movement(NamedTuple):
    kind: str
    amount: Decimal


def commission(net: Decimal, rate: Decimal) -> Decimal:
    """What an order earns; nothing for one that gave more back than it took."""
    return max(ZERO, cents(net * rate))


def window_over(placed_at: datetime, days: int, now: datetime) -> bool:
    """Whether goods of the order can no longer be sent back."""
    return now - placed_at >= timedelta(days=days)


def movements(standing: Standing, owed: Decimal, *, approve: bool) -> list[Movement]:
    """The entries that bring an order's sums to `owed`; none when they are there, so that settling twice adds nothing.

    What was approved once follows every later change at once: a refund after payment makes the balance negative.
    """
    found = []
    if change := owed - standing.earned:
        found.append(Movement("pending" if change > 0 else "reversed", change))
    if (approve or standing.approved) and (change := owed - standing.approved):
        found.append(Movement("approved", change))
    return found
