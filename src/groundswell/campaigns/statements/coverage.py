"""Which approved entries of the ledger a payout paid. Pure.

A payout takes everything that is due to somebody at that moment, so it covers whatever was approved before and no earlier one
that still stands has taken. A cancelled one gives back what it took.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Move:
    """An entry of one creator in one currency, approved (`payout` None) or paid out; negative when taken back."""

    pk: int
    amount: Decimal
    payout: int | None = None


def covered(moves: Iterable[Move], settled: Mapping[int, int]) -> dict[int, Sequence[int]]:
    """Entry that paid → approved entries it paid, in the ledger's sequence; cancelled payouts are left out.

    `settled` says of approved entries which paying entry a statement already names: that stands.
    """
    pool: list[int] = []
    found: dict[int, tuple[Move, list[int]]] = {}
    named = set(settled.values())
    for move in moves:
        if move.payout is None:
            pool.append(move.pk)
        elif move.amount > 0:
            taken = [pk for pk in pool if settled.get(pk) == (move.pk if move.pk in named else None)]
            pool = [pk for pk in pool if pk not in set(taken)]
            found[move.pk] = (move, taken)
        else:
            back = next((pk for pk, (paid, _) in found.items() if _undoes(move, paid)), None)
            pool = sorted([*(found.pop(back)[1] if back else []), *pool])
    return {pk: taken for pk, (_, taken) in found.items()}


def _undoes(back: Move, paid: Move) -> bool:
    return back.payout == paid.payout and back.amount == -paid.amount
