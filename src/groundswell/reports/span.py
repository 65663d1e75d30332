"""The same programme counted in several ways: the ROI as a range rather than one number. Pure.

Each order owed to a creator is counted once in the union. Of those, some are proven by a purchase code, some by a link
click, some by both. What was spent stays the same however the orders are counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from groundswell.kit.money import cents
from groundswell.reports.rules import Figures

LABELS = {
    "link": (
        "Link only",
        "Orders with a counted click on a creator’s link; whoever bought later without it is missed.",
    ),
    "code": ("Code only", "Orders with a creator’s purchase code; whoever did not type one is missed."),
    "both": ("Code and link", "Orders that both prove; they are in each of the two above, and once in the union."),
    "union": ("Union, each once", "Every order owed to a creator, counted once however many signs it bears."),
}
ORDER = ("link", "code", "union")


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One way of counting. First orders, later orders, and orders whose buyer is not known add up to the rows counted."""

    key: str
    figures: Figures
    new: int = 0
    returning: int = 0
    unknown: int = 0

    @property
    def label(self) -> str:
        return LABELS[self.key][0]

    @property
    def sentence(self) -> str:
        return LABELS[self.key][1]

    @property
    def knows_buyers(self) -> bool:
        return bool(self.new or self.returning)

    @property
    def cac(self) -> Decimal | None:
        """Cost per new customer; at most this while some buyers are unknown. None without a known new one."""
        return cents(self.figures.spend / self.new) if self.new and self.figures.spend else None


@dataclass(frozen=True, kw_only=True)
class Added:
    """What the programme added beyond what would have come anyway, from a kept lift: (value, low, high) in money."""

    start: date
    last: date
    effect: tuple[Decimal, Decimal, Decimal]
    verdict: str
    reasons: Sequence[str]
    spend: Decimal
    margin: Decimal | None

    @property
    def tells(self) -> bool:
        return self.verdict != "cannot tell"

    @property
    def profit(self) -> tuple[Decimal, Decimal, Decimal]:
        """On contribution where the margin is known, else on net revenue."""
        share = Decimal(1) if self.margin is None else self.margin
        value, low, high = (cents(amount * share) - self.spend for amount in self.effect)
        return value, low, high

    @property
    def roi(self) -> tuple[float, float, float] | None:
        """None where nothing was spent."""
        if not self.spend:
            return None
        value, low, high = (float(amount / self.spend) for amount in self.profit)
        return value, low, high


@dataclass(frozen=True, kw_only=True)
class Span:
    counted: Sequence[Counted]
    both: Counted
    added: Added | None
    why_not_added: str

    @property
    def union(self) -> Counted:
        return self.counted[-1]

    @property
    def roi(self) -> tuple[float, float] | None:
        """The lowest and the highest ROI of the ways of counting; None where nothing was spent."""
        known = [row.figures.roi for row in self.counted if row.figures.roi is not None]
        return (min(known), max(known)) if known else None
