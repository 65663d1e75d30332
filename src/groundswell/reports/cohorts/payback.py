"""The day on which what came in had covered what was spent. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from groundswell.kit.money import ZERO, cents

NOT_YET = "not yet"


@dataclass(frozen=True, kw_only=True)
class Payback:
    """`line` is the cumulative contribution by day, empty without a margin. `day` is the first from which on the line never
    lay below `spend`; None: not yet, or it cannot be told, see `why_not`. `begun` is the first day anything is dated."""

    spend: Decimal
    line: Sequence[tuple[date, Decimal]] = ()
    day: date | None = None
    begun: date | None = None
    why_not: str = ""

    @property
    def days(self) -> int | None:
        """From the first day to the day it was paid back."""
        return None if self.day is None or self.begun is None else (self.day - self.begun).days

    @property
    def missing(self) -> Decimal | None:
        """What is still to come in; None once paid back, or where it cannot be told."""
        return self.spend - (self.line[-1][1] if self.line else ZERO) if self.why_not == NOT_YET else None


def payback(
    net: Mapping[date, Decimal], *, spend: Decimal, margin: Decimal | None, costs_from: date | None = None
) -> Payback:
    """`net` revenue by day against all that was spent, the undated and the not yet incurred among it."""
    if not spend:
        return Payback(spend=spend, why_not="nothing was spent")
    if margin is None:
        return Payback(spend=spend, why_not="the gross margin is not known")
    sold, line = ZERO, []
    for day in sorted(net):
        sold += net[day]
        line.append((day, cents(sold * margin)))
    begun = min([*net, *([costs_from] if costs_from else [])], default=None)
    covered = None
    for day, brought in reversed(line):
        if brought < spend:
            break
        covered = day
    return Payback(spend=spend, line=line, day=covered, begun=begun, why_not="" if covered else NOT_YET)
