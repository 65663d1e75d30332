"""A plan as it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.problem import Problem

PROOFS = {
    "gains": "by what each candidate would still add",
    "prices": "by prices of engaging each person",
    "solver": "by integer programming",
}


@dataclass(frozen=True)
class Choice:
    """A set with what it costs and whom it engages: expected people, by weight."""

    chosen: list[str]
    spend: Decimal
    value: float

    def as_dict(self) -> dict[str, Any]:
        return {"chosen": self.chosen, "spend": float(self.spend), "value": self.value}


@dataclass(frozen=True)
class Plan:
    """The best set found. No set within the limits has a value above `upper_bound`; `greedy` is the value of plain
    greedy by gain per price, which the plan started from. `proved_by` tells whence the bound is: `gains` (Leskovec's
    online bound), `prices` (Lagrange's dual) or `solver` (HiGHS)."""

    best: Choice
    upper_bound: float
    greedy: float
    alternatives: dict[str, Choice]
    proved_by: str = "gains"

    @property
    def gap(self) -> float:
        """The share of the bound that may be missing, 0 to 1."""
        return max(0.0, self.upper_bound - self.best.value) / self.upper_bound if self.upper_bound > 0 else 0.0

    @property
    def proof(self) -> str:
        """How the bound was proven, in words."""
        return PROOFS[self.proved_by]

    def as_dict(self) -> dict[str, Any]:
        """The shape promised to scripts."""
        others = {name: choice.as_dict() for name, choice in self.alternatives.items()}
        proof = {"upper_bound": self.upper_bound, "gap": self.gap, "proved_by": self.proved_by}
        return self.best.as_dict() | proof | {"alternatives": others}


def choice(problem: Problem, chosen: Sequence[int]) -> Choice:
    """A set by its ids, in the candidates' order."""
    chosen = sorted(chosen)
    value = Coverage(problem, chosen).value
    return Choice([problem.candidates[one].id for one in chosen], problem.spend(chosen), value)
