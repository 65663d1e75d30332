"""The lines of a statement: what orders earned, by campaign and rate, and what was taken back. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from groundswell.campaigns.rules.basis import NOT_OWED, Basis, basis_in
from groundswell.kit.money import ZERO

EARNED, CORRECTED, TAKEN_BACK = "Commission", "Commission corrected", "Commission taken back"
_SEQUENCE = (EARNED, CORRECTED, TAKEN_BACK)


@dataclass(frozen=True, slots=True)
class Approved:
    """An approved entry. `order` tells apart orders within a campaign; `basis` as the ledger words it."""

    pk: int
    order: str
    campaign: str
    amount: Decimal
    basis: str


class Change(NamedTuple):
    """What one entry did; `base` is by how much the order's net revenue changed, None where the ledger does not say."""

    what: str
    base: Decimal | None
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """Amounts in the statement's currency; `rate` 0 to 1. Every order is rounded to the cent by itself."""

    what: str
    campaign: str
    orders: int
    base: Decimal | None
    rate: Decimal | None
    amount: Decimal


def changes(entries: Iterable[Approved]) -> dict[int, Change]:
    """By entry; in the ledger's sequence, everything that was ever approved of the creator in the currency."""
    last: dict[str, Basis] = {}
    found = {}
    for entry in entries:
        before = last.get(entry.order)
        after = Basis(ZERO, before.rate) if entry.basis == NOT_OWED and before else basis_in(entry.basis)
        what = TAKEN_BACK if entry.amount < 0 else EARNED if before is None else CORRECTED
        if after is None:
            found[entry.pk] = Change(what, None, None)
            continue
        found[entry.pk] = Change(what, after.net - (before.net if before else ZERO), after.rate)
        last[entry.order] = after
    return found


def lines_of(entries: Sequence[Approved], told: Mapping[int, Change]) -> list[Line]:
    """One line for each kind, campaign and rate; earned ones first, each kind by campaign."""
    grouped: dict[tuple[int, str, Decimal | None], list[Approved]] = {}
    for entry in entries:
        change = told[entry.pk]
        grouped.setdefault((_SEQUENCE.index(change.what), entry.campaign, change.rate), []).append(entry)
    found = []
    for (kind, campaign, rate), rows in sorted(grouped.items(), key=lambda item: (*item[0][:2], item[0][2] or ZERO)):
        bases = [told[row.pk].base for row in rows]
        known = [base for base in bases if base is not None]
        found.append(
            Line(
                what=_SEQUENCE[kind], campaign=campaign, orders=len({row.order for row in rows}), rate=rate,
                base=sum(known, ZERO) if len(known) == len(bases) else None,
                amount=sum((row.amount for row in rows), ZERO),
            )
        )  # fmt: skip
    return found
