"""Earned media value, and the army against the giant, as they are published and read."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from groundswell.reports.amounts import amount
from groundswell.reports.worth.assumed import Assumption
from groundswell.reports.worth.emv import LABEL, Emv
from groundswell.reports.worth.giant import Duel, Ends


@dataclass(frozen=True, kw_only=True)
class Worth:
    currency: str
    emv: Emv
    duel: Duel
    assumed: Mapping[str, Assumption]

    def as_dict(self) -> dict[str, Any]:
        """Money as numbers; ranges as {low, high}; unknown as null."""
        return {
            "currency": self.currency,
            "emv": {
                "label": LABEL,
                **ends_dict(None if self.emv.low is None or self.emv.high is None else (self.emv.low, self.emv.high)),
                "posts": self.emv.posts,
                "kinds": [
                    {"kind": one.key, "count": number(one.count), "posts": one.posts, "low": number(one.low), "high": number(one.high)}
                    for one in self.emv.kinds
                ],
                "left_out": self.emv.left_out,
            },
            "giant": duel_dict(self.duel),
            "assumptions": [assumption_dict(one) for one in self.assumed.values()],
        }  # fmt: skip

    @property
    def sentences(self) -> list[str]:
        """The answers, with what they leave out."""
        low, high = self.emv.low, self.emv.high
        value = "cannot tell" if low is None else amount(low) if low == high else f"{amount(low)} to {amount(high)}"
        part = "The money does not buy one post of the giant: part of a post is counted as that part."
        own = "How the giant’s audience buys is taken from the army’s own orders per engagement."
        return [
            self.duel.sentence, *([part] if self.duel.no_post else []), *([own] if self.duel.own_conversion else []),
            f"Earned media value: {value} {self.currency}. {LABEL}", *self.emv.left_out,
        ]  # fmt: skip

    def as_text(self) -> str:
        lines = [*self.sentences, "", "Assumed:"]
        for one in self.assumed.values():
            if one.low is None:
                lines.append(f"{one.key:<18} nobody has said ({one.label}, {one.unit})")
            else:
                lines.append(f"{one.key:<18} {one.low_text} to {one.high_text} {one.unit}; {one.said}")
        return "\n".join(lines)


def duel_dict(duel: Duel) -> dict[str, Any]:
    army = duel.army
    return {
        "army": {
            "creators": army.creators, "spend": float(army.spend), "engagements": army.engagements,
            "orders": army.orders, "net_revenue": float(army.net_revenue),
        },
        "giant": {
            name: ends_dict(getattr(duel, name)) for name in ("posts", "engaged", "conversion", "orders", "net_revenue")
        },
        "conversion_is_the_armys": duel.own_conversion,
        "verdict": duel.verdict,
        "sentence": duel.sentence,
    }  # fmt: skip


def ends_dict(ends: Ends | None) -> dict[str, float | None]:
    low, high = ends or (None, None)
    return {"low": number(low), "high": number(high)}


def assumption_dict(one: Assumption) -> dict[str, Any]:
    return {
        "key": one.key, "label": one.label, "unit": one.unit, "low": number(one.low), "high": number(one.high),
        "currency": one.currency or None, "source": one.source or None,
        "read_on": one.read_on.isoformat() if one.read_on else None, "own": one.own,
    }  # fmt: skip


def number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
