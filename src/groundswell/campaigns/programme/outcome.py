"""A plan with all that is shown beside it."""

from dataclasses import dataclass
from decimal import Decimal

from groundswell.campaigns.planner import Plan
from groundswell.campaigns.programme.gathering import Gathered, Known
from groundswell.campaigns.programme.overlap import Overlap


@dataclass(frozen=True)
class Row:
    """One chosen creator; `marginal` is what the set would lose without them: engaged people."""

    known: Known
    marginal: float


@dataclass(frozen=True)
class Duel:
    """The creator with most followers against the best set of others for the same money."""

    giant: Known
    money: Decimal
    giant_value: float
    army_value: float
    army_size: int

    @property
    def army_wins(self) -> bool:
        return self.army_value > self.giant_value


@dataclass(frozen=True)
class Instead:
    """Who could take the place of `out` while the others keep theirs, each with the change in engaged people, the best
    first. `without` is the change with nobody in the place, None where a minimum needs somebody."""

    out: Known
    without: float | None
    best: list[tuple[Known, float]]


@dataclass(frozen=True)
class Programme:
    """`plan` is over creators' ids; `rows` are the chosen by worth; `others` priced and not chosen; `unpriced` and
    `gathered.unusable` could not take part. `frontier` pairs a budget with what it brings; `more` is what the next 100 of
    budget bring. `span` is the plan's value at the low and at the high ends of all audiences' intervals. `unmatched` are
    ids that were banned, priced or kept apart and are no candidates."""

    plan: Plan
    rows: list[Row]
    others: list[Known]
    unpriced: list[Known]
    gathered: Gathered
    overlap: Overlap
    frontier: list[tuple[Decimal, float]]
    more: float
    duel: Duel | None
    span: tuple[float, float]
    instead: Instead | None
    unmatched: list[int]

    @property
    def priced(self) -> list[Known]:
        return [*(row.known for row in self.rows), *self.others]

    @property
    def exact(self) -> int:
        """How many candidates' followers are known by their ids."""
        return sum(1 for one in self.priced if one.followed.ids)

    @property
    def clashing(self) -> list[Known]:
        return [one for one in (*self.priced, *self.unpriced) if one.clash]
